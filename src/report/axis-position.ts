/** Where a value lies along an axis, as a share of the axis: 0 at its start, 1 at its end. */
import type { Axis } from './figure.js';

type Scale = Pick<Axis, 'domain' | 'scale'>;

/** Values at or below zero are infinitely far down a log axis. */
export function toPosition({ domain: [from, to], scale }: Scale): (value: number) => number {
  if (scale === 'linear') return (value) => (value - from) / (to - from);
  const [start, end] = [Math.log10(from), Math.log10(to)];
  return (value) => (Math.log10(Math.max(value, 0)) - start) / (end - start);
}

/** The inverse. */
export function fromPosition({ domain: [from, to], scale }: Scale): (position: number) => number {
  if (scale === 'linear') return (position) => from + position * (to - from);
  const [start, end] = [Math.log10(from), Math.log10(to)];
  return (position) => 10 ** (start + position * (end - start));
}
