import { describe, expect, it } from 'vitest';
import {
  BANDS,
  CERTAINTY_NAMES,
  CONSTRAINTS,
  LIMITS,
  LINES,
  RELATIONS,
} from '../../src/constraints/index.js';
import { MODELS, converter, particleOf } from '../../src/models/index.js';
import { describeParameters } from '../../src/overlays/index.js';
import { withDefaults } from '../../src/models/model.js';

const KNOWN = Object.values(CONSTRAINTS).flatMap((constraint) =>
  constraint.kind === 'missing' ? [] : [constraint],
);

describe('the registry of constraints', () => {
  it('has each under its id, with its source', () => {
    for (const [id, constraint] of Object.entries(CONSTRAINTS)) {
      expect(constraint.id).toBe(id);
      expect(constraint.title).not.toBe('');
      expect(constraint.source).toMatch(/\d{4}\.\d{4,5}/);
      expect(constraint.models).not.toBe('');
    }
  });

  it('says how sure each is, and has something for it to meet', () => {
    for (const { certainty, summary, statements } of KNOWN) {
      expect(CERTAINTY_NAMES).toContain(certainty);
      expect(summary).not.toBe('');
      expect(statements.length).toBeGreaterThan(0);
    }
  });

  it.each(
    KNOWN.flatMap(({ id, statements }) =>
      statements.map((statement) => [id, statement.says, statement] as const),
    ),
  )('%s meets: %s', (_id, _says, { published, found, within, source }) => {
    expect(source).not.toBe('');
    expect(Math.abs(found() / published - 1)).toBeLessThanOrEqual(within);
  });

  it('tells bands, lines, relations, limits and what is missing apart', () => {
    const ids = [BANDS, LINES, RELATIONS, LIMITS].flatMap((kind) => Object.keys(kind));
    expect(ids.toSorted()).toEqual(KNOWN.map(({ id }) => id).toSorted());
    expect(CONSTRAINTS['ams-02-positrons']).toMatchObject({ kind: 'missing' });
  });

  it.each(Object.values(CONSTRAINTS).map((constraint) => [constraint.id, constraint] as const))(
    '%s: describes every parameter, with the default that it has',
    (id, constraint) => {
      for (const { name, default: value, description, unit } of describeParameters(constraint)) {
        expect(description, name).not.toBe('');
        expect(value === null, name).toBe(id === 'millicharge');
        // A unit is of a number, and said in the text as well.
        if (unit !== null) expect(description).toContain(unit);
      }
    },
  );

  it('has a level of confidence for what is measured with errors, that of its parameter where it has one', () => {
    for (const one of KNOWN) {
      if (one.confidence === undefined) continue;
      expect(one.confidence).toMatch(
        /^(?:90|95) % (?:CL|credibility)$|^[25] sigma(?:, at the default delta_n_eff)?$/,
      );
      const sigmas = describeParameters(one).find(({ name }) => name === 'sigmas')?.default;
      if (typeof sigmas === 'number') expect(one.confidence).toBe(`${sigmas} sigma`);
    }
    const without = KNOWN.filter(({ confidence }) => confidence === undefined).map(({ id }) => id);
    expect(without.filter((id) => !/^(?:relic|sn1987a|millicharge|perturbativity)/.test(id))).toEqual([]);
  });

  it('takes what it is given as it is: inputs are no checks', () => {
    const inputs = KNOWN.flatMap(({ statements }) => statements.filter(({ isInput }) => isInput));
    expect(inputs.length).toBeGreaterThan(0);
    for (const { within } of inputs) expect(within).toBeLessThan(1e-6);
  });

  it.each(['n-eff', 'babar-4mu'])('%s: is for Z bosons whose decay to a dark partner is closed', (id) => {
    const isFor = (parameters: Record<string, number>) =>
      LIMITS[id].appliesTo(MODELS['mu-tau-vector'], particleOf({ id: 'mu-tau-vector', parameters }));
    expect(isFor({})).toBe(true);
    expect(isFor({ g_chi: 0.1, chi_mass_ratio: 0.6 })).toBe(true);
    expect(isFor({ g_chi: 0.1, chi_mass_ratio: 0.4 })).toBe(false);
  });

  it('has defaults for all parameters, except for what is a table of others', () => {
    for (const { id, parameters } of [LINES, RELATIONS, LIMITS].flatMap((kind) => Object.values(kind))) {
      expect(parameters.safeParse({}).success).toBe(id !== 'millicharge');
    }
  });

  it.each(Object.values(LIMITS).map((limit) => [limit.id, limit] as const))(
    '%s: is for a model, converts to its coupling, and is an interval at the ends of every region',
    (_, limit) => {
      const models = Object.values(MODELS)
        .map((model) => ({ model, particle: model.particle(withDefaults(model, {})) }))
        .filter(({ model, particle }) => limit.appliesTo(model, particle));
      expect(models.length).toBeGreaterThan(0);
      for (const { model, particle } of models) {
        expect(converter(limit.coupling.is, model, particle, limit.coupling.of)).toBeTypeOf('function');
        const regions = limit.regions({ model, particle, parameters: limit.parameters.parse({}) });
        expect(regions.length).toBeGreaterThan(0);
        for (const { fromGeV, toGeV, edges } of regions) {
          expect(fromGeV).toBeLessThan(toGeV);
          for (const massGeV of [fromGeV, toGeV]) {
            const { low, high } = edges(massGeV);
            expect(low).toBeGreaterThanOrEqual(0);
            expect(high).toBeGreaterThan(low);
          }
          const { low, high } = edges(toGeV * 1.001);
          expect([low, high]).toEqual([Number.NaN, Number.NaN]);
        }
      }
    },
  );
});
