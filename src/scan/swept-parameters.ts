/**
 * The parameters by which scans are told apart in the database and in exported files. A quantity has its unit in the name
 * of its column: `delta_cm`, `energy_gev`. They are labels of a plan, not part of it.
 */
import { UsageError } from '../errors.js';
import { type Dimension, parseQuantity } from '../physics/units.js';
import { isRecord, type Path, valueAt } from './path.js';
import type { Plan } from './plan.js';
import type { Assignment, Plane } from './sweep.js';
import type { SweptValue } from './sweep-schema.js';
import type { ValidScan } from './validate-scan.js';

export interface SweptParameter {
  /** Short name of the field, or its path. */
  readonly name: string;
  /** Name of a column: letters, digits and underscores, with the unit. */
  readonly key: string;
  /** Canonical unit of the value; null for pure numbers and texts. */
  readonly unit: string | null;
  /** A quantity as a number in its canonical unit. */
  readonly value: SweptValue;
  /** As it is written in the file. */
  readonly text: string;
}

const CANONICAL: Readonly<Record<Dimension, { readonly unit: string; readonly ending: string }>> = {
  energy: { unit: 'GeV', ending: 'gev' },
  length: { unit: 'cm', ending: 'cm' },
  'number-density': { unit: '/cm^3', ending: 'per_cm3' },
  'energy-loss': { unit: 'GeV/cm', ending: 'gev_per_cm' },
  'momentum-transfer': { unit: 'GeV^2', ending: 'gev2' },
  angle: { unit: 'rad', ending: 'rad' },
  'mass-density': { unit: 'g/cm^3', ending: 'g_per_cm3' },
};

const DIMENSIONS = Object.keys(CANONICAL) as Dimension[];

/** The swept parameters of a plane, in the order of the file. */
export function sweptParameters(
  { assigned }: Plane,
  { fields, experiment, parameters }: ValidScan,
): readonly SweptParameter[] {
  const resolved = { ...fields, model: { ...fields.model, parameters }, experiment };
  return assigned.map((assignment) => {
    const { name, path, field, index } = assignment;
    const written = field.values[index];
    const found = valueAt(resolved, path);
    const value = typeof found === 'number' && Number.isFinite(found) ? found : written;
    const dimension = dimensionOf(assignment, resolved);
    const { unit, ending } = dimension === undefined ? { unit: null, ending: '' } : CANONICAL[dimension];
    return { name, key: keyOf(name, ending), unit, value, text: String(written) };
  });
}

/** Of a field whose values are read into a canonical unit; one that takes keywords too has it for all of its values. */
function dimensionOf({ field, path }: Assignment, resolved: unknown): Dimension | undefined {
  // Angles of models are always in rad, however they are written; what an axis is made of is not a number any more.
  if (isOfModel(path) || !isRecord(valueAt(resolved, path.slice(0, -1)))) return undefined;
  for (const value of field.values) {
    const dimension = typeof value === 'string' ? quantityDimension(value) : undefined;
    if (dimension !== undefined) return dimension;
  }
  return undefined;
}

function isOfModel([section, inner]: Path): boolean {
  return section === 'model' && inner === 'parameters';
}

function quantityDimension(text: string): Dimension | undefined {
  return DIMENSIONS.find((dimension) => {
    try {
      return Number.isFinite(parseQuantity(text, dimension));
    } catch (error) {
      if (error instanceof UsageError) return false;
      throw error;
    }
  });
}

/** `experiment.target.length` in cm -> `target_length_cm` */
function keyOf(name: string, ending: string): string {
  const words = name
    .replace(/^experiment\./, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
  return ending === '' ? words : `${words}_${ending}`;
}

/** Those that every plan has, swept or not: the parameters of its model, and what has a short name in a sweep. */
export function planParameters({
  model,
  experiment: { beam, target, channel },
}: Plan): Record<string, SweptValue> {
  return {
    exposure: beam.particlesOnTarget,
    ...(beam.spectrum === null && { energy_gev: beam.energyGeV }),
    material: target.material.name,
    ...(channel.efficiency.kind === 'constant' && { kappa: channel.efficiency.value }),
    ...deltaOf(channel),
    ...model.parameters,
  };
}

/** Where both taus are selected, delta is what both have. */
function deltaOf({ recoilTau, decayTau }: Plan['experiment']['channel']): Record<string, number> {
  if (recoilTau === null) return {};
  const { flightBeyondCm } = recoilTau;
  return decayTau === null || decayTau.flightBeyondCm === flightBeyondCm ? { delta_cm: flightBeyondCm } : {};
}

/** All parameters of a scan, by their keys. */
export function parametersOf(plan: Plan, swept: readonly SweptParameter[]): Record<string, SweptValue> {
  return { ...planParameters(plan), ...Object.fromEntries(swept.map(({ key, value }) => [key, value])) };
}
