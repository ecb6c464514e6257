/** A constraint at given masses: in its own coupling, and in that of the plane of a model. */
import { z } from 'zod';
import {
  type BandConstraint,
  type LimitConstraint,
  type LimitRegion,
  type RelationConstraint,
  certaintyInPlane,
  isOwnCoupling,
} from '../constraints/index.js';
import { UsageError } from '../errors.js';
import { positiveNumber } from '../experiments/fields.js';
import { COUPLING_MEANINGS, MODELS, type Model, type Particle, converter } from '../models/index.js';
import { type KnownConstraint, constraintParameters } from '../scan/find-constraint.js';
import { formatPath } from '../scan/path.js';
import { SCAN_REGISTRIES } from '../scan/registries.js';
import { didYouMean } from '../scan/suggestion.js';
import { check } from '../scan/zod-faults.js';
import { VERSION } from '../version.js';
import { confidenceOf } from './describe-parameters.js';

export interface ConstraintRequest {
  readonly massGeV: readonly number[];
  /** Left out: the first of the models that it is for; of a file that names none, the only one that has its very coupling. */
  readonly model?: string | undefined;
  /** Parameters of the constraint and of the model by their names; one that both have is that of both. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** To which files of tables among the parameters are relative. */
  readonly folder: string;
}

/**
 * Whether there is something at a mass, and if not, where the mass lies. `out-of-reach`: a line of which no coupling is large
 * enough.
 */
export type RowStatus =
  'in-range' | 'no-limit' | 'out-of-reach' | 'below-range' | 'above-range' | 'between-ranges';

export interface ConstraintRow {
  readonly massGeV: number;
  /**
   * The constraint's own coupling from low to high. low is 0 where there is no lower edge, high is Infinity (in JSON null) where
   * there is no upper one, an edge that is not known is null, and so are both where there is nothing; of a line or relation
   * both are its value.
   */
  readonly low: number | null;
  readonly high: number | null;
  /** The same in the coupling of the model; null for a relation, which is in no model's plane. */
  readonly lowInModel: number | null;
  readonly highInModel: number | null;
  /** What low and high are; null where there is nothing. */
  readonly lowerEdge: EdgeStatus | null;
  readonly upperEdge: EdgeStatus | null;
  readonly status: RowStatus;
}

/** `open`: everything beyond the other edge. `not known`: there is an edge, and no number of it. */
export type EdgeStatus = 'known' | 'open' | 'not known';

export interface EvaluatedConstraint {
  readonly constraint: string;
  readonly title: string;
  readonly kind: KnownConstraint['kind'];
  /** In the plane of the model: what is measured or digitised for another coupling is recast there. */
  readonly certainty: KnownConstraint['certainty'];
  /** The level at which it excludes or favours; null where there is none. */
  readonly confidence: string | null;
  readonly source: string;
  /** What low and high are. */
  readonly coupling: string;
  /** Null for a relation. */
  readonly model: string | null;
  readonly modelCoupling: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly muscanVersion: string;
  readonly rows: readonly ConstraintRow[];
}

/** @throws {UsageError} naming the model or the parameter that does not fit. */
export function evaluateConstraint(
  constraint: KnownConstraint,
  { massGeV, model: modelId, settings = {}, folder }: ConstraintRequest,
): EvaluatedConstraint {
  const model = modelOf(constraint, modelId);
  const schema = parametersOf(constraint);
  const known = { own: keysOf(schema), model: model === null ? [] : Object.keys(model.parameters) };
  refuseUnknown(constraint.id, Object.keys(settings), known);
  const parameters = valid(constraintParameters(schema, only(settings, known.own), folder));
  const head = {
    constraint: constraint.id,
    title: constraint.title,
    kind: constraint.kind,
    certainty: constraint.certainty,
    source: constraint.source,
    coupling: couplingText(constraint, model),
    model: model?.id ?? null,
    modelCoupling: model === null ? null : unitText(model),
    muscanVersion: VERSION,
  };
  if (model === null || constraint.kind === 'relation') {
    const relation = constraint as RelationConstraint;
    const rows = massGeV.map((mass) => ({
      ...row(mass, relation.value(mass, parameters)),
      lowInModel: null,
      highInModel: null,
    }));
    return { ...head, confidence: confidenceOf(constraint, parameters), parameters, rows };
  }
  const modelParameters = valid(
    check(SCAN_REGISTRIES.models[model.id].parameters, only(settings, known.model)),
  );
  const particle = model.particle(modelParameters);
  if ('appliesTo' in constraint && !constraint.appliesTo(model, particle)) {
    throw new UsageError(
      `--model: ${constraint.id} is for models with ${constraint.models}; got ${model.id}${settingsText(only(settings, known.model))}`,
    );
  }
  return {
    ...head,
    certainty: constraint.kind === 'limit' ? certaintyInPlane(constraint, model, particle) : head.certainty,
    confidence: confidenceOf(constraint, parameters),
    parameters: { ...modelParameters, ...parameters },
    rows: rowsOf(constraint, { model, particle, parameters }, massGeV),
  };
}

function rowsOf(
  constraint: Exclude<KnownConstraint, { kind: 'relation' }>,
  of: { model: Model; particle: Particle; parameters: Record<string, unknown> },
  massGeV: readonly number[],
): ConstraintRow[] {
  const { particle, parameters } = of;
  switch (constraint.kind) {
    case 'line': {
      const couplings = constraint.couplings(particle, parameters, massGeV);
      return massGeV.map((mass, i) => row(mass, couplings[i]));
    }
    case 'band': {
      const { measured, sigmas } = parameters as z.output<ReturnType<typeof bandParameters>>;
      const band = constraint.band(particle, constraint.measurements[measured], sigmas, massGeV);
      if ('reason' in band)
        throw new UsageError(`${constraint.id}: no band for ${of.model.id}: ${band.reason}`);
      return massGeV.map((mass, i) => row(mass, band.low[i], band.high[i]));
    }
    case 'limit':
      return limitRows(constraint, of, massGeV);
  }
}

/** At each mass a row for each region around it, or one that says where the mass lies. */
function limitRows(
  constraint: LimitConstraint,
  of: { model: Model; particle: Particle; parameters: Record<string, unknown> },
  massGeV: readonly number[],
): ConstraintRow[] {
  const { is, of: coupled } = constraint.coupling;
  const convert = converter(is, of.model, of.particle, coupled);
  if ('message' in convert) throw new UsageError(`--model: ${convert.message}`);
  const regions = constraint.regions(of);
  return massGeV.flatMap((mass) => {
    const inside = regions.filter(({ fromGeV, toGeV }) => fromGeV <= mass && mass <= toGeV);
    if (inside.length === 0) {
      const isBelow = regions.every(({ fromGeV }) => mass < fromGeV);
      const isAbove = regions.every(({ toGeV }) => mass > toGeV);
      const status = isBelow ? 'below-range' : isAbove ? 'above-range' : 'between-ranges';
      return [{ ...row(mass, Number.NaN), status } as const];
    }
    return inside.map(({ edges, unknown }) => {
      const { low, high } = edges(mass);
      const own = row(mass, low, high);
      if (own.status !== 'in-range') return own;
      const both = { ...own, lowInModel: convert(low, mass), highInModel: convert(high, mass) };
      return withoutEdge(both, unknown);
    });
  });
}

function withoutEdge(known: ConstraintRow, unknown: LimitRegion['unknown']): ConstraintRow {
  switch (unknown) {
    case 'low':
      return { ...known, low: null, lowInModel: null, lowerEdge: 'not known' };
    case 'high':
      return { ...known, high: null, highInModel: null, upperEdge: 'not known' };
    case undefined:
      return known;
  }
}

function row(massGeV: number, low: number, high = low): ConstraintRow {
  const isNothing = Number.isNaN(low) || Number.isNaN(high);
  if (low === Infinity) return { ...row(massGeV, Number.NaN), status: 'out-of-reach' };
  const edges = isNothing ? { low: null, high: null } : { low, high };
  return {
    massGeV,
    ...edges,
    lowInModel: edges.low,
    highInModel: edges.high,
    lowerEdge: isNothing ? null : low === 0 ? 'open' : 'known',
    upperEdge: isNothing ? null : high === Infinity ? 'open' : 'known',
    status: isNothing ? 'no-limit' : 'in-range',
  };
}

/** The model in whose plane it is; null for a relation. */
function modelOf(constraint: KnownConstraint, id: string | undefined): Model | null {
  if (constraint.kind === 'relation') {
    if (id === undefined) return null;
    throw new UsageError(`--model: ${constraint.id} is a relation, in the plane of no model; got ${id}`);
  }
  const models = Object.values(MODELS);
  if (id !== undefined) {
    if (Object.hasOwn(MODELS, id)) return MODELS[id];
    const names = models.map((model) => model.id);
    throw new UsageError(`--model: expected one of ${names.join(', ')}; got "${id}"${didYouMean(id, names)}`);
  }
  if (constraint.kind === 'band') return models[0];
  const fitting = models.filter((model) => constraint.appliesTo(model, defaultParticle(model)));
  return constraint.kind === 'limit' && constraint.isForAnyModel === true
    ? onlyModel(constraint, fitting)
    : fitting[0];
}

/** Of a limit that is for any model: the only one that needs no conversion. */
function onlyModel({ id, coupling }: LimitConstraint, fitting: readonly Model[]): Model {
  const converting = fitting.filter(
    (model) => !('message' in converter(coupling.is, model, defaultParticle(model), coupling.of)),
  );
  const own = converting.filter((model) => isOwnCoupling(coupling, model, defaultParticle(model)));
  if (own.length === 1) return own[0];
  const names = (own.length === 0 ? converting : own).map((model) => model.id);
  throw new UsageError(
    `--model: ${id} does not say for which model it is: expected one of ${names.join(', ')}; got none`,
  );
}

function defaultParticle(model: Model): Particle {
  return model.particle(valid(check(SCAN_REGISTRIES.models[model.id].parameters, {})));
}

function bandParameters({ measurements }: BandConstraint) {
  return z.strictObject({
    measured: z.enum(Object.keys(measurements)),
    sigmas: positiveNumber().default(2),
  });
}

function parametersOf(constraint: KnownConstraint): z.ZodType<Record<string, unknown>> {
  const schema = constraint.kind === 'band' ? bandParameters(constraint) : constraint.parameters;
  return schema as unknown as z.ZodType<Record<string, unknown>>;
}

function keysOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function only(settings: Readonly<Record<string, unknown>>, names: readonly string[]) {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)));
}

function refuseUnknown(
  id: string,
  given: readonly string[],
  known: { own: readonly string[]; model: readonly string[] },
): void {
  const names = [...new Set([...known.own, ...known.model])];
  const unknown = given.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const expected = names.length === 0 ? 'no parameter' : `one of ${names.join(', ')}`;
  throw new UsageError(`--set: ${id}: expected ${expected}; got "${unknown}"${didYouMean(unknown, names)}`);
}

function valid<T>({
  data,
  faults,
}: {
  data: T | undefined;
  faults: readonly { path: readonly (string | number)[]; message: string }[];
}): T {
  if (faults.length === 0) return data!;
  throw new UsageError(faults.map(({ path, message }) => `--set ${formatPath(path)}: ${message}`).join('\n'));
}

function couplingText(constraint: KnownConstraint, model: Model | null): string {
  if (constraint.kind === 'relation') return constraint.valueSymbol;
  if (constraint.kind !== 'limit') return unitText(model!);
  const { is, of } = constraint.coupling;
  return `${is} (${COUPLING_MEANINGS[is].title}) of ${of}`;
}

function unitText({ couplingSymbol, couplingUnit }: Model): string {
  return couplingUnit === null ? couplingSymbol : `${couplingSymbol} [${couplingUnit}]`;
}

function settingsText(settings: object): string {
  const entries = Object.entries(settings);
  return entries.length === 0
    ? ''
    : ` with ${entries.map(([name, value]) => `${name}=${value as string | number}`).join(', ')}`;
}
