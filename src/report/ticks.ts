/**
 * Which ticks an axis gets, and which of them are labelled. Pure decisions: no pixels, no fonts.
 *
 * A log axis takes the first of these that applies:
 *  1. powers of ten, if there are three in the domain; thinned to every 2nd, 3rd, 5th... where they would crowd
 *  2. 1, 2 and 5 times powers of ten, if that makes three and there is room for them
 *  3. powers of ten, if there are two
 *  4. 1, 1.5, 2, 3 ... 9 times powers of ten, as many as there is room for, if that makes four
 *  5. equal steps, as on a linear axis
 * A linear axis takes steps of 1, 2 or 5 times a power of ten.
 */
import type { Axis } from './figure.js';

export interface Tick {
  readonly value: number;
  /** TeX mathematics. */
  readonly label: string;
}

export interface AxisTicks {
  readonly labelled: readonly Tick[];
  /** Values with a long tick, labelled or not. */
  readonly major: readonly number[];
  /** Values with a short tick and no label. */
  readonly minor: readonly number[];
}

const MOST_STEPS = 6;
/** Beyond this the ticks at 2 to 9 run into each other. */
const MOST_DECADES_WITH_MINOR_TICKS = 12;

/**
 * Chooses the ticks of an axis.
 *
 * @param roomForLabels How many labels fit side by side along the whole axis.
 * @example axisTicks({ scale: 'log', domain: [0.01, 1] }, 8).labelled.map(({ label }) => label)
 * // ['10^{-2}', '10^{-1}', '10^{0}']
 */
export function axisTicks(
  { scale, domain }: Pick<Axis, 'scale' | 'domain'>,
  roomForLabels: number,
): AxisTicks {
  return scale === 'log' ? logTicks(domain, roomForLabels) : stepTicks(domain, roomForLabels);
}

type Domain = readonly [number, number];

function logTicks(domain: Domain, room: number): AxisTicks {
  const decades = multiplesWithin(domain, [1]);
  if (decades.length >= 3) return decadeTicks(domain, decades, room);
  const preferred = multiplesWithin(domain, [1, 2, 5]);
  const closest = (Math.log10(2) / spanOf(domain)) * room;
  if (preferred.length >= 3 && closest >= 1) {
    return withMinor(labelMultiples(preferred), preferred, multiplesWithin(domain, DIGITS));
  }
  if (decades.length >= 2) return decadeTicks(domain, decades, room);
  const major = multiplesWithin(domain, [1, 1.5, ...DIGITS.slice(1)]);
  const labelled = thin(major, domain, room);
  if (labelled.length >= 4)
    return withMinor(labelMultiples(labelled), major, multiplesWithin(domain, FIFTHS));
  return stepTicks(domain, room);
}

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const FIFTHS = Array.from({ length: 45 }, (_, i) => (10 + 2 * i) / 10);

/** In decades. */
function spanOf([from, to]: Domain): number {
  return Math.log10(to / from);
}

function decadeTicks(domain: Domain, decades: readonly number[], room: number): AxisTicks {
  const span = spanOf(domain);
  const every = [1, 2, 3, 5].find((n) => span / n <= room) ?? 10 * Math.ceil(span / room / 10);
  const labelled = decades
    .map((value) => ({ value, exponent: Math.round(Math.log10(value)) }))
    .filter(({ exponent }) => exponent % every === 0)
    .map(({ value, exponent }) => ({ value, label: `10^{${exponent}}` }));
  const showMinor = every === 1 && span <= MOST_DECADES_WITH_MINOR_TICKS;
  const minor = showMinor ? multiplesWithin(domain, DIGITS.slice(1)) : [];
  return { labelled, major: decades, minor };
}

/** Every mantissa times a power of ten in the domain, rising; a value off by rounding alone counts as inside. */
function multiplesWithin([from, to]: Domain, mantissas: readonly number[]): number[] {
  const values: number[] = [];
  for (let e = Math.floor(Math.log10(from)); e <= Math.ceil(Math.log10(to)); e++) {
    // Number() of the decimal text is the nearest double, which mantissa * 10 ** e often misses.
    for (const mantissa of mantissas) values.push(Number(`${mantissa}e${e}`));
  }
  return values.filter((value) => value >= from * (1 - 1e-12) && value <= to * (1 + 1e-12));
}

/** Drops values closer on the log axis than a label needs; powers of ten stay first, then 2 and 5, then the rest. */
function thin(values: readonly number[], [from, to]: Domain, room: number): number[] {
  const place = (value: number) => (Math.log(value / from) / Math.log(to / from)) * room;
  const kept: number[] = [];
  for (const value of values.toSorted((a, b) => rank(a) - rank(b))) {
    if (kept.every((other) => Math.abs(place(other) - place(value)) >= 1)) kept.push(value);
  }
  return kept.sort((a, b) => a - b);
}

function rank(value: number): number {
  const place = '125'.indexOf(value.toExponential(0).charAt(0));
  return place < 0 ? 3 : place;
}

function stepTicks([from, to]: Domain, room: number): AxisTicks {
  const step = niceStep((to - from) / Math.min(room, MOST_STEPS));
  // Five parts of 1 and 5, four of 2: the parts are again round numbers.
  const parts = step.mantissa === 2 ? 4 : 5;
  const majors = stepsWithin(from, to, step.size);
  return withMinor(labelSteps(majors, step.size), majors, stepsWithin(from, to, step.size / parts));
}

function niceStep(least: number): { mantissa: number; size: number } {
  const exponent = Math.floor(Math.log10(least));
  const scaled = least / 10 ** exponent;
  const mantissa = [1, 2, 5].find((candidate) => scaled <= candidate * (1 + 1e-9)) ?? 10;
  return { mantissa: mantissa === 10 ? 1 : mantissa, size: Number(`${mantissa}e${exponent}`) };
}

function stepsWithin(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => tidy((first + i) * step));
}

/** Removes the rounding noise of a product, and the sign of a negative zero. */
function tidy(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}

function withMinor(
  labelled: readonly Tick[],
  major: readonly number[],
  candidates: readonly number[],
): AxisTicks {
  const taken = new Set(major);
  return { labelled, major, minor: candidates.filter((value) => !taken.has(value)) };
}

/** Plain decimals where all of them are short, else each as mantissa times power of ten. */
function labelMultiples(values: readonly number[]): Tick[] {
  const plain = values.every((value) => value >= 1e-3 && value < 1e4);
  return values.map((value) => {
    if (plain) return { value, label: String(value) };
    const [mantissa, exponent] = value.toExponential().split('e');
    const power = `10^{${Number(exponent)}}`;
    return { value, label: mantissa === '1' ? power : `${mantissa}\\times ${power}` };
  });
}

/** Labels with as many decimals as the step needs; very large and very small ones share one power of ten. */
function labelSteps(values: readonly number[], step: number): Tick[] {
  const largest = Math.max(...values.map(Math.abs));
  const plain = largest >= 1e-3 && largest < 1e5;
  const exponent = plain ? 0 : floorLog10(largest);
  const decimals = Math.max(0, exponent - floorLog10(step));
  return values.map((value) => {
    const mantissa = (value / 10 ** exponent).toFixed(decimals);
    if (plain) return { value, label: mantissa };
    return { value, label: value === 0 ? '0' : `${mantissa}\\times 10^{${exponent}}` };
  });
}

/** The exponent of a positive number, with room for rounding below a power of ten. */
function floorLog10(value: number): number {
  return Math.floor(Math.log10(value * (1 + 1e-9)));
}
