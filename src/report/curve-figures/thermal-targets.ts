/**
 * y = (g g_chi)^2 (m_chi/m_V)^4 of an L_mu - L_tau boson V against m_chi, at one g_chi and one m_chi/m_V: couplings that leave
 * the observed relic, and limits on g and the reach of scans, brought into this plane by m_V = m_chi/(m_chi/m_V). 1804.03144,
 * Fig. 10.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { CERTAINTIES, type Certainty, LIMITS } from '../../constraints/index.js';
import { fraction, positiveNumber, quantity } from '../../experiments/fields.js';
import { MODELS, converter, particleOf } from '../../models/index.js';
import { LEPTON_MASS_GEV } from '../../physics/particles.js';
import { DARK_MATTER_KINDS, thermalTarget } from '../../physics/vector-annihilation.js';
import { parametersField, withoutUndefined } from '../../scan/layer-fields.js';
import { type ScanFile, readScanFiles } from '../../scan/scan-file.js';
import { type Checked, allOf, check, under } from '../../scan/zod-faults.js';
import { Kernel, couplingsAtLevel } from '../../sensitivity/index.js';
import { CERTAINTY_LOOKS } from '../certainty-looks.js';
import type { Figure, Layer } from '../figure.js';
import { planeField, scanOfPlane } from '../figure-plane.js';
import { header } from '../header-fields.js';
import type { CurveFigure } from './curve-figure.js';
import { curveLook, logSpaced, numberRange, pointsField } from './fields.js';

const MODEL = MODELS['mu-tau-vector'];

const relicCurve = z.strictObject({
  dark_matter: z.enum(DARK_MATTER_KINDS).meta({ description: 'What leaves the observed relic.' }),
  ...curveLook,
});

const constraintCurve = z.strictObject({
  constraint: z.enum(Object.keys(LIMITS)).meta({ description: 'A limit on the coupling to muons.' }),
  parameters: parametersField('limit', LIMITS),
  ...curveLook,
});

const scanCurve = z.strictObject({
  scan: z.string().min(1).meta({
    description: 'A scan file of mu-tau-vector, relative to this file; it need not have been run.',
  }),
  plane: planeField(),
  level: positiveNumber().meta({ description: 'Number of events.' }),
  exposure: positiveNumber()
    .optional()
    .meta({ description: "Particles on target; left out: the experiment's own." }),
  certainty: z
    .enum(['computed', 'approximate', 'projected'])
    .default('projected')
    .meta({ description: 'What the line looks like, and what the legend says.' }),
  ...curveLook,
});

const schema = z.strictObject({
  ...header,
  thermal_targets: z
    .strictObject({
      mass: z
        .strictObject({ from: quantity('energy'), to: quantity('energy') })
        .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a mass above "from"' })
        .meta({ description: 'Range of m_chi.' }),
      value: numberRange('Range of y.'),
      g_chi: positiveNumber().meta({ description: 'Coupling of the boson to chi.' }),
      chi_mass_ratio: fraction({ min: 1e-3, max: 0.45 }).meta({
        description: 'm_chi / m_V, below the resonance at 1/2.',
      }),
      points: pointsField(100),
      curves: z.array(z.union([relicCurve, constraintCurve, scanCurve])).min(1),
    })
    .meta({
      description:
        'y = (g g_chi)^2 (m_chi/m_V)^4 of an L_mu - L_tau boson V against m_chi: relics, limits, and the reach of scans.',
    }),
});

type Fields = z.output<typeof schema>;
type Target = Pick<Fields['thermal_targets'], 'g_chi' | 'chi_mass_ratio'>;
type CurveFields = Fields['thermal_targets']['curves'][number];

/** y against the mass of chi in GeV; NaN where there is none. */
type Value = (massChiGeV: number) => number;

export const thermalTargetsFigure: CurveFigure<Fields> = {
  key: 'thermal_targets',
  schema,
  prepare: (fields, folder) => {
    const target = fields.thermal_targets;
    const { data, faults } = allOf(
      target.curves.map((curve, i) =>
        under(['thermal_targets', 'curves', i], valueOf(curve, target, folder)),
      ),
    );
    return { data: data && (() => draw(fields, data)), faults };
  },
};

function valueOf(curve: CurveFields, target: Target, folder: string): Checked<() => Value> {
  if ('dark_matter' in curve) {
    const { chi_mass_ratio: ratio } = target;
    return { data: () => (mass) => thermalTarget(curve.dark_matter, mass, mass / ratio), faults: [] };
  }
  return 'constraint' in curve ? valueOfLimit(curve, target) : valueOfScan(curve, target, folder);
}

/** y at a coupling of the boson. */
function asTarget(coupling: number, { g_chi, chi_mass_ratio: ratio }: Target): number {
  return (coupling * g_chi) ** 2 * ratio ** 4;
}

function valueOfLimit(
  { constraint, parameters }: z.output<typeof constraintCurve>,
  target: Target,
): Checked<() => Value> {
  const limit = LIMITS[constraint];
  const particle = particleOf({ id: MODEL.id, parameters: partnerOf(target) });
  const convert = limit.appliesTo(MODEL, particle)
    ? converter(limit.coupling.is, MODEL, particle, limit.coupling.of)
    : { message: `is for ${limit.models}; not for ${MODEL.id} with g_chi ${target.g_chi}` };
  if (typeof convert !== 'function') {
    return { data: undefined, faults: [{ path: ['constraint'], message: convert.message }] };
  }
  const checked = under(['parameters'], check(limit.parameters, parameters ?? {}));
  if (checked.data === undefined) return { data: undefined, faults: checked.faults };
  const regions = limit.regions({ model: MODEL, particle, parameters: checked.data });
  const value: Value = (massChiGeV) => {
    const mass = massChiGeV / target.chi_mass_ratio;
    const lows = regions.map(({ edges }) => edges(mass).low).filter((low) => low > 0);
    return lows.length === 0 ? Number.NaN : asTarget(convert(Math.min(...lows), mass), target);
  };
  return { data: () => value, faults: [] };
}

function partnerOf({ g_chi, chi_mass_ratio }: Target) {
  return { g_chi, chi_mass_ratio };
}

/** The least coupling that reaches the level, by the kernel itself. */
function valueOfScan(
  { scan, plane, level, exposure }: z.output<typeof scanCurve>,
  target: Target,
  folder: string,
): Checked<() => Value> {
  const { data, faults } = scanOfPlane(() => readScanFiles(join(folder, scan)), plane);
  if (data === undefined) return { data, faults };
  const { id } = data.plan.model;
  if (id !== MODEL.id) {
    const message = `expected a scan of ${MODEL.id}; got one of ${id}`;
    return { data: undefined, faults: [{ path: ['scan'], message }] };
  }
  return { data: () => reachOf(data, level, exposure, target), faults: [] };
}

function reachOf({ plan }: ScanFile, level: number, exposure: number | undefined, target: Target): Value {
  const kernel = new Kernel(plan);
  const { particlesOnTarget } = plan.experiment.beam;
  const events = (level * particlesOnTarget) / (exposure ?? particlesOnTarget);
  return (massChiGeV) => {
    const [least] = couplingsAtLevel(kernel.slice(massChiGeV / target.chi_mass_ratio), events);
    return least === undefined ? Number.NaN : asTarget(least, target);
  };
}

function draw({ title, thermal_targets: fields }: Fields, values: readonly (() => Value)[]): Figure {
  const { mass, value, points, curves } = fields;
  // Relics bend where muons and taus open.
  const bends = [LEPTON_MASS_GEV.muon, LEPTON_MASS_GEV.tau].filter((m) => mass.from < m && m < mass.to);
  const x = [...logSpaced({ ...mass, points }), ...bends].toSorted((a, b) => a - b);
  return {
    ...withoutUndefined({ title }),
    x: { label: 'm_\\chi\\ [\\mathrm{GeV}]', domain: [mass.from, mass.to], scale: 'log' },
    y: {
      label: "y = (g_{Z'} g_\\chi)^2 (m_\\chi/m_{Z'})^4",
      domain: [value.from, value.to],
      scale: 'log',
    },
    layers: curves.map((curve, i) => layerOf(curve, x, values[i]())),
  };
}

function layerOf(curve: CurveFields, x: readonly number[], value: Value): Layer {
  const certainty = certaintyOf(curve);
  const { isExclusion } = CERTAINTIES[certainty];
  const look = CERTAINTY_LOOKS[certainty];
  const { label, colour, dash } = curve;
  return {
    kind: 'curve',
    label: `${label}${look.says}`,
    style: look.style,
    x,
    y: x.map((massChiGeV) => value(massChiGeV)),
    ...withoutUndefined({ colour, dash: dash ?? (isExclusion ? undefined : look.dash) }),
  };
}

function certaintyOf(curve: CurveFields): Certainty {
  if ('dark_matter' in curve) return 'computed';
  return 'constraint' in curve ? LIMITS[curve.constraint].certainty : curve.certainty;
}
