/** Options that several commands share, and how their texts are read. */
import { type Dimension, UsageError, parseQuantity } from '../index.js';

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

/** Reads a number or, where given with a unit, a quantity: momentum transfers in GeV^2 and angles in rad. */
export function numberOrQuantityOption(name: string, text: string, dimension: Dimension): number {
  return /^[\d.eE+-]+$/.test(text.trim())
    ? numberOption(name, text, { above: 0 })
    : quantityOption(name, text, dimension);
}
