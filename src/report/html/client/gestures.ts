/** Pointer, wheel and keys on the plot. */
import type { Plot } from './plot.js';
import { byId } from './svg.js';

const ZOOM = 1.5;
/** Px that a pointer may tremble in a click. */
const TREMBLE = 6;
const FAR = 10;

/** @param onMove with whether it should be spoken: a pointer moves too fast for that. */
export function listen(host: HTMLElement, plot: Plot, onMove: (isSpoken: boolean) => void): void {
  listenToPointer(host, plot, onMove);
  host.addEventListener(
    'wheel',
    (event) => {
      const isOut = event.deltaY > 0;
      // Where there is nothing more to see, the page scrolls.
      if (event.deltaY === 0 || (isOut && plot.isWhole)) return;
      event.preventDefault();
      const factor = Math.exp(Math.min(Math.max(event.deltaY, -200), 200) / 300);
      plot.zoom(factor, plot.planeAt(event.clientX, event.clientY));
    },
    { passive: false },
  );
  host.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !pressed(event, plot)) return;
    event.preventDefault();
    onMove(true);
  });
}

function listenToPointer(host: HTMLElement, plot: Plot, onMove: (isSpoken: boolean) => void): void {
  let start: PointerEvent | undefined;
  let last: PointerEvent | undefined;
  const point = (event: PointerEvent) => {
    const { x, y } = plot.planeAt(event.clientX, event.clientY);
    plot.pointAt(x, y);
    onMove(false);
  };
  const end = () => {
    start = undefined;
    plot.rubberBand();
  };
  host.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    point(event);
    // A finger scrolls the page.
    if (event.pointerType === 'touch') return;
    [start, last] = [event, event];
    host.setPointerCapture(event.pointerId);
  });
  host.addEventListener('pointermove', (event) => {
    if (start === undefined) {
      point(event);
    } else if (start.shiftKey) {
      const [from, to] = [last!, event].map(({ clientX, clientY }) => plot.planeAt(clientX, clientY));
      plot.move(from.x - to.x, from.y - to.y);
    } else plot.rubberBand(start, event);
    last = event;
  });
  host.addEventListener('pointerup', (event) => {
    if (start === undefined) return;
    const isArea =
      Math.min(Math.abs(event.clientX - start.clientX), Math.abs(event.clientY - start.clientY)) > TREMBLE;
    if (isArea && !start.shiftKey) {
      const [a, b] = [start, event].map(({ clientX, clientY }) => plot.planeAt(clientX, clientY));
      plot.zoomTo({
        x: [Math.min(a.x, b.x), Math.max(a.x, b.x)],
        y: [Math.min(a.y, b.y), Math.max(a.y, b.y)],
      });
    }
    end();
  });
  host.addEventListener('pointercancel', end);
}

/** Whether the key is one of ours. */
function pressed({ key, shiftKey }: KeyboardEvent, plot: Plot): boolean {
  const distance = shiftKey ? FAR : 1;
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => plot.step(-distance, 0),
    ArrowRight: () => plot.step(distance, 0),
    ArrowUp: () => plot.step(0, distance),
    ArrowDown: () => plot.step(0, -distance),
    '+': () => plot.zoom(1 / ZOOM),
    '=': () => plot.zoom(1 / ZOOM),
    '-': () => plot.zoom(ZOOM),
    '0': () => plot.reset(),
  };
  const action = actions[key];
  action?.();
  return action !== undefined;
}

export function listenToButtons(plot: Plot): void {
  byId('zoom-in').addEventListener('click', () => plot.zoom(1 / ZOOM));
  byId('zoom-out').addEventListener('click', () => plot.zoom(ZOOM));
  byId('zoom-reset').addEventListener('click', () => plot.reset());
}
