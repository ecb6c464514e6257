/** One constraint alone, for its page: over its own masses, in the plane of the first model that it is for. */
import type { Constraint } from '../constraints/index.js';
import { MODELS, type Model, particleOf } from '../models/index.js';
import { bandLayers, limitLayers, lineLayer } from './constraint-layers.js';
import type { Figure, Layer } from './figure.js';
import { planeAxes } from './plane-axes.js';

const SIZE = { widthPx: 480, heightPx: 340 };
/** Of masses, where a constraint names none. */
const MASSES = { from: 1e-3, to: 10 };
/** What a constraint at all masses, however light, is drawn over. */
const LIGHTEST = 1e-3;
/** Room to both sides of what is drawn. */
const MARGIN = 3;

/** null where there is nothing to draw without parameters. */
export function figureOfConstraint(constraint: Constraint): Figure | null {
  switch (constraint.kind) {
    case 'missing':
      return null;
    case 'band': {
      const [model] = Object.values(MODELS);
      const measured = Object.keys(constraint.measurements).at(-1)!;
      const { layers } = bandLayers(
        model.id,
        { band: constraint.id, measured, parameters: {}, colour: 'vermillion' },
        MASSES,
      );
      return inPlane(model, MASSES, layers);
    }
    case 'limit': {
      const model = firstModel(constraint.appliesTo);
      const particle = particleOf({ id: model.id, parameters: {} });
      const parameters = constraint.parameters.parse({});
      const regions = constraint.regions({ model, particle, parameters });
      const to = Math.max(...regions.map(({ toGeV }) => toGeV)) * MARGIN;
      const lowest = Math.min(...regions.map(({ fromGeV }) => fromGeV)) / MARGIN;
      const mass = { from: lowest > 0 ? lowest : to * LIGHTEST, to };
      const layers = limitLayers(
        { id: model.id, parameters: {} },
        { limit: constraint, parameters, colour: 'blue' },
        mass,
      );
      return inPlane(model, mass, layers);
    }
    case 'line': {
      const parsed = constraint.parameters.safeParse({});
      if (!parsed.success) return null;
      const model = firstModel(constraint.appliesTo);
      const mass = aroundCorners(constraint.corners?.(parsed.data));
      const layer = lineLayer(
        { id: model.id, parameters: {} },
        { line: constraint.id, parameters: parsed.data, style: 'limit', colour: 'blue' },
        mass,
      );
      return inPlane(model, mass, [layer]);
    }
    case 'relation': {
      const parameters = constraint.parameters.parse({});
      const { from, to } = aroundCorners(constraint.corners?.(parameters));
      const corners = (constraint.corners?.(parameters) ?? []).filter((mass) => from <= mass && mass <= to);
      const steps = Array.from({ length: 200 }, (_, i) => from * (to / from) ** (i / 199));
      const x = [...steps, ...corners].toSorted((a, b) => a - b);
      const y = x.map((mass) => constraint.value(mass, parameters));
      return {
        size: SIZE,
        x: { label: `${constraint.massSymbol}\\ [\\mathrm{GeV}]`, domain: [from, to], scale: 'log' },
        y: { label: constraint.valueSymbol, domain: decades(y), scale: 'log' },
        layers: [{ kind: 'curve', label: constraint.title, style: 'limit', colour: 'blue', x, y }],
      };
    }
  }
}

function firstModel(appliesTo: (model: Model, particle: ReturnType<typeof particleOf>) => boolean): Model {
  return Object.values(MODELS).find((model) =>
    appliesTo(model, particleOf({ id: model.id, parameters: {} })),
  )!;
}

function aroundCorners(corners: readonly number[] = []): typeof MASSES {
  if (corners.length === 0) return MASSES;
  const [first, last] = [Math.min(...corners), Math.max(...corners)];
  return { from: first / MARGIN, to: last * (first === last ? 10 * MARGIN : MARGIN) };
}

function inPlane(model: Model, { from, to }: typeof MASSES, layers: readonly Layer[]): Figure {
  return { size: SIZE, ...planeAxes(model, [from, to], decades(layers.flatMap(valuesOf))), layers };
}

function valuesOf(layer: Layer): number[] {
  if (layer.kind === 'lines') return layer.polylines.flatMap(({ y }) => Array.from(y));
  if (layer.kind === 'band') return [...Array.from(layer.low), ...Array.from(layer.high)];
  return layer.kind === 'curve' ? Array.from(layer.y) : [];
}

/** The powers of ten around what is finite. */
function decades(values: readonly number[]): [number, number] {
  const logarithms = values.filter((value) => value > 0 && value < Infinity).map(Math.log10);
  // Rounding would put 1e-10 itself on the next power.
  return [10 ** Math.floor(Math.min(...logarithms) - 0.1), 10 ** Math.ceil(Math.max(...logarithms) + 0.1)];
}
