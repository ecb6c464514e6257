/** How far contours reach, where that is known beforehand. */
import { describe, expect, it } from 'vitest';
import { contourReach } from '../../src/report/contour-reach.js';
import { scanContours } from '../../src/report/scan-contours.js';
import type { StoredGrid } from '../../src/store/read-grid.js';

function axis(from: number, to: number, points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, i) => from * (to / from) ** (i / (points - 1)));
}

function gridOf(log10Yield: (x: number, y: number) => number): StoredGrid {
  const [massGeV, coupling] = [axis(1e-3, 1, 61), axis(1e-6, 1, 121)];
  const values = Array.from(massGeV).flatMap((m) =>
    Array.from(coupling, (g) => 10 ** log10Yield(Math.log10(m), Math.log10(g))),
  );
  return {
    massGeV,
    coupling,
    yield: Float64Array.from(values),
    relError: new Float64Array(values.length),
    status: new Uint8Array(values.length),
  };
}

function reachOf(grid: StoredGrid) {
  return contourReach(scanContours(grid, [1])[0], grid);
}

describe('the reach of a contour', () => {
  it('is that of a disc', () => {
    const reach = reachOf(gridOf((x, y) => 1 - (x + 1.5) ** 2 - (y + 3) ** 2));
    expect(reach.regions).toBe(1);
    expect(reach.smallestCoupling!.value).toBeCloseTo(1e-4, 7);
    expect(Math.log10(reach.bestMassGeV!)).toBeCloseTo(-1.5, 2);
    expect(Math.log10(reach.smallestMassGeV!.value)).toBeCloseTo(-2.5, 3);
    expect(Math.log10(reach.largestMassGeV!.value)).toBeCloseTo(-0.5, 3);
    expect(
      reach.smallestCoupling!.isEdge || reach.smallestMassGeV!.isEdge || reach.largestMassGeV!.isEdge,
    ).toBe(false);
  });

  it('ends at the grid where the region does not', () => {
    const reach = reachOf(gridOf((x, y) => y + 4 - 0.5 * x));
    expect(reach.regions).toBe(1);
    expect(reach.smallestMassGeV).toEqual({ value: 1e-3, isEdge: true });
    expect(reach.largestMassGeV).toMatchObject({ isEdge: true });
    expect(reach.smallestCoupling!.isEdge).toBe(false);
    expect(Math.log10(reach.smallestCoupling!.value)).toBeCloseTo(-5.5, 6);
    expect(reach.bestMassGeV).toBe(1e-3);
    expect(reachOf(gridOf(() => 1))).toMatchObject({
      regions: 1,
      smallestCoupling: { value: 1e-6, isEdge: true },
    });
  });

  it('counts areas, not holes', () => {
    const two = (x: number, y: number) => 0.25 - Math.min((x + 2.2) ** 2, (x + 0.7) ** 2) - (y + 3) ** 2;
    expect(reachOf(gridOf(two)).regions).toBe(2);
    const ring = (x: number, y: number) => {
      const square = (x + 1.5) ** 2 + (y + 3) ** 2;
      return (1 - square) * (square - 0.2);
    };
    expect(reachOf(gridOf(ring)).regions).toBe(1);
  });

  it('is none where no point has that many events', () => {
    expect(reachOf(gridOf(() => -1))).toEqual({
      smallestCoupling: null,
      bestMassGeV: null,
      smallestMassGeV: null,
      largestMassGeV: null,
      regions: 0,
    });
  });
});
