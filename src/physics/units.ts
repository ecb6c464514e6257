/**
 * Units are converted here and nowhere else. Every unit is a power of ten times the canonical unit of its dimension,
 * and the power is added to the decimal exponent of the number as written: `210 MeV` is the double nearest to 0.21.
 */
import { UsageError } from '../errors.js';

/** Canonical units: GeV, cm, g cm^-3, cm^-3, GeV cm^-1, GeV^2, rad, GeV^-1. */
export type Dimension =
  'energy' | 'length' | 'number-density' | 'energy-loss' | 'momentum-transfer' | 'angle' | 'mass-density';

const LENGTH_UNITS = { mm: -1, cm: 0, m: 2, km: 5, um: -4 };
const ENERGY_UNITS = { eV: -9, keV: -6, MeV: -3, GeV: 0, TeV: 3 };

const UNITS: Record<Dimension, Readonly<Record<string, number>>> = {
  energy: ENERGY_UNITS,
  length: LENGTH_UNITS,
  'number-density': { '/cm^3': 0, '/cm3': 0, 'cm^-3': 0, '/m^3': -6, 'm^-3': -6 },
  'energy-loss': { 'GeV/cm': 0, 'MeV/cm': -3, 'GeV/m': -2, 'MeV/m': -5 },
  'momentum-transfer': { 'GeV^2': 0, GeV2: 0, 'MeV^2': -6, MeV2: -6 },
  angle: { rad: 0, mrad: -3, urad: -6 },
  'mass-density': { 'g/cm^3': 0, 'g/cm3': 0 },
};

const EXAMPLES: Record<Dimension, string> = {
  energy: '160 GeV',
  length: '20 cm',
  'number-density': '3.3e22 /cm^3',
  'energy-loss': '12.7 MeV/cm',
  'momentum-transfer': '1 GeV^2',
  angle: '0.1 rad',
  'mass-density': '11.35 g/cm^3',
};

const QUANTITY = /^\s*([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE]([+-]?\d+))?\s*(\S.*?)?\s*$/;

/** A unit table entry for help texts and the JSON Schema: the unit names of a dimension, and an example. */
export function describeDimension(dimension: Dimension): { units: string[]; example: string } {
  return { units: Object.keys(UNITS[dimension]), example: EXAMPLES[dimension] };
}

/**
 * Reads `160 GeV` into the canonical unit of the dimension (GeV, cm, cm^-3, GeV/cm, GeV^2, rad, g/cm^3).
 * The result is the double nearest to the decimal number as written.
 *
 * @throws {UsageError} when the text is not a number with a unit of that dimension.
 * @example parseQuantity('210 MeV', 'energy') // 0.21
 */
export function parseQuantity(text: string, dimension: Dimension): number {
  const { units, example } = describeDimension(dimension);
  const expected = `expected ${/^[aeiou]/.test(dimension) ? 'an' : 'a'} ${dimension.replace('-', ' ')} with its unit, such as "${example}"`;
  const match = QUANTITY.exec(text);
  if (match === null) throw new UsageError(`${expected}; got "${text}"`);
  const [, digits, exponent = '0', unit] = match;
  if (unit === undefined) {
    throw new UsageError(`${expected}; got "${text}" without a unit (units: ${units.join(', ')})`);
  }
  if (!Object.hasOwn(UNITS[dimension], unit)) {
    const meant = units.find((known) => known.toLowerCase() === unit.toLowerCase());
    const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
    throw new UsageError(`${expected}; got the unit "${unit}" (units: ${units.join(', ')})${hint}`);
  }
  const value = Number(`${digits}e${Number(exponent) + UNITS[dimension][unit]}`);
  if (!Number.isFinite(value)) throw new UsageError(`${expected}; "${text}" is too large`);
  return value;
}
