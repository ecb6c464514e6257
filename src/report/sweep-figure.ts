/** The figure of a sweep: the contours of each plane as lines of one colour, named by what is swept. */
import type { Certainty } from '../certainty.js';
import type { LoadedScan } from '../engine/scan-reference.js';
import { UsageError } from '../errors.js';
import { MODELS } from '../models/index.js';
import { canonicalJson } from '../scan/plan-hash.js';
import type { SweptParameter } from '../scan/swept-parameters.js';
import type { Colour } from './colours.js';
import { CERTAINTY_LOOKS } from './certainty-looks.js';
import type { Dash, Figure, Layer } from './figure.js';
import { dashesOf } from '../scan/dashes.js';
import { withoutUndefined } from '../scan/layer-fields.js';
import { planeAxes, unitProblem } from './plane-axes.js';
import { contoursOf } from './scan-contours.js';
import { inTeX, levelLabel } from './level-label.js';
import { constraintsBesideContours } from './constraint-layers.js';

export interface PlaneCurves {
  readonly swept: readonly SweptParameter[];
  readonly load: () => LoadedScan;
}

/** More cannot be told apart. */
const MAX_PLANES = 40;

/** Vermillion is the band's. */
const COLOURS: readonly Colour[] = ['blue', 'orange', 'green', 'purple', 'cyan', 'black'];

/** @throws {UsageError} there are too many planes, or their couplings have different units. */
export function figureOfPlanes(
  planes: readonly PlaneCurves[],
  title: string | undefined,
  {
    levels,
    exposures,
  }: { levels?: readonly number[] | undefined; exposures?: readonly number[] | undefined } = {},
): Figure {
  if (planes.length > MAX_PLANES) {
    throw new UsageError(
      `${planes.length} planes are too many for one figure (at most ${MAX_PLANES}). Choose some with --plane`,
    );
  }
  const varied = planes[0].swept
    .map(({ name }) => name)
    .filter((_, i) => new Set(planes.map(({ swept }) => swept[i].value)).size > 1);
  const drawn = planes.map(({ swept, load }, i) => {
    const scan = load();
    const label = swept
      .filter(({ name }) => varied.includes(name))
      .map(sweptLabel)
      .join(', ');
    const { massGeV, coupling } = scan.grid;
    return {
      model: scan.plan.model,
      constraints: scan.scan.presentation.constraints,
      mass: [massGeV[0], massGeV.at(-1)!] as const,
      coupling: [coupling[0], coupling.at(-1)!] as const,
      layers: planeLayers(scan, { label, index: i, levels, exposures }),
    };
  });
  const [{ model }] = drawn;
  for (const other of drawn) {
    const problem = unitProblem(MODELS[other.model.id], MODELS[model.id]);
    if (problem !== undefined) throw new UsageError(`${problem}. Choose planes of one model with --plane`);
  }
  const mass = enclosing(drawn.map((plane) => plane.mass));
  const models = new Map(drawn.map((plane) => [canonicalJson(plane.model), plane.model]));
  const constraints = constraintsBesideContours(drawn[0].constraints, [...models.values()], {
    from: mass[0],
    to: mass[1],
  });
  return {
    ...withoutUndefined({ title }),
    ...planeAxes(MODELS[model.id], mass, enclosing(drawn.map((plane) => plane.coupling))),
    layers: [...drawn.flatMap(({ layers }) => layers), ...constraints.layers],
    ...(constraints.notes.length > 0 && { notes: constraints.notes }),
  };
}

function enclosing(ranges: readonly (readonly [number, number])[]): [number, number] {
  return [Math.min(...ranges.map(([from]) => from)), Math.max(...ranges.map(([, to]) => to))];
}

interface PlaneLook {
  readonly label: string;
  readonly index: number;
  readonly levels: readonly number[] | undefined;
  readonly exposures: readonly number[] | undefined;
}

/** Planes differ in colour, the contours of one plane in their dashes. */
function planeLayers(scan: LoadedScan, { label, index, levels, exposures }: PlaneLook): Layer[] {
  const contours = contoursOf(scan, levels, exposures, 'step');
  const showsLevel = isSeveral(contours.map(({ level }) => level));
  const showsExposure = isSeveral(contours.map(({ exposure }) => exposure));
  return contours.map(({ level, exposure, certainty, lines }, i) => ({
    kind: 'lines',
    polylines: lines,
    label: `${[
      label,
      ...(showsLevel ? [levelLabel(level, scan.scan.presentation.file)] : []),
      ...(showsExposure ? [`$${inTeX(exposure)}$ on target`] : []),
    ].join(', ')}${CERTAINTY_LOOKS[certainty].says}`,
    style: CERTAINTY_LOOKS[certainty].style,
    colour: COLOURS[index % COLOURS.length],
    dash: dashOf(certainty, i + Math.floor(index / COLOURS.length)),
  }));
}

function isSeveral(values: readonly number[]): boolean {
  return new Set(values).size > 1;
}

function dashOf(certainty: Certainty, index: number): Dash {
  const dashes = dashesOf(certainty);
  return dashes[index % dashes.length];
}

const SYMBOLS: Readonly<Record<string, string>> = {
  theta: String.raw`\theta`,
  kappa: String.raw`\kappa`,
  delta: String.raw`\delta`,
  g_chi: String.raw`g_\chi`,
  energy: 'E',
};

/** `$\theta = \pi/2$`, `$\delta = 2\ \mathrm{cm}$`, `method exact`: values as they are written in the file. */
function sweptLabel({ name, value, unit, text }: SweptParameter): string {
  const symbol = SYMBOLS[name];
  if (name === 'exposure' && typeof value === 'number') return `$${inTeX(value)}$ on target`;
  if (symbol === undefined || typeof value !== 'number') {
    const [word] = name.split('.').slice(-1);
    return `${word.replaceAll('_', ' ')} ${text}`.replaceAll('$', '');
  }
  const quantity = /^\s*([-+.\dEe]+)\s*([A-Za-z]*)\s*$/.exec(text);
  const multiple = /^\s*(-?[\d.]*)\s*\*?\s*pi\s*(?:\/\s*(\d+))?\s*$/.exec(text);
  if (multiple !== null) {
    const divisor = multiple[2] === undefined ? '' : `/${multiple[2]}`;
    return `$${symbol} = ${multiple[1]}\\pi${divisor}$`;
  }
  if (quantity !== null) {
    return `$${symbol} = ${inTeX(Number(quantity[1]))}${inRoman(quantity[2])}$`;
  }
  return `$${symbol} = ${inTeX(value)}${inRoman(unit ?? '')}$`;
}

function inRoman(unit: string): string {
  return unit === '' ? '' : `\\ \\mathrm{${unit}}`;
}
