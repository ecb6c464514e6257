/** log10 N of a grid as shades: every pixel has the colour of the nearest point that is computed. */
import { PointStatus } from '../../../store/point-status.js';
import type { StoredGrid } from '../../../store/read-grid.js';
import type { Range } from '../page-data.js';
import { nearestIndex } from '../view.js';
import { standIns } from '../../computed-points.js';
import { type Frame, type Scale, pxToX, pxToY } from './frame.js';

/** Fewer events than this are of no interest, where there are more. */
const FEWEST = -3;

/** viridis, by S. van der Walt and N. Smith (CC0), at nine places. */
const STOPS = ['440154', '472d7b', '3b528b', '2c728e', '21918c', '28ae80', '5ec962', 'addc30', 'fde725'];
const FAILED = [192, 57, 43];
const SHADES = shades();

function shades(): Uint8Array {
  return Uint8Array.from({ length: 3 * 256 }, (_, i) => {
    const place = (Math.floor(i / 3) / 255) * (STOPS.length - 1);
    const stop = Math.min(STOPS.length - 2, Math.floor(place));
    return channel(stop, i % 3) + (place - stop) * (channel(stop + 1, i % 3) - channel(stop, i % 3));
  });
}

function channel(stop: number, k: number): number {
  return Number.parseInt(STOPS[stop].slice(2 * k, 2 * k + 2), 16);
}

/** The powers of ten that the shades run over; undefined where there are no events at all. */
export function shadedRange({ yield: events }: StoredGrid): Range | undefined {
  let most = 0;
  for (const value of events) if (value > most) most = value;
  if (most === 0) return undefined;
  const top = Math.ceil(Math.log10(most));
  return [top > FEWEST ? FEWEST : top - 6, top];
}

export function drawShades(
  context: CanvasRenderingContext2D,
  grid: StoredGrid,
  [from, to]: Range,
  scale: Scale,
): void {
  const { massGeV, coupling, yield: events, status } = grid;
  const coupled = standIns(grid);
  const dots = context.canvas.width / context.canvas.clientWidth || 1;
  const { left, top, right, bottom } = inDots(scale.frame, dots);
  const image = context.createImageData(right - left, bottom - top);
  const masses = Int32Array.from({ length: image.width }, (_, i) =>
    cellAt(massGeV, pxToX(scale, (left + i + 0.5) / dots)),
  );
  const couplings = Int32Array.from({ length: image.height }, (_, i) =>
    cellAt(coupling, pxToY(scale, (top + i + 0.5) / dots)),
  );
  for (let row = 0, k = 0; row < image.height; row++) {
    for (let column = 0; column < image.width; column++, k += 4) {
      if (masses[column] < 0 || couplings[row] < 0) continue;
      const start = masses[column] * coupling.length;
      const point = start + coupled[start + couplings[row]];
      if (status[point] === PointStatus.failed) {
        image.data.set([...FAILED, 255], k);
        continue;
      }
      const share = (Math.log10(events[point]) - from) / (to - from);
      if (!(share >= 0)) continue;
      const shade = 3 * Math.min(255, Math.floor(256 * share));
      image.data[k] = SHADES[shade];
      image.data[k + 1] = SHADES[shade + 1];
      image.data[k + 2] = SHADES[shade + 2];
      image.data[k + 3] = 225;
    }
  }
  context.putImageData(image, left, top);
}

function inDots({ left, top, right, bottom }: Frame, dots: number): Frame {
  const [l, t, r, b] = [left, top, right, bottom].map((px) => Math.round(px * dots));
  return { left: l, top: t, right: r, bottom: b };
}

/** The value whose cell holds 10^log; -1 beyond the axis. */
function cellAt(axis: Float64Array, log: number): number {
  const [first, last] = [Math.log10(axis[0]), Math.log10(axis.at(-1)!)];
  return log < first - 1e-9 || log > last + 1e-9 ? -1 : nearestIndex(axis, log);
}

/** The shades side by side, for their key. */
export function drawKey(context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  for (let x = 0; x < width; x++) {
    const shade = 3 * Math.floor((256 * x) / width);
    context.fillStyle = `rgb(${SHADES.subarray(shade, shade + 3).join(',')})`;
    context.fillRect(x, 0, 1, height);
  }
}
