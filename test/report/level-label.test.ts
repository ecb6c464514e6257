import { describe, expect, it } from 'vitest';
import { levelLabel } from '../../src/report/level-label.js';
import { upperLimit } from '../../src/sensitivity/upper-limit.js';

const limitOf = (confidenceLevel: number, observed = 0) =>
  upperLimit({ method: 'poisson', observed, background: 0, confidenceLevel });

describe('levelLabel', () => {
  it.each([
    [limitOf(0.9), '90% CL'],
    [limitOf(0.95), '95% CL'],
    [limitOf(0.9545), '95.45% CL'],
    [3, '$N = 3$'],
    [2.3, '$N = 2.3$'],
    [2.31, '$N = 2.31$'],
    [1e-6, '$N = 10^{-6}$'],
    [100, '$N = 100$'],
  ])('%d is %s', (level, label) => {
    expect(levelLabel(level, null)).toBe(label);
  });

  it('knows the limits of the scan file', () => {
    const file = (contours: string) => ({ path: 'test.yaml', text: `name: test\ncontours: ${contours}\n` });
    const seen = limitOf(0.9, 4);
    const label = '90% CL ($N = 7.99359$)';
    expect(levelLabel(seen, file('{ levels: [3, { cl: 90%, observed: 4 }] }'))).toBe(label);
    expect(levelLabel(seen, file('{ cl: 90%, observed: 4, exposures: [1e10] }'))).toBe(label);
    expect(levelLabel(seen, file('{ levels: [3] }'))).toBe('$N = 7.99359$');
    expect(levelLabel(3, file('{ cl: 90%, observed: 4 }'))).toBe('$N = 3$');
  });
});
