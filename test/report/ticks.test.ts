import { describe, expect, it } from 'vitest';
import { axisTicks } from '../../src/report/ticks.js';

/** About what fits on the x axis of a figure of default size. */
const ROOM = 8.5;

function log(from: number, to: number, room = ROOM) {
  return axisTicks({ scale: 'log', domain: [from, to] }, room);
}

function linear(from: number, to: number, room = ROOM) {
  return axisTicks({ scale: 'linear', domain: [from, to] }, room);
}

function labels({ labelled }: ReturnType<typeof axisTicks>): string[] {
  return labelled.map(({ label }) => label);
}

describe('log axis', () => {
  it('labels powers of ten, with short ticks at 2 to 9', () => {
    const ticks = log(0.001, 0.1);
    expect(labels(ticks)).toEqual(['10^{-3}', '10^{-2}', '10^{-1}']);
    expect(ticks.major).toEqual([0.001, 0.01, 0.1]);
    expect(ticks.minor).toEqual([
      0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.008, 0.009, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09,
    ]);
  });

  it('starts and ends with short ticks where the domain starts and ends between powers of ten', () => {
    const ticks = log(0.7, 300);
    expect(labels(ticks)).toEqual(['10^{0}', '10^{1}', '10^{2}']);
    expect(ticks.minor.slice(0, 3)).toEqual([0.7, 0.8, 0.9]);
    expect(ticks.minor.slice(-2)).toEqual([200, 300]);
  });

  it('labels every 2nd or 3rd power where all would crowd, and drops the ticks at 2 to 9', () => {
    const wide = log(1e-9, 1e6);
    expect(labels(wide)).toEqual([-8, -6, -4, -2, 0, 2, 4, 6].map((n) => `10^{${n}}`));
    expect(wide.major).toHaveLength(16);
    expect(wide.minor).toEqual([]);
    expect(labels(log(1e-9, 1e6, 5))).toEqual([-9, -6, -3, 0, 3, 6].map((n) => `10^{${n}}`));
    const narrowPage = log(1e-6, 1e2, 5);
    expect(labels(narrowPage)).toEqual([-6, -4, -2, 0, 2].map((n) => `10^{${n}}`));
    expect(narrowPage.minor).toEqual([]);
    expect(labels(log(1e-30, 1e30))).toEqual([-30, -20, -10, 0, 10, 20, 30].map((n) => `10^{${n}}`));
  });

  it('labels 2 and 5 too where there are few powers of ten', () => {
    const decade = log(0.01, 0.1);
    expect(labels(decade)).toEqual(['0.01', '0.02', '0.05', '0.1']);
    expect(decade.minor).toEqual([0.03, 0.04, 0.06, 0.07, 0.08, 0.09]);
    expect(labels(log(2e-7, 3e-6))).toEqual([
      '2\\times 10^{-7}',
      '5\\times 10^{-7}',
      '10^{-6}',
      '2\\times 10^{-6}',
    ]);
  });

  it('does not mix decimals and powers of ten on one axis', () => {
    expect(labels(log(5e-4, 5e-3))).toEqual([
      '5\\times 10^{-4}',
      '10^{-3}',
      '2\\times 10^{-3}',
      '5\\times 10^{-3}',
    ]);
  });

  it('leaves out 2 and 5 where they would crowd', () => {
    expect(labels(log(2000, 9e5))).toEqual(['10^{4}', '10^{5}']);
    expect(labels(log(2000, 9e5, 14))).toContain('5\\times 10^{4}');
  });

  it('labels digits around a single power of ten, as many as fit', () => {
    const ticks = log(0.0051, 0.0199);
    expect(labels(ticks)).toEqual(['0.006', '0.008', '0.01', '0.015']);
    expect(ticks.major).toEqual([0.006, 0.007, 0.008, 0.009, 0.01, 0.015]);
    expect(ticks.minor).toContain(0.018);
  });

  it('labels equal steps within a narrow range', () => {
    expect(labels(log(0.01, 0.02))).toEqual(['0.010', '0.012', '0.014', '0.016', '0.018', '0.020']);
    expect(labels(log(0.999, 1.001))).toEqual(['0.9990', '0.9995', '1.0000', '1.0005', '1.0010']);
  });

  it('counts an end that is off by rounding alone as inside', () => {
    const third = 0.1 * 3 * 10; // 3.0000000000000004
    expect(log(third / 3, 1000).major[0]).toBe(1);
  });
});

describe('linear axis', () => {
  it('labels round steps with the decimals they need', () => {
    expect(labels(linear(0, 1))).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']);
    expect(labels(linear(-1, 1))).toEqual(['-1.0', '-0.5', '0.0', '0.5', '1.0']);
    expect(labels(linear(0, 160))).toEqual(['0', '50', '100', '150']);
  });

  it('divides steps into round parts', () => {
    expect(linear(0, 1).minor.slice(0, 4)).toEqual([0.05, 0.1, 0.15, 0.25]);
    expect(linear(0, 5).minor.slice(0, 5)).toEqual([0.2, 0.4, 0.6, 0.8, 1.2]);
  });

  it('writes large and small values with one common power of ten', () => {
    expect(labels(linear(-2e-5, 2e-5))).toEqual([
      '-2\\times 10^{-5}',
      '-1\\times 10^{-5}',
      '0',
      '1\\times 10^{-5}',
      '2\\times 10^{-5}',
    ]);
    expect(labels(linear(0, 1e6)).slice(0, 2)).toEqual(['0', '0.2\\times 10^{6}']);
    expect(labels(linear(0, 1e6)).at(-1)).toBe('1.0\\times 10^{6}');
  });

  it('takes larger steps where there is less room', () => {
    expect(labels(linear(0, 1, 2.6))).toEqual(['0.0', '0.5', '1.0']);
  });

  it('has no negative zero', () => {
    const ticks = linear(-1, 1);
    expect(Object.is(ticks.major[2], 0)).toBe(true);
  });
});
