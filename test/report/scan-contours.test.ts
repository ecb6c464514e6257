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
