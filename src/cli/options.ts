/** Options that several commands share, and how their texts are read. */
import {
  type Dimension,
  UsageError,
  mixingAngle,
  parseConfidenceLevel,
  parseQuantity,
  upperLimit,
} from '../index.js';

export const DEFAULT_DATABASE = 'db/muscan.sqlite';

export const databaseOption = {
  db: {
    type: 'string',
    default: DEFAULT_DATABASE,
    describe: 'Database file',
    requiresArg: true,
  },
} as const;

export const jsonOption = {
  json: { type: 'boolean', default: false, describe: 'Machine-readable output, numbers in full precision' },
} as const;

export const scanArgument = {
  type: 'string',
  demandOption: true,
  describe: 'Path of a scan file, stored name or id',
} as const;

/** Reads `--mass 0.1GeV`: a quantity with its unit, above zero. */
export function quantityOption(name: string, text: string, dimension: Dimension): number {
  try {
    const value = parseQuantity(text, dimension);
    if (value > 0) return value;
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`--${name}: ${error.message}`, { cause: error });
    throw error;
  }
  throw new UsageError(`--${name}: expected a value above zero; got "${text}"`);
}

/** Masses that one command computes. */
const MOST_MASSES = 1e5;

/** Reads `10MeV,100MeV` and `1MeV:1GeV:7`, a number of masses in equal ratios; in GeV. */
export function massesOption(name: string, texts: readonly string[]): number[] {
  return texts
    .flatMap((text) => text.split(','))
    .flatMap((text) => {
      const parts = text.split(':');
      if (parts.length === 1) return [quantityOption(name, text, 'energy')];
      if (parts.length !== 3) {
        throw new UsageError(
          `--${name}: expected a mass or from:to:number, such as 1MeV:1GeV:7; got "${text}"`,
        );
      }
      const [from, to] = parts.slice(0, 2).map((part) => quantityOption(name, part, 'energy'));
      const count = numberOption(name, parts[2], { min: 2, max: MOST_MASSES });
      if (!(from < to) || !Number.isInteger(count)) {
        throw new UsageError(
          `--${name}: expected from:to:number with a rising range and a whole number; got "${text}"`,
        );
      }
      return logSpaced(from, to, count);
    });
}

/** Reads a number in [min, max]. */
export function numberOption(
  name: string,
  text: string,
  { min = -Infinity, max = Infinity, above = -Infinity } = {},
): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value >= min && value <= max && value > above) return value;
  const lower = above > -Infinity ? `above ${above}` : min > -Infinity ? `from ${min}` : '';
  const range = [lower, max < Infinity ? `to ${max}` : ''].filter((part) => part !== '').join(' ');
  throw new UsageError(`--${name}: expected a number${range === '' ? '' : ` ${range}`}; got "${text}"`);
}

/** Reads `--points 50`: a whole number. */
export function countOption(points: string, max = 1e6): number {
  const count = numberOption('points', points, { min: 2, max });
  if (Number.isInteger(count)) return count;
  throw new UsageError(`--points: expected a whole number; got "${points}"`);
}

/** Reads `100MeV`, or `1MeV..2GeV` into --points logarithmic steps; in GeV. */
export function rangeOption(name: 'mass' | 'energy', text: string, points: string): number[] {
  const ends = text.split('..').map((end) => quantityOption(name, end, 'energy'));
  if (ends.length === 1) return ends;
  const [from, to] = ends;
  if (ends.length > 2 || !(from < to)) {
    throw new UsageError(`--${name}: expected one value, or a range such as 1MeV..2GeV; got "${text}"`);
  }
  return logSpaced(from, to, countOption(points));
}

/** From one end to the other in equal ratios. */
export function logSpaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    i === count - 1 ? to : from * (to / from) ** (i / (count - 1)),
  );
}

/** The options that limit the integration, for commands that compute on the spot. */
export const limitOptions = {
  'x-min': {
    type: 'string',
    requiresArg: true,
    describe: 'Least x = E_X/E, a number or a fraction such as 1/3',
  },
  'x-max': { type: 'string', requiresArg: true, describe: 'Greatest x (default: 1 - m_l/E)' },
  'theta-max': { type: 'string', requiresArg: true, describe: 'Greatest angle of X, rad (default: no cut)' },
  't-max': {
    type: 'string',
    requiresArg: true,
    describe: "Greatest momentum transfer squared, GeV^2 (default: the method's natural one)",
  },
} as const;

export type LimitArguments = Record<keyof typeof limitOptions, string | undefined>;

interface Limits {
  xMin?: number;
  xMax?: number;
  thetaMax?: number;
  tMaxGeV2?: number;
}

/** Limits that were given; the others are left out. */
export function readLimits(args: LimitArguments): Limits {
  const limits: Limits = {};
  const { 'x-min': xMin, 'x-max': xMax, 'theta-max': thetaMax, 't-max': tMax } = args;
  if (xMin !== undefined) limits.xMin = fractionOption('x-min', xMin);
  if (xMax !== undefined) limits.xMax = fractionOption('x-max', xMax);
  if (thetaMax !== undefined) limits.thetaMax = numberOrQuantityOption('theta-max', thetaMax, 'angle');
  if (tMax !== undefined) limits.tMaxGeV2 = numberOrQuantityOption('t-max', tMax, 'momentum-transfer');
  if ((limits.xMin ?? 0) >= (limits.xMax ?? 1)) {
    throw new UsageError(
      `--x-max: expected a number above --x-min (${limits.xMin}); got ${limits.xMax ?? 1}`,
    );
  }
  if ((limits.thetaMax ?? 0) > Math.PI) {
    throw new UsageError(`--theta-max: expected an angle of at most pi; got ${limits.thetaMax}`);
  }
  return limits;
}

function fractionOption(name: string, text: string): number {
  const match = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text);
  return numberOption(name, match === null ? text : String(Number(match[1]) / Number(match[2])), {
    min: 0,
    max: 1,
  });
}

/** Reads a number or, where given with a unit, a quantity: momentum transfers in GeV^2 and angles in rad. */
export function numberOrQuantityOption(name: string, text: string, dimension: Dimension): number {
  return /^[\d.eE+-]+$/.test(text.trim())
    ? numberOption(name, text, { above: 0 })
    : quantityOption(name, text, dimension);
}

/** Reads a mixing angle as scan files write it: `1.57`, `pi/2`, `0.5 rad`, `90 deg`. */
export function angleOption(name: string, text: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const { data, error } = mixingAngle().safeParse(
    Number.isFinite(number) ? number : text.replaceAll(/pi/gi, 'pi'),
  );
  if (data !== undefined) return data;
  throw new UsageError(`--${name}: ${error.issues[0].message}`);
}

/** Reads a coupling as scan files write it; the unit of the model may be left out. */
export function couplingOption(name: string, text: string, unit: string | null): number {
  const trimmed = text.trim();
  const digits = unit !== null && trimmed.endsWith(unit) ? trimmed.slice(0, -unit.length).trim() : trimmed;
  const value = /^[\d.eE+-]+$/.test(digits) ? Number(digits) : Number.NaN;
  if (value > 0 && value < Infinity) return value;
  const example =
    unit === null ? ' (the coupling has no unit)' : `, or with its unit, such as "1e-4 ${unit}"`;
  throw new UsageError(`--${name}: expected a number above 0${example}; got "${text}"`);
}

/** Which contours to draw; what is left out is as in the scan. */
export const contourOptions = {
  level: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: "Number of events (default: the scan's own levels)",
  },
  cl: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Confidence level with no event seen or expected, e.g. 90% (as --level 2.303)',
  },
  exposure: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Number of beam particles: yields are linear in it, nothing is computed anew',
  },
} as const;

export type ContourOptions = Record<keyof typeof contourOptions, string[] | undefined>;

/** Levels and exposures that were given; undefined where none was. */
export function readContourOptions({ level, cl, exposure }: ContourOptions): {
  levels: readonly number[] | undefined;
  exposures: readonly number[] | undefined;
} {
  const levels = [
    ...(level ?? []).map((text) => numberOption('level', text, { above: 0 })),
    ...(cl ?? []).map((text) =>
      upperLimit({
        method: 'poisson',
        observed: 0,
        background: 0,
        confidenceLevel: parseConfidenceLevel(text),
      }),
    ),
  ];
  return {
    levels: levels.length === 0 ? undefined : levels,
    exposures: exposure?.map((text) => numberOption('exposure', text, { above: 0 })),
  };
}
