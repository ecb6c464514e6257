/** Polished vertices against the kernel, on grids far too coarse for them. */
import { describe, expect, it } from 'vitest';
import { polishContours } from '../../src/report/polish-contours.js';
import { scanContours } from '../../src/report/scan-contours.js';
import { parseScanFile } from '../../src/scan/scan-file.js';
import { eventYield } from '../../src/sensitivity/event-yield.js';
import { Kernel } from '../../src/sensitivity/kernel.js';

function coarse(text: string, level: number) {
  const { plan } = parseScanFile(`name: test\naccuracy: 1e-3\n${text}`, 'test.yaml');
  const kernel = new Kernel(plan);
  const { massGeV, coupling } = plan.grid;
  const columns = massGeV.map((mass) => kernel.column(mass, coupling));
  const grid = {
    massGeV: Float64Array.from(massGeV),
    coupling: Float64Array.from(coupling),
    yield: Float64Array.from(columns.flatMap(({ yields }) => [...yields])),
    relError: Float64Array.from(columns.flatMap(({ relErrors }) => [...relErrors])),
    status: Uint8Array.from(columns.flatMap(({ statuses }) => [...statuses])),
  };
  const exposure = plan.experiment.beam.particlesOnTarget;
  const contours = scanContours(grid, [level]).map((one) => ({ ...one, exposure }));
  return { plan, kernel, contours };
}

const NOSE = `model: { id: alp-photon }
experiment: na64mu-2022
channel: visible-2022
grid: { mass: { from: 2 MeV, to: 40 MeV, points: 10 }, coupling: { from: 1e-3 GeV^-1, to: 1 GeV^-1, points: 30 } }`;

const SCALAR = `model: { id: scalar-muon-only }
experiment: fermilab-1701.07437
method: iww
form_factor: tsai-as-printed
integration: { x_max: 1 }
grid: { mass: { from: 2 MeV, to: 200 MeV, points: 8 }, coupling: { from: 1e-6, to: 10, points: 40 } }`;

describe('polishContours', () => {
  it.each([
    ['an upper and a lower edge', SCALAR],
    ['a steep edge', NOSE],
  ])('puts every vertex of %s onto the kernel', (_, text) => {
    const { plan, kernel, contours } = coarse(text, 3);
    const seen: number[] = [];
    const { contours: polished, count } = polishContours(plan, contours, (done) => seen.push(done));
    const vertices = polished.flatMap(({ lines }) =>
      lines.flatMap(({ x, y }) => Array.from(x, (m, i) => [m, y[i]])),
    );
    expect(vertices.length).toBeGreaterThan(15);
    expect(seen).toEqual(vertices.map((_one, i) => i + 1));
    expect(count.inCoupling + count.inMass).toBe(vertices.length);
    expect(count.left).toBe(0);
    // N is as steep as g^4 here, and roots are found to 1e-12 in ln g or ln m; at steep edges N is steeper in m.
    for (const [mass, coupling] of vertices) {
      expect(eventYield(kernel.slice(mass), coupling).events / 3).toBeCloseTo(1, 7);
    }
    // What was given is left as it was.
    expect(contours[0].lines[0].x).not.toBe(polished[0].lines[0].x);
    expect(polished.every(({ isPolished }) => isPolished)).toBe(true);
  });

  it('takes the exposure of the contour', () => {
    const { plan, kernel, contours } = coarse(SCALAR, 3);
    const exposure = 2 * contours[0].exposure;
    const { contours: polished } = polishContours(
      plan,
      contours.map((one) => ({ ...one, level: 6, exposure })),
    );
    const [{ x, y }] = polished[0].lines;
    expect(eventYield(kernel.slice(x[0]), y[0]).events).toBeCloseTo(3, 7);
  });

  it('leaves and counts what has no root nearby', () => {
    const { plan, contours } = coarse(SCALAR, 3);
    const far = contours.map((one) => ({
      ...one,
      lines: [{ x: Float64Array.of(0.01, 0.02), y: Float64Array.of(1e-9, 1e-9), closed: false }],
    }));
    const { contours: polished, count } = polishContours(plan, far);
    expect(count).toEqual({ inCoupling: 0, inMass: 0, left: 2 });
    expect(polished[0].lines).toEqual(far[0].lines);
  });
});
