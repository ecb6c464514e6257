import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMaximum } from '../../src/numerics/find-maximum.js';
import { Kernel, PointStatus, couplingsAtLevel } from '../../src/sensitivity/index.js';
import { planOf } from './plans.js';

const EXPERIMENTS = ['na64-1701.07437', 'fermilab-1701.07437'];
const MODELS = ['scalar-mass-proportional', 'scalar-muon-only'];

/** A thin lead target with everything counted: no decay volume. */
const COUNT_ALL = `{ id: all, title: all, source: test,
  beam: { particle: muon, energy: 160 GeV, particles_on_target: 1e12 },
  target: { material: Pb, length: 20 cm, number_density: 3.3e22 /cm^3, energy_loss: none },
  channels: { any: { title: any } } }`;

const withTarget = (target: string) => `{ id: na64-1701.07437, target: ${target} }`;

function yieldOf(changes: Parameters<typeof planOf>[0], massGeV: number, coupling: number): number {
  const kernel = new Kernel(planOf({ accuracy: 1e-6, ...changes }));
  return kernel.point(kernel.slice(massGeV), coupling).events;
}

function decayVolume(from: string, to: string): string {
  return `{ id: na64-1701.07437, channels: { missing-energy: { decay_volume: { from: ${from}, to: ${to} } } } }`;
}

describe('error estimates', () => {
  it('hold against a finer integration, for any mass, coupling, method and experiment', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EXPERIMENTS),
        fc.constantFrom(...MODELS),
        fc.constantFrom('iww', 'ww', 'ww-exact-u'),
        fc.constantFrom('tsai-elastic', 'tsai', 'tsai-as-printed'),
        fc.constantFrom(1e-2, 1e-3, 1e-4),
        fc.double({ min: -3, max: 0.4, noNaN: true }),
        fc.array(fc.double({ min: -6, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (experiment, model, method, formFactor, accuracy, logMass, logCouplings) => {
          const settings = { experiment, model, method, formFactor };
          const massGeV = 10 ** logMass;
          const [coarse, fine] = [accuracy, 1e-7].map((asked) => {
            const kernel = new Kernel(planOf({ ...settings, accuracy: asked }));
            return { kernel, slice: kernel.slice(massGeV) };
          });
          for (const logCoupling of logCouplings) {
            const a = coarse.kernel.point(coarse.slice, 10 ** logCoupling);
            const b = fine.kernel.point(fine.slice, 10 ** logCoupling);
            if (b.events < 1e-30) continue;
            expect(Math.abs(a.events / b.events - 1)).toBeLessThanOrEqual(a.relError + b.relError);
            expect(a.status).toBe(PointStatus.ok);
            expect(a.relError).toBeLessThanOrEqual(accuracy);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('say so when the accuracy asked is out of reach', () => {
    const kernel = new Kernel({ ...planOf({}), accuracy: 1e-10 });
    const { status, relError } = kernel.point(kernel.slice(0.1), 1e-4);
    expect(status).toBe(PointStatus.unconverged);
    expect(relError).toBeGreaterThan(1e-10);
  });
});

describe('yields', () => {
  it('are proportional to the number of beam particles', () => {
    const more = '{ id: na64-1701.07437, beam: { particles_on_target: 1.6e13 } }';
    expect(yieldOf({ experiment: more }, 0.1, 1e-4) / yieldOf({}, 0.1, 1e-4)).toBeCloseTo(2, 12);
  });

  it('add up over intervals of x', () => {
    const all = yieldOf({ experiment: COUNT_ALL, integration: '{ x_min: 0.2, x_max: 0.9 }' }, 0.05, 1e-4);
    const low = yieldOf({ experiment: COUNT_ALL, integration: '{ x_min: 0.2, x_max: 0.5 }' }, 0.05, 1e-4);
    const high = yieldOf({ experiment: COUNT_ALL, integration: '{ x_min: 0.5, x_max: 0.9 }' }, 0.05, 1e-4);
    expect((low + high) / all).toBeCloseTo(1, 6);
  });

  it('add up over decay volumes', () => {
    const [near, far, both] = [
      ['3 m', '5 m'],
      ['5 m', 'infinity'],
      ['3 m', 'infinity'],
    ].map(([from, to]) => yieldOf({ experiment: decayVolume(from, to) }, 0.1, 1e-3));
    expect((near + far) / both).toBeCloseTo(1, 6);
  });

  it('of a thin target are those of a thick one without energy loss in the limit', () => {
    const none = yieldOf({ experiment: withTarget('{ energy_loss: none }') }, 0.1, 5e-4);
    const tiny = yieldOf({ experiment: withTarget('{ energy_loss: 1e-9 GeV/cm }') }, 0.1, 5e-4);
    expect(tiny / none).toBeCloseTo(1, 6);
  });

  it('without decay volume are the cross-section times the exposure', () => {
    const kernel = new Kernel(planOf({ experiment: COUNT_ALL, formFactor: 'tsai-elastic', accuracy: 1e-7 }));
    const { events } = kernel.point(kernel.slice(0.1), 1e-3);
    // WW total of the reference is 7.4027556 GeV^-2 with x up to 1 and theta < pi: 2e-6 more.
    const expected = 1e12 * 3.3e22 * 20 * 7.402755597541217 * 1e-6 * 0.3893793721e-27;
    expect(events / expected).toBeCloseTo(1, 5);
  });

  it('grow as g^2 where nothing decays, and die exponentially where everything does', () => {
    const kernel = new Kernel(planOf({}));
    const slice = kernel.slice(0.05);
    const ratio = kernel.point(slice, 2e-6).events / kernel.point(slice, 1e-6).events;
    expect(ratio).toBeCloseTo(4, 4);
    expect(kernel.point(slice, 1)).toEqual({ events: 0, relError: 0, status: PointStatus.negligible });
  });

  it('are exactly zero above threshold, with the status closed', () => {
    const kernel = new Kernel(planOf({ experiment: 'fermilab-1701.07437' }));
    expect(kernel.point(kernel.slice(2.9), 1e-3)).toEqual({
      events: 0,
      relError: 0,
      status: PointStatus.closed,
    });
    expect(kernel.column(5, [1e-3, 1e-2]).statuses).toEqual(
      Uint8Array.of(PointStatus.closed, PointStatus.closed),
    );
    expect(couplingsAtLevel(kernel.slice(2.9), 3)).toEqual([]);
  });

  it('of a column are those of its points, bit for bit', () => {
    const kernel = new Kernel(planOf({}));
    const couplings = [1e-5, 1e-4, 1e-3];
    const column = kernel.column(0.07, couplings);
    const again = new Kernel(planOf({})).column(0.07, couplings);
    expect(again.yields).toEqual(column.yields);
    couplings.forEach((coupling, j) =>
      expect(kernel.point(kernel.slice(0.07), coupling).events).toBe(column.yields[j]),
    );
  });
});

describe('couplingsAtLevel', () => {
  it('lie on the level to 1e-9, rise, and are none where the level is never reached', () => {
    const kernel = new Kernel(planOf({}));
    const slice = kernel.slice(0.1);
    const couplings = couplingsAtLevel(slice, 10);
    expect(couplings).toHaveLength(2);
    expect(couplings[0]).toBeLessThan(couplings[1]);
    for (const coupling of couplings) expect(kernel.point(slice, coupling).events / 10).toBeCloseTo(1, 9);
    expect(couplingsAtLevel(slice, 1e9)).toEqual([]);
  });

  it('are two beside a nose, however close they lie', () => {
    const kernel = new Kernel(planOf({}));
    const slice = kernel.slice(0.1);
    const highest = findMaximum(
      (log) => kernel.point(slice, Math.exp(log)).events,
      Math.log(1e-6),
      Math.log(1),
      1e-9,
    );
    const { events } = kernel.point(slice, Math.exp(highest));
    for (const below of [1e-1, 1e-3, 1e-6, 1e-9]) {
      const [low, high, ...others] = couplingsAtLevel(slice, events * (1 - below));
      expect(others).toEqual([]);
      expect(low).toBeLessThan(Math.exp(highest) * (1 + 1e-7));
      expect(high).toBeGreaterThan(Math.exp(highest) * (1 - 1e-7));
      expect(high / low - 1).toBeGreaterThan(Math.sqrt(below));
    }
    expect(couplingsAtLevel(slice, events * 1.0001)).toEqual([]);
  });
});
