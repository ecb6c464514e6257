/** How a stored plan differs from a scan file's, in the words of scan files: their fields, their units, their keywords. */
import { MODELS } from '../models/index.js';
import type { GridRefinement, Plan } from '../scan/plan.js';
import { type PlanDifference, planDifferences } from '../scan/plan-diff.js';
import type { DecayVolume, Efficiency, PlanEnergyLoss, TauSelection } from '../sensitivity/physics-plan.js';

/**
 * Every field in which the plans differ, in the order of the plan.
 *
 * @example differencesInWords(stored, current)
 * // [{ field: 'experiment.target.length', stored: '20 cm', current: '40 cm' }]
 */
export function differencesInWords(stored: Plan, current: Plan): PlanDifference[] {
  const fields = fileFields(current);
  const told = new Set<string>();
  return planDifferences(stored, current).flatMap((difference) => {
    const known = fields.find(({ path }) => isWithin(difference.field, path));
    // A plan of another version may have fields that this one does not know.
    if (known === undefined) return [difference];
    if (told.has(known.path)) return [];
    told.add(known.path);
    return [{ field: known.field, ...describePair(known, stored, current, difference) }];
  });
}

interface FileField {
  /** Place in the plan. What lies below it is told as a whole. */
  readonly path: string;
  /** Name in the scan file. */
  readonly field: string;
  readonly words: (value: never) => string;
}

function isWithin(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`);
}

function describePair(
  { path, words }: FileField,
  stored: Plan,
  current: Plan,
  first: PlanDifference,
): { stored: string; current: string } {
  const [before, now] = [describe(valueAt(stored, path), words), describe(valueAt(current, path), words)];
  if (before !== now) return { stored: before, current: now };
  // The same summary: what differs lies within.
  const inner = first.field === path ? '' : `${first.field.slice(path.length + 1)}: `;
  return {
    stored: `${before} (${inner}${withoutSummary(first.stored)})`,
    current: `${now} (${inner}${withoutSummary(first.current)})`,
  };
}

/** `200 values 1..2 (value 3 is 1.1)` -> `value 3 is 1.1` */
function withoutSummary(text: string): string {
  return /\((value \d+ is .*)\)$/.exec(text)?.[1] ?? text;
}

function describe(value: unknown, words: (value: never) => string): string {
  if (value === undefined) return 'absent';
  try {
    return words(value as never);
  } catch {
    // Another version of the plan may have had another shape.
    return JSON.stringify(value);
  }
}

function valueAt(plan: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | null)?.[key], plan);
}

function fileFields({ model, experiment }: Plan): FileField[] {
  const { couplingUnit, parameters } = MODELS[model.id];
  const channel = `experiment.channels.${experiment.channel.id}`;
  const angles = Object.entries(parameters)
    .filter(([, { kind }]) => kind === 'angle')
    .map(([name]) => name);
  const field = (path: string, name: string, words: FileField['words'] = plain) => ({
    path,
    field: name,
    words,
  });
  return [
    ...angles.map((name) => field(`model.parameters.${name}`, `model.parameters.${name}`, inUnit('rad'))),
    field('experiment.beam.energyGeV', 'experiment.beam.energy', inUnit('GeV')),
    field('experiment.beam.spectrum', 'experiment.beam.spectrum', spectrum),
    field('experiment.beam.particlesOnTarget', 'experiment.beam.particles_on_target'),
    field('experiment.target.lengthCm', 'experiment.target.length', inUnit('cm')),
    field('experiment.target.extentCm', 'experiment.target.extent', inUnit('cm')),
    field('experiment.target.numberDensityPerCm3', 'experiment.target.number_density', inUnit('/cm^3')),
    field('experiment.target.energyLoss', 'experiment.target.energy_loss', energyLoss),
    field('experiment.target.minimumEnergyGeV', 'experiment.target.minimum_energy', inUnit('GeV')),
    field('experiment.target.layers', 'experiment.target.layers', layers),
    field('experiment.target.isMadeAtFront', 'experiment.target.production_depth', () => 'front'),
    field('experiment.channel.id', 'channel'),
    field('experiment.channel.signature', `${channel}.signature`),
    field('experiment.channel.decayVolumes', `${channel}.decay_volume`, decayVolumes),
    field('experiment.channel.xMin', `${channel}.x_min`),
    field('experiment.channel.xMax', `${channel}.x_max`),
    field('experiment.channel.recoilMinGeV', `${channel}.recoil.min`, inUnit('GeV')),
    field('experiment.channel.recoilMaxGeV', `${channel}.recoil.max`, inUnit('GeV')),
    field('experiment.channel.energyX.minGeV', `${channel}.energy.min`, inUnit('GeV')),
    field('experiment.channel.energyX.maxGeV', `${channel}.energy.max`, inUnit('GeV')),
    field('experiment.channel.efficiency', `${channel}.efficiency`, efficiency),
    field('experiment.channel.recoilTau', `${channel}.recoil_tau`, tau),
    field('experiment.channel.decayTau', `${channel}.decay_tau`, tau),
    field('formFactor', 'form_factor'),
    field('integration.xMin', 'integration.x_min'),
    field('integration.xMax', 'integration.x_max', inUnit('', 'physical')),
    field('integration.thetaMax', 'integration.theta_max', inUnit('rad')),
    field('integration.tMaxGeV2', 'integration.t_max', inUnit('GeV^2', 'natural')),
    field('grid.massGeV', 'grid.mass', axis('GeV')),
    field('grid.coupling', 'grid.coupling', axis(couplingUnit ?? '')),
    field('grid.refine', 'grid.refine', refinement),
  ];
}

function plain(value: string | number | null): string {
  return value === null ? 'none' : String(value);
}

/** A quantity, or the word that stands for none. */
function inUnit(unit: string, none = 'none') {
  return (value: number | null): string => (value === null ? none : `${value} ${unit}`.trimEnd());
}

/** Axes that are no longer than this are shown in full. */
const SHORT_AXIS = 4;

function axis(unit: string) {
  return (values: readonly number[]): string => {
    const all = values.length <= SHORT_AXIS;
    const text = all ? values.join(', ') : `${values.length} values ${values[0]}..${values.at(-1)}`;
    return `${text} ${unit}`.trimEnd();
  };
}

function spectrum(value: Plan['experiment']['beam']['spectrum']): string {
  if (value === null) return 'none';
  const { energyFromGeV, energyToGeV } = value;
  return `${energyFromGeV.length} bins ${energyFromGeV[0]}..${energyToGeV.at(-1)} GeV`;
}

function energyLoss(loss: PlanEnergyLoss): string {
  if (loss.kind === 'none') return 'none';
  if (loss.kind === 'constant') return `${loss.gevPerCm} GeV/cm`;
  if (loss.kind === 'bremsstrahlung') return `bremsstrahlung, X0 = ${loss.radiationLengthCm} cm`;
  return `table of ${axis('GeV')(loss.energyGeV)}`;
}

function refinement({ halvings, accuracy, events }: GridRefinement): string {
  return `accuracy ${accuracy}, levels ${halvings}, for contours of ${events.join(', ')} events`;
}

function layers(value: Plan['experiment']['target']['layers']): string {
  return value === null ? 'none' : `${value.count} layers every ${value.spacingCm} cm`;
}

function decayVolumes(volumes: readonly DecayVolume[]): string {
  if (volumes.length === 0) return 'none';
  return volumes
    .map(({ fromCm, toCm }) => `${fromCm} cm to ${toCm === null ? 'infinity' : `${toCm} cm`}`)
    .join(', ');
}

function efficiency(value: Efficiency): string {
  if (value.kind === 'constant') return String(value.value);
  return value.kind === 'by-mass' ? `table of ${axis('GeV')(value.at)}` : `table of x, ${axis('')(value.at)}`;
}

function tau(value: TauSelection | null): string {
  if (value === null) return 'none';
  const { fraction, muonBelowGeV, flightBeyondCm } = value;
  const below = muonBelowGeV === null ? '' : `, muon below ${muonBelowGeV} GeV`;
  return `fraction ${fraction}${below}, flight beyond ${flightBeyondCm} cm`;
}
