/** The interactive plot: what is seen of which contours, with the crosshair on a point of the chosen scan. */
import { nearestComputed, nextComputed } from '../../computed-points.js';
import type { PageData } from '../page-data.js';
import { type View, moved, nearestIndex, showing, wholeView, within, zoomed } from '../view.js';
import { drawAxes, layOut } from './axes.js';
import { type Series, drawContours } from './contours.js';
import { type Scale, pxToX, pxToY, xToPx, yToPx } from './frame.js';
import type { Scan } from './scan.js';
import { drawShades, shadedRange } from './shade.js';
import { svg } from './svg.js';

/** A point of the grid of the chosen scan. */
export interface Place {
  readonly mass: number;
  readonly coupling: number;
}

const [SHORTEST, TALLEST] = [380, 560];

export class Plot {
  readonly #host: HTMLElement;
  readonly #data: PageData;
  readonly #scans: readonly Scan[];
  readonly #canvas = document.createElement('canvas');
  readonly #svg = svg('svg', { 'aria-hidden': 'true' });
  readonly #crosshair = svg('path', { class: 'crosshair' });
  readonly #whole: View;
  readonly #hidden = new Set<number>();
  #view: View;
  #scale: Scale;
  #chosen = 0;
  #isShaded = false;
  #place: Place | undefined;
  #isDrawing = false;

  constructor(host: HTMLElement, data: PageData, scans: readonly Scan[]) {
    this.#host = host;
    this.#data = data;
    this.#scans = scans;
    this.#whole = wholeView(data.massGeV, data.coupling);
    this.#view = this.#whole;
    this.#scale = { frame: { left: 0, top: 0, right: 1, bottom: 1 }, view: this.#view };
    host.replaceChildren(this.#canvas, this.#svg);
    new ResizeObserver(() => this.draw()).observe(host);
    this.#redraw();
  }

  get scale(): Scale {
    return this.#scale;
  }

  get scan(): Scan {
    return this.#scans[this.#chosen];
  }

  get place(): Place | undefined {
    return this.#place;
  }

  choose(scan: number): void {
    this.change(() => (this.#chosen = scan));
  }

  /** Whatever changes the points, the crosshair stays where it is in the plane. */
  change(action: () => void): void {
    const at = this.#place === undefined ? undefined : this.#at(this.#place);
    action();
    if (at !== undefined) this.pointAt(at.x, at.y);
    this.draw();
  }

  show(series: number, isShown: boolean): void {
    if (isShown) this.#hidden.delete(series);
    else this.#hidden.add(series);
    this.draw();
  }

  shade(isShaded: boolean): void {
    this.#isShaded = isShaded;
    this.draw();
  }

  /** Around a point, by default the middle of what is seen. */
  zoom(factor: number, at = this.#middle()): void {
    this.#view = zoomed(this.#view, this.#whole, factor, at);
    this.draw();
  }

  zoomTo(view: View): void {
    this.#view = within(view, this.#whole);
    this.draw();
  }

  reset(): void {
    this.#view = this.#whole;
    this.draw();
  }

  move(dx: number, dy: number): void {
    this.#view = moved(this.#view, this.#whole, dx, dy);
    this.draw();
  }

  get isWhole(): boolean {
    const { x, y } = this.#view;
    const whole = this.#whole;
    return x[1] - x[0] >= whole.x[1] - whole.x[0] && y[1] - y[0] >= whole.y[1] - whole.y[0];
  }

  /** The crosshair on the nearest mass, and there on the nearest point that is computed. */
  pointAt(x: number, y: number): void {
    const { grid } = this.scan;
    const mass = nearestIndex(grid.massGeV, x);
    this.#place = { mass, coupling: nearestComputed(grid, mass, nearestIndex(grid.coupling, y)) };
    this.#drawCrosshair();
  }

  /** The crosshair some points further; where there is none yet, to the middle. */
  step(masses: number, couplings: number): void {
    const { grid } = this.scan;
    if (this.#place === undefined) {
      const { x, y } = this.#middle();
      this.pointAt(x, y);
      return;
    }
    const mass = clamp(this.#place.mass + masses, grid.massGeV.length);
    let coupling = nearestComputed(grid, mass, this.#place.coupling);
    for (let steps = Math.abs(couplings); steps > 0; steps--) {
      coupling = nextComputed(grid, mass, coupling, couplings > 0 ? 1 : -1);
    }
    this.#place = { mass, coupling };
    this.#view = showing(this.#view, this.#whole, this.#at(this.#place));
    this.draw();
  }

  /** Once, before the next frame is shown. */
  draw(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => this.#redraw());
  }

  #redraw(): void {
    this.#isDrawing = false;
    const width = this.#host.clientWidth;
    const height = Math.round(Math.min(Math.max(0.72 * width, Math.min(width, SHORTEST)), TALLEST));
    this.#host.style.height = `${height}px`;
    const axes = layOut(this.#view, this.#data.glyphs, width, height);
    this.#scale = { frame: axes.frame, view: this.#view };
    const { left, top, right, bottom } = axes.frame;
    const clip = svg('clipPath', { id: 'frame' }, [
      svg('rect', { x: left, y: top, width: right - left, height: bottom - top }),
    ]);
    const isShaded = this.#drawShades(width, height);
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.#svg.replaceChildren(
      clip,
      svg('g', { 'clip-path': 'url(#frame)', class: isShaded ? 'shaded' : '' }, [
        ...drawContours(this.#shown(), this.#scale, isShaded),
        this.#crosshair,
      ]),
      ...drawAxes(axes, this.#view, this.#data.glyphs),
    );
    this.#drawCrosshair();
  }

  #shown(): Series[] {
    return this.#scans
      .flatMap(({ contours }) => contours)
      .map((contour, index) => ({ contour, index }))
      .filter(({ index }) => !this.#hidden.has(index));
  }

  #drawShades(width: number, height: number): boolean {
    const dots = Math.min(2, window.devicePixelRatio);
    this.#canvas.width = Math.round(width * dots);
    this.#canvas.height = Math.round(height * dots);
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    const range = this.#isShaded ? shadedRange(this.scan.grid) : undefined;
    if (range === undefined) return false;
    drawShades(this.#canvas.getContext('2d')!, this.scan.grid, range, this.#scale);
    return true;
  }

  #drawCrosshair(): void {
    const { frame } = this.#scale;
    if (this.#place === undefined) return;
    const { x, y } = this.#at(this.#place);
    const [px, py] = [xToPx(this.#scale, x).toFixed(1), yToPx(this.#scale, y).toFixed(1)];
    const circle = `M${px},${py}m-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0`;
    this.#crosshair.setAttribute(
      'd',
      `M${px},${frame.top}V${frame.bottom}M${frame.left},${py}H${frame.right}${circle}`,
    );
  }

  #at({ mass, coupling }: Place): { x: number; y: number } {
    const { grid } = this.scan;
    return { x: Math.log10(grid.massGeV[mass]), y: Math.log10(grid.coupling[coupling]) };
  }

  #middle(): { x: number; y: number } {
    const { x, y } = this.#view;
    return { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 };
  }

  /** In log10, under a px of the window. */
  planeAt(clientX: number, clientY: number): { x: number; y: number } {
    const box = this.#host.getBoundingClientRect();
    return { x: pxToX(this.#scale, clientX - box.left), y: pxToY(this.#scale, clientY - box.top) };
  }

  /** A rectangle over the plot, in px of the window; none clears it. */
  rubberBand(from?: PointerEvent, to?: PointerEvent): void {
    this.#svg.querySelector('.rubber-band')?.remove();
    if (from === undefined || to === undefined) return;
    const box = this.#host.getBoundingClientRect();
    this.#svg.append(
      svg('rect', {
        class: 'rubber-band',
        x: Math.min(from.clientX, to.clientX) - box.left,
        y: Math.min(from.clientY, to.clientY) - box.top,
        width: Math.abs(to.clientX - from.clientX),
        height: Math.abs(to.clientY - from.clientY),
      }),
    );
  }
}

function clamp(index: number, size: number): number {
  return Math.min(Math.max(index, 0), size - 1);
}
