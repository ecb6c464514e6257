/**
 * y = (g g_chi)^2 (m_chi/m_V)^4 of an L_mu - L_tau boson V against m_chi, at one g_chi and one m_chi/m_V: couplings that leave
 * the observed relic, and limits on g and the reach of scans, brought into this plane by m_V = m_chi/(m_chi/m_V). 1804.03144,
 * Fig. 10.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { CERTAINTIES, CERTAINTY_NAMES, type Certainty, LIMITS, RELATIONS } from '../../constraints/index.js';
import { fraction, positiveNumber, quantity } from '../../experiments/fields.js';
import { MODELS, converter, particleOf } from '../../models/index.js';
import { LEPTON_MASS_GEV } from '../../physics/particles.js';
import { DARK_MATTER_KINDS, thermalTarget } from '../../physics/vector-annihilation.js';
import { lookFault } from '../../scan/dashes.js';
import { atExposure } from '../../scan/experiment-certainty.js';
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
    .enum(CERTAINTY_NAMES)
    .optional()
    .meta({ description: "How sure the line is; left out: as the scan's experiment, at this exposure." }),
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

interface Curve {
  readonly certainty: Certainty;
  /** Costs time, and is asked for once everything has been checked. */
  readonly value: () => Value;
}

export const thermalTargetsFigure: CurveFigure<Fields> = {
  key: 'thermal_targets',
  schema,
  prepare: (fields, folder) => {
    const target = fields.thermal_targets;
    const { data, faults } = allOf(
      target.curves.map((curve, i) =>
        under(['thermal_targets', 'curves', i], honest(curve, curveOf(curve, target, folder))),
      ),
    );
    return { data: data && (() => draw(fields, data)), faults };
  },
};

/** A look that says more than is known is refused. */
function honest({ label, dash }: CurveFields, checked: Checked<Curve>): Checked<Curve> {
  const { data } = checked;
  const fault = data && lookFault(`"${label}"`, data.certainty, { fill: false, dash });
  return fault === undefined ? checked : { data: undefined, faults: [fault] };
}

function curveOf(curve: CurveFields, target: Target, folder: string): Checked<Curve> {
  if ('dark_matter' in curve) {
    const { chi_mass_ratio: ratio } = target;
    const { certainty } = RELATIONS['relic-vector-target'];
    const value: Value = (mass) => thermalTarget(curve.dark_matter, mass, mass / ratio);
    return { data: { certainty, value: () => value }, faults: [] };
  }
  return 'constraint' in curve ? curveOfLimit(curve, target) : curveOfScan(curve, target, folder);
}

/** y at a coupling of the boson. */
function asTarget(coupling: number, { g_chi, chi_mass_ratio: ratio }: Target): number {
  return (coupling * g_chi) ** 2 * ratio ** 4;
}

function curveOfLimit(
  { constraint, parameters }: z.output<typeof constraintCurve>,
  target: Target,
): Checked<Curve> {
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
  return { data: { certainty: limit.certainty, value: () => value }, faults: [] };
}

function partnerOf({ g_chi, chi_mass_ratio }: Target) {
  return { g_chi, chi_mass_ratio };
}

/** The least coupling that reaches the level, by the kernel itself. */
function curveOfScan(
  { scan, plane, level, exposure, certainty: said }: z.output<typeof scanCurve>,
  target: Target,
  folder: string,
): Checked<Curve> {
  const { data, faults } = scanOfPlane(() => readScanFiles(resolve(folder, scan)), plane);
  if (data === undefined) return { data, faults };
  const { id } = data.plan.model;
  if (id !== MODEL.id) {
    const message = `expected a scan of ${MODEL.id}; got one of ${id}`;
    return { data: undefined, faults: [{ path: ['scan'], message }] };
  }
  const { particlesOnTarget } = data.plan.experiment.beam;
  const certainty = said ?? atExposure(data.certainty, exposure ?? particlesOnTarget, particlesOnTarget);
  return { data: { certainty, value: () => reachOf(data, level, exposure, target) }, faults: [] };
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

function draw({ title, thermal_targets: fields }: Fields, drawn: readonly Curve[]): Figure {
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
    layers: curves.map((curve, i) => layerOf(curve, x, drawn[i])),
  };
}

function layerOf({ label, colour, dash }: CurveFields, x: readonly number[], drawn: Curve): Layer {
  const { isExclusion } = CERTAINTIES[drawn.certainty];
  const look = CERTAINTY_LOOKS[drawn.certainty];
  const value = drawn.value();
  return {
    kind: 'curve',
    label: `${label}${look.says}`,
    style: look.style,
    x,
    y: x.map((massChiGeV) => value(massChiGeV)),
    ...withoutUndefined({ colour, dash: dash ?? (isExclusion ? undefined : look.dash) }),
  };
}
