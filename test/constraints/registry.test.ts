import { describe, expect, it } from 'vitest';
import { BANDS, CONSTRAINTS, LINES, RELATIONS } from '../../src/constraints/index.js';

describe('the registry of constraints', () => {
  it('has each under its id, with its source and how sure it is', () => {
    for (const [id, constraint] of Object.entries(CONSTRAINTS)) {
      expect(constraint.id).toBe(id);
      expect(constraint.title).not.toBe('');
      expect(constraint.source).toMatch(/\d{4}\.\d{5}/);
      expect(['computed', 'recast']).toContain(constraint.certainty);
      expect(constraint.models).not.toBe('');
    }
  });

  it('tells bands, lines and relations apart', () => {
    const ids = [BANDS, LINES, RELATIONS].flatMap((kind) => Object.keys(kind));
    expect(ids.toSorted()).toEqual(Object.keys(CONSTRAINTS).toSorted());
  });

  it('has defaults for all parameters, except for what is a table of others', () => {
    for (const { id, parameters } of [...Object.values(LINES), ...Object.values(RELATIONS)]) {
      expect(parameters.safeParse({}).success).toBe(id !== 'millicharge');
    }
  });
});
