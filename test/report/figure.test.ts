import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { PALETTE, assignColours } from '../../src/report/colours.js';
import { type Axis, type Figure, checkFigure } from '../../src/report/figure.js';

const axis: Axis = { label: 'x', domain: [1, 10], scale: 'log' };

function withX(x: Partial<Axis>): Figure {
  return { x: { ...axis, ...x }, y: axis, layers: [] };
}

describe('checkFigure', () => {
  it('accepts any rising finite domain, above zero on a log axis', () => {
    expect(() => checkFigure(withX({}))).not.toThrow();
    expect(() => checkFigure(withX({ scale: 'linear', domain: [-1, 0] }))).not.toThrow();
  });

  it.each([
    ['log', [0, 1]],
    ['log', [-1, 1]],
    ['log', [1, 1]],
    ['linear', [2, 1]],
    ['linear', [0, Infinity]],
    ['linear', [-Infinity, 0]],
    ['linear', [Number.NaN, 1]],
    ['linear', [0, Number.NaN]],
  ] as const)('refuses a %s axis over %j', (scale, domain) => {
    expect(() => checkFigure(withX({ scale, domain }))).toThrow(UsageError);
    expect(() => checkFigure(withX({ scale, domain }))).toThrow(`Figure x axis (${scale})`);
  });

  it('names the layer whose columns differ in length', () => {
    const layers = [{ kind: 'band', label: 'g - 2', x: [1, 2], low: [1, 2], high: [3] }] as const;
    expect(() => checkFigure({ ...withX({}), layers })).toThrow(
      'Figure layer "g - 2": expected columns of equal length; got 2, 2, 1 points.',
    );
  });
});

describe('assignColours', () => {
  it('gives each layer its own colour or the next that none names', () => {
    expect(assignColours([{}, { colour: 'orange' }, {}, { colour: 'grey' }])).toEqual([
      PALETTE.blue,
      PALETTE.orange,
      PALETTE.green,
      PALETTE.grey,
    ]);
  });

  it('starts over when the palette is used up', () => {
    const colours = assignColours(Array.from({ length: 8 }, () => ({})));
    expect(new Set(colours).size).toBe(7);
    expect(colours[7]).toBe(colours[0]);
  });
});
