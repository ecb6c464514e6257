import { describe, expect, it } from 'vitest';
import {
  BANDS,
  CERTAINTY_NAMES,
  CONSTRAINTS,
  LIMITS,
  LINES,
  RELATIONS,
} from '../../src/constraints/index.js';
import { MODELS, converter } from '../../src/models/index.js';
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
