/** The part of a plane with two log axes that is seen. Coordinates are log10 of the values; never wider than the plane. */
import type { Range } from './page-data.js';

export interface View {
  readonly x: Range;
  readonly y: Range;
}

/** In decades: ticks and doubles have room to spare. */
const NARROWEST = 0.01;

export function wholeView(massGeV: Range, coupling: Range): View {
  return { x: logarithms(massGeV), y: logarithms(coupling) };
}

function logarithms([from, to]: Range): Range {
  return [Math.log10(from), Math.log10(to)];
}

/** What is `factor` times as wide around a point that stays where it is. */
export function zoomed(view: View, whole: View, factor: number, at: { x: number; y: number }): View {
  const around = ([from, to]: Range, centre: number): Range => [
    centre + (from - centre) * factor,
    centre + (to - centre) * factor,
  ];
  return within({ x: around(view.x, at.x), y: around(view.y, at.y) }, whole);
}

export function moved(view: View, whole: View, dx: number, dy: number): View {
  return within({ x: shifted(view.x, dx), y: shifted(view.y, dy) }, whole);
}

function shifted([from, to]: Range, distance: number): Range {
  return [from + distance, to + distance];
}

/** Moved, if need be, so that the point is seen. */
export function showing(view: View, whole: View, at: { x: number; y: number }): View {
  return moved(view, whole, missing(view.x, at.x), missing(view.y, at.y));
}

/** How far a value lies outside. */
function missing([from, to]: Range, value: number): number {
  return Math.min(0, value - from) + Math.max(0, value - to);
}

export function within({ x, y }: View, whole: View): View {
  return { x: rangeWithin(x, whole.x), y: rangeWithin(y, whole.y) };
}

function rangeWithin([from, to]: Range, [least, most]: Range): Range {
  const width = Math.min(Math.max(to - from, NARROWEST), most - least);
  const start = Math.min(Math.max((from + to - width) / 2, least), most - width);
  return [start, start + width];
}

/** Index of the value of a rising axis that is nearest to 10^log; that of an end beyond it. */
export function nearestIndex(axis: Float64Array, log: number): number {
  let [low, high] = [0, axis.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (Math.log10(axis[middle]) <= log) low = middle;
    else high = middle;
  }
  return log - Math.log10(axis[low]) <= Math.log10(axis[high]) - log ? low : high;
}
