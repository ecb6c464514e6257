import { describe, expect, it } from 'vitest';
import { scanContours } from '../../src/report/scan-contours.js';
import { parseScanFile } from '../../src/scan/scan-file.js';
import { Kernel, couplingsAtLevel } from '../../src/sensitivity/index.js';
import type { StoredGrid } from '../../src/store/read-grid.js';

function gridOf(
  masses: number[],
  couplings: number[],
  yieldAt: (mass: number, coupling: number) => number,
): StoredGrid {
  const values = masses.flatMap((mass) => couplings.map((coupling) => yieldAt(mass, coupling)));
  return {
    massGeV: Float64Array.from(masses),
    coupling: Float64Array.from(couplings),
    yield: Float64Array.from(values),
    relError: new Float64Array(values.length),
    status: new Uint8Array(values.length),
  };
}

const decades = (from: number, points: number, perDecade: number) =>
  Array.from({ length: points }, (_, i) => 10 ** (from + i / perDecade));

describe('scanContours', () => {
  it('is exact for power laws, and open at the border of the grid', () => {
    const grid = gridOf(decades(-3, 10, 4), decades(-6, 40, 6), (m, g) => 1e8 * g * g * m);
    const [{ lines, region }] = scanContours(grid, [3]);
    expect(lines).toHaveLength(1);
    expect(lines[0].closed).toBe(false);
    Array.from(lines[0].x, (mass, i) => expect((1e8 * lines[0].y[i] ** 2 * mass) / 3).toBeCloseTo(1, 10));
    // The region above the line is closed along the border.
    expect(region).toHaveLength(1);
    expect(region[0].closed).toBe(true);
    expect(Math.max(...Array.from(region[0].y))).toBeCloseTo(grid.coupling.at(-1)!, 6);
  });

  it('breaks at failed points, and takes a yield of zero as far below', () => {
    const masses = decades(-3, 21, 10);
    const grid = gridOf(masses, decades(-6, 40, 6), (_, g) => (g > 1e-1 ? 0 : 1e8 * g * g));
    const [{ lines }] = scanContours(grid, [3]);
    expect(lines).toHaveLength(2);
    grid.yield.fill(Number.NaN, 10 * 40, 11 * 40);
    expect(scanContours(grid, [3])[0].lines).toHaveLength(4);
  });

  it('of a grid with a single mass has no lines', () => {
    expect(
      scanContours(
        gridOf([0.1], [1e-3, 1e-2], () => 1),
        [3],
      )[0].lines,
    ).toEqual([]);
  });

  it('steps where a channel opens, with the power law of either side up to there', () => {
    const threshold = 0.02;
    const jump = (m: number, g: number) => 1e8 * g * g * m * (m > threshold ? 1e4 : 1);
    const masses = decades(-3, 12, 5);
    const grid = gridOf(masses, decades(-8, 60, 6), jump);
    const [{ lines, region }] = scanContours(grid, [3], [threshold], 'step');
    expect(lines).toHaveLength(1);
    expect(region).toHaveLength(1);
    const steep: number[] = [];
    Array.from(lines[0].x, (mass, i) => {
      if (Math.abs(mass / threshold - 1) < 1e-8) steep.push(lines[0].y[i]);
      else expect(jump(mass, lines[0].y[i]) / 3).toBeCloseTo(1, 9);
    });
    const [low, high] = [Math.sqrt(3 / (1e12 * threshold)), Math.sqrt(3 / (1e8 * threshold))];
    expect(Math.min(...steep) / low).toBeCloseTo(1, 6);
    expect(Math.max(...steep) / high).toBeCloseTo(1, 6);
    // Otherwise it ends at the last mass below, and begins at the first above.
    const open = scanContours(grid, [3], [threshold])[0];
    const cell = masses.findIndex((mass) => mass > threshold);
    expect(open.lines.map(({ x }) => [Math.min(...Array.from(x)), Math.max(...Array.from(x))])).toEqual([
      [masses[0], masses[cell - 1]],
      [masses[cell], masses.at(-1)],
    ]);
    expect(open.region).toEqual([region[0]]);
    // Without a threshold the contour slopes through the cell.
    expect(scanContours(grid, [3])[0].lines[0].x).not.toContain(lines[0].x[steep.length]);
  });

  it('ends where the only channel opens, and keeps a side of a single mass as it is', () => {
    const only = (m: number, g: number) => (m > 1.5e-3 ? 1e8 * g * g : 0);
    const [{ lines }] = scanContours(
      gridOf(decades(-3, 10, 4), decades(-6, 40, 6), only),
      [3],
      [1.5e-3],
      'step',
    );
    expect(lines).toHaveLength(1);
    // Down along the threshold.
    expect(Math.max(...Array.from(lines[0].y))).toBeCloseTo(10 ** 0.5, 9);
    expect(Math.min(...Array.from(lines[0].x))).toBeCloseTo(1.5e-3, 9);
    const flat = (_: number, g: number) => 1e8 * g * g;
    const [whole] = scanContours(gridOf(decades(-3, 10, 4), decades(-6, 40, 6), flat), [3], [1.5e-3], 'step');
    expect(whole.lines).toHaveLength(1);
    Array.from(whole.lines[0].y, (coupling) => expect((1e8 * coupling ** 2) / 3).toBeCloseTo(1, 9));
  });

  it('lies within 0.5 % of the roots of the kernel on a 40 x 200 grid', () => {
    const { plan } = parseScanFile(
      `name: test
model: { id: scalar-mass-proportional }
experiment: na64-1701.07437
method: iww
form_factor: tsai-as-printed
integration: { x_max: 1 }
grid: { mass: { from: 2 MeV, to: 200 MeV, points: 40 }, coupling: { from: 1e-6, to: 10, points: 200 } }`,
      'test.yaml',
    );
    const kernel = new Kernel(plan);
    const { massGeV, coupling } = plan.grid;
    const columns = massGeV.map((mass) => kernel.column(mass, coupling).yields);
    const grid = gridOf(
      [...massGeV],
      [...coupling],
      (m, g) => columns[massGeV.indexOf(m)][coupling.indexOf(g)],
    );
    const [{ lines }] = scanContours(grid, [3]);
    let compared = 0;
    for (const { x, y } of lines) {
      for (const [i, mass] of Array.from(x).entries()) {
        const column = massGeV.find((one) => Math.abs(one / mass - 1) < 1e-9);
        if (column === undefined) continue;
        const roots = couplingsAtLevel(kernel.slice(column), 3);
        expect(Math.min(...roots.map((root) => Math.abs(y[i] / root - 1)))).toBeLessThan(0.005);
        compared++;
      }
    }
    expect(compared).toBe(80);
  });
});
