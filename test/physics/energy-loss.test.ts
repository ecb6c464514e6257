import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import {
  type EnergyLoss,
  type EnergyLossTable,
  constantEnergyLoss,
  noEnergyLoss,
  stoppingPowerTable,
  tabulatedEnergyLoss,
} from '../../src/physics/energy-loss.js';
import { MATERIALS } from '../../src/physics/materials.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import {
  STOPPING_POWER_KINETIC_GEV,
  STOPPING_POWER_MEV_CM2_PER_G,
} from '../../src/physics/stopping-powers.js';

const IDS = Object.keys(MATERIALS);
const lossIn = (id: string) => tabulatedEnergyLoss(stoppingPowerTable(id, MATERIALS[id].densityGPerCm3));
const total = (kineticGeV: number) => kineticGeV + LEPTON_MASS_GEV.muon;
/** Stopping power in MeV cm^2/g at a kinetic energy, as interpolated. */
const stoppingPower = (id: string, kineticGeV: number) =>
  (1e3 * lossIn(id).lossGeVPerCm(total(kineticGeV))) / MATERIALS[id].densityGPerCm3;

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Tables of two to six nodes whose loss changes by up to a factor of e^4 from node to node. */
const tables: fc.Arbitrary<EnergyLossTable> = fc
  .array(
    fc.tuple(fc.double({ min: 0.2, max: 3, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })),
    { minLength: 2, maxLength: 6 },
  )
  .map((steps) => {
    let lnEnergy = -3;
    return {
      energyGeV: steps.map(([width]) => Math.exp((lnEnergy += width))),
      lossGeVPerCm: steps.map(([, lnLoss]) => 0.02 * Math.exp(lnLoss)),
    };
  });

/** A loss, and an initial energy from below the table to twice its top. */
const beams = fc
  .tuple(
    fc.oneof(
      tables,
      fc.constantFrom(...IDS).map((id) => stoppingPowerTable(id, MATERIALS[id].densityGPerCm3)),
    ),
    share,
  )
  .map(([table, position]) => {
    const [from, to] = [0.5 * table.energyGeV[0], 2 * table.energyGeV.at(-1)!];
    return { loss: tabulatedEnergyLoss(table), initial: from * (to / from) ** position };
  });

/** What rounding leaves of an energy: it follows from a difference of ranges, each known to about 1e-16. */
function energyRounding(loss: EnergyLoss, initial: number, final: number): number {
  return 4e-15 * (final + loss.lossGeVPerCm(final) * loss.depthToCm(initial, 0));
}

describe('stopping powers', () => {
  it('are there for every material, positive, one for each energy', () => {
    expect(Object.keys(STOPPING_POWER_MEV_CM2_PER_G)).toEqual(IDS);
    for (const id of IDS) {
      expect(STOPPING_POWER_MEV_CM2_PER_G[id]).toHaveLength(STOPPING_POWER_KINETIC_GEV.length);
    }
  });

  // PHYSICS-DATA.md 4, at 1, 10, 100, 200, 1000 and 5000 GeV, as printed there to three or four digits.
  it.each<[string, ...number[]]>([
    ['C', 1.854, 2.206, 2.658, 2.968, 5.266, 17.0],
    ['Al', 1.75, 2.115, 2.695, 3.169, 6.91, 26.2],
    ['Fe', 1.577, 1.974, 2.781, 3.546, 9.837, 42.5],
    ['Cu', 1.53, 1.926, 2.773, 3.59, 10.33, 45.4],
    ['W', 1.278, 1.686, 3.118, 4.705, 18.15, 88.1],
    ['Pb', 1.272, 1.691, 3.219, 4.926, 19.41, 94.8],
    ['rock', 1.813, 2.193, 2.752, 3.191, 6.609, 24.2],
  ])('of %s are the printed ones at the nodes', (id, ...printed) => {
    [1, 10, 100, 200, 1000, 5000].forEach((kinetic, k) => {
      // 0.12 %: half of the last of three digits.
      expect(Math.abs(stoppingPower(id, kinetic) / printed[k] - 1)).toBeLessThan(1.2e-3);
    });
  });

  // Rows of the same source that are not nodes.
  it.each([
    ['Pb', 0.035, 1.79],
    ['Pb', 0.4, 1.151],
    ['Pb', 14, 1.777],
    ['Pb', 140, 3.895],
    ['Pb', 170, 4.408],
    ['Pb', 1400, 26.83],
    ['Pb', 1700, 32.43],
    ['W', 14, 1.768],
    ['W', 170, 4.223],
    ['W', 1400, 25.04],
    ['Be', 14, 2.022],
    ['Be', 300, 2.794],
    ['Fe', 300, 4.315],
    ['rock', 7000, 33.14],
  ])('of %s are interpolated at %d GeV to 0.2 %%', (id, kinetic, expected) => {
    expect(Math.abs(stoppingPower(id, kinetic) / expected - 1)).toBeLessThan(2e-3);
  });

  it.each([
    ['Pb', 1925],
    ['W', 1789],
    ['Fe', 845.1],
    ['Be', 231.9],
  ])('of %s are extrapolated to 100 TeV to 3 %%', (id, expected) => {
    // The power at 20 TeV has not quite reached its limit of 1 in light materials.
    expect(Math.abs(stoppingPower(id, 1e5) / expected - 1)).toBeLessThan(0.03);
  });

  // Differences of the column "CSDA range", g/cm^2, which the source integrates from all of its rows.
  it.each([
    ['Pb', 1, 100, 44280 - 816.4],
    ['Pb', 1000, 5000, 230000 - 145500],
    ['W', 0.1, 10, 6666 - 57.42],
    ['Fe', 10, 1000, 205100 - 5537],
    ['Be', 1, 1000, 325900 - 588.3],
    ['rock', 0.1, 1000, 245000 - 36.96],
  ])('give the range of the source in %s between %d and %d GeV to 0.15 %%', (id, from, to, expected) => {
    // Interpolation 0.05 %, four digits of the difference 0.1 %.
    const range = lossIn(id).depthToCm(total(to), total(from)) * MATERIALS[id].densityGPerCm3;
    expect(Math.abs(range / expected - 1)).toBeLessThan(1.5e-3);
  });

  it('meet the statements of PHYSICS-DATA.md 4, which print two digits', () => {
    const lead = lossIn('Pb');
    expect(lead.lossGeVPerCm(160)).toBeCloseTo(0.048, 3);
    expect(lossIn('W').lossGeVPerCm(total(3))).toBeCloseTo(0.028, 3);
    // "1 GeV in 20 cm of lead at 160 GeV" is 0.048 GeV/cm times 20 cm = 0.96 rounded to one digit: 5 %.
    expect(Math.abs(160 - lead.energyAfterGeV(160, 20) - 1)).toBeLessThan(0.05);
    // The constant losses that 1701.07437 prints, 12.7 and 22.1 MeV/cm, are the minima, which PDG and PUMAS give to 0.3 %.
    for (const [id, printed] of [
      ['Pb', 12.7e-3],
      ['W', 22.1e-3],
    ] as const) {
      const least = Math.min(...stoppingPowerTable(id, MATERIALS[id].densityGPerCm3).lossGeVPerCm);
      expect(Math.abs(least / printed - 1)).toBeLessThan(5e-3);
    }
  });

  it('scale with the density', () => {
    const half = tabulatedEnergyLoss(stoppingPowerTable('Pb', MATERIALS['Pb'].densityGPerCm3 / 2));
    expect(half.depthToCm(160, 100) / lossIn('Pb').depthToCm(160, 100)).toBeCloseTo(2, 12);
  });

  it('are refused for an unknown material', () => {
    expect(() => stoppingPowerTable('Xe', 3)).toThrow(/no stopping powers .* for "Xe"; known: Be, C, Al/);
  });
});

describe('without and with constant loss', () => {
  it('a thin target leaves the energy as it is', () => {
    const none = noEnergyLoss();
    expect(none.lossGeVPerCm(160)).toBe(0);
    expect(none.energyAfterGeV(160, 1e6)).toBe(160);
    expect(none.depthToCm(160, 159)).toBe(Infinity);
    expect(none.depthToCm(160, 160)).toBe(0);
    expect(none.depthToCm(160, 161)).toBe(-Infinity);
    expect(constantEnergyLoss(0).depthToCm(160, 159)).toBe(Infinity);
  });

  it('a constant loss is linear until the particle has ranged out', () => {
    const loss = constantEnergyLoss(0.0127);
    expect(loss.lossGeVPerCm(3)).toBe(0.0127);
    expect(loss.energyAfterGeV(3, 100)).toBeCloseTo(1.73, 12);
    expect(loss.energyAfterGeV(3, 1000)).toBe(0);
    expect(loss.depthToCm(3, 1.73)).toBeCloseTo(100, 10);
  });

  it.each([-0.01, NaN, Infinity])('a constant loss of %d is refused', (value) => {
    expect(() => constantEnergyLoss(value)).toThrow(/expected a loss of 0 GeV\/cm or more/);
  });
});

describe('tabulatedEnergyLoss', () => {
  it('reproduces constant loss from two nodes, inside and outside of the table', () => {
    const loss = tabulatedEnergyLoss({ energyGeV: [1, 100], lossGeVPerCm: [0.02, 0.02] });
    const constant = constantEnergyLoss(0.02);
    for (const initial of [0.5, 1, 7, 100, 2000]) {
      expect(loss.lossGeVPerCm(initial)).toBeCloseTo(0.02, 16);
      for (const depth of [0, 1, 30, 400, 6000, 2e5]) {
        // 1e-9 of the range: the cubic of the range table stands for a straight line in E.
        const error = loss.energyAfterGeV(initial, depth) - constant.energyAfterGeV(initial, depth);
        expect(Math.abs(error)).toBeLessThan(1e-9 * initial);
      }
    }
  });

  it('solves dE/dz = -(a + b E), from 400 nodes of it', () => {
    const a = 0.02;
    const b = 1.5e-4;
    const energyGeV = Array.from({ length: 400 }, (_, k) => 0.1 * 1e5 ** (k / 399));
    const loss = tabulatedEnergyLoss({ energyGeV, lossGeVPerCm: energyGeV.map((E) => a + b * E) });
    for (const initial of [10, 160, 1500, 5000]) {
      for (const depth of [1, 20, 100, 400]) {
        const exact = (initial + a / b) * Math.exp(-b * depth) - a / b;
        // Third-order interpolation of the loss between nodes 3 % apart.
        expect(Math.abs(loss.energyAfterGeV(initial, depth) - exact)).toBeLessThan(1e-7 * initial);
        expect(Math.abs(loss.depthToCm(initial, exact) / depth - 1)).toBeLessThan(1e-6);
      }
    }
  });

  it.each([0.5, 1, 1.5])('solves dE/dz = -c E^%d inside of the table and above', (power) => {
    const energyGeV = [1, 5, 30];
    const loss = tabulatedEnergyLoss({ energyGeV, lossGeVPerCm: energyGeV.map((E) => 0.01 * E ** power) });
    for (const [initial, final] of [
      [20, 2],
      [29, 28.9],
      [300, 31],
      [1e4, 3],
    ]) {
      const range = (E: number) => (power === 1 ? Math.log(E) : E ** (1 - power) / (1 - power)) / 0.01;
      const depth = range(initial) - range(final);
      expect(Math.abs(loss.depthToCm(initial, final) / depth - 1)).toBeLessThan(1e-8);
      expect(Math.abs(loss.energyAfterGeV(initial, depth) / final - 1)).toBeLessThan(1e-8);
      expect(Math.abs(loss.lossGeVPerCm(initial) / (0.01 * initial ** power) - 1)).toBeLessThan(1e-12);
    }
  });

  it('has the nodes of its table, and is constant below', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const loss = tabulatedEnergyLoss(table);
        table.energyGeV.forEach((E, k) => {
          expect(Math.abs(loss.lossGeVPerCm(E) / table.lossGeVPerCm[k] - 1)).toBeLessThan(1e-14);
        });
        expect(loss.lossGeVPerCm(0.1 * table.energyGeV[0])).toBe(table.lossGeVPerCm[0]);
        expect(loss.depthToCm(table.energyGeV[0], 0)).toBe(table.energyGeV[0] / table.lossGeVPerCm[0]);
      }),
    );
  });

  it('has the integral of 1/loss as its range, to 1e-9', () => {
    fc.assert(
      fc.property(tables, share, (table, position) => {
        const loss = tabulatedEnergyLoss(table);
        const from = Math.log(table.energyGeV[0]);
        const to = from + position * (Math.log(table.energyGeV.at(-1)!) - from);
        // From node to node: between them the integrand is smooth.
        const ends = [from, ...table.energyGeV.map(Math.log).filter((u) => u > from && u < to), to];
        let range = 0;
        for (let k = 1; k < ends.length; k++) {
          range += integrate((u) => Math.exp(u) / loss.lossGeVPerCm(Math.exp(u)), ends[k - 1], ends[k], {
            relativeTolerance: 1e-12,
          }).value;
        }
        const fromZero = range + loss.depthToCm(table.energyGeV[0], 0);
        expect(Math.abs(loss.depthToCm(Math.exp(to), 0) / fromZero - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it('energy and depth are inverse to each other, in any table and material', () => {
    fc.assert(
      fc.property(beams, share, ({ loss, initial }, fraction) => {
        const final = fraction * initial;
        const depth = loss.depthToCm(initial, final);
        expect(depth).toBeGreaterThanOrEqual(0);
        const error = loss.energyAfterGeV(initial, depth) - final;
        expect(Math.abs(error)).toBeLessThanOrEqual(energyRounding(loss, initial, final));

        const whole = loss.depthToCm(initial, 0);
        const after = loss.energyAfterGeV(initial, fraction * whole);
        const excess = loss.depthToCm(initial, after) - fraction * whole;
        expect(Math.abs(excess)).toBeLessThanOrEqual(4e-15 * whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('is inverse to 1e-9 for the energies of a thick target, and of a thin one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...IDS), share, share, (id, position, lost) => {
        const loss = lossIn(id);
        const initial = 1e4 ** position;
        // Down to a thousandth of the initial energy, or by a thousandth of it.
        for (const final of [initial * 1e-3 ** lost, initial * (1 - 1e-3 * (0.1 + lost))]) {
          const depth = loss.depthToCm(initial, final);
          expect(Math.abs(loss.energyAfterGeV(initial, depth) / final - 1)).toBeLessThan(1e-9);
          expect(
            Math.abs(loss.depthToCm(initial, loss.energyAfterGeV(initial, depth)) - depth),
          ).toBeLessThanOrEqual(1e-9 * depth);
        }
      }),
    );
  });

  it('depths are additive, and the energy falls with depth from the initial one to 0', () => {
    fc.assert(
      fc.property(beams, share, share, ({ loss, initial }, first, second) => {
        const whole = loss.depthToCm(initial, 0);
        const depths = [first * whole, 0.9 * second * whole];
        const between = loss.energyAfterGeV(initial, depths[0]);
        const inTwo = loss.energyAfterGeV(between, depths[1]);
        const atOnce = loss.energyAfterGeV(initial, depths[0] + depths[1]);
        expect(Math.abs(inTwo - atOnce)).toBeLessThanOrEqual(energyRounding(loss, initial, atOnce));
        expect(between).toBeLessThanOrEqual(initial);
        expect(inTwo).toBeLessThanOrEqual(between);
        expect(inTwo).toBeGreaterThanOrEqual(0);
        expect(loss.energyAfterGeV(initial, 1.001 * whole)).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [{ energyGeV: [1], lossGeVPerCm: [1] }, /two or more points/],
    [{ energyGeV: [1, 2], lossGeVPerCm: [1] }, /2 x and 1 y/],
    [{ energyGeV: [2, 1], lossGeVPerCm: [1, 1] }, /rising/],
    [{ energyGeV: [0, 1], lossGeVPerCm: [1, 1] }, /expected positive energies; got 0/],
    [{ energyGeV: [1, 2], lossGeVPerCm: [1, -1] }, /expected positive losses; got -1/],
    [{ energyGeV: [1, 2], lossGeVPerCm: [1, NaN] }, /expected positive losses; got NaN/],
  ])('refuses %j', (table, message) => {
    expect(() => tabulatedEnergyLoss(table)).toThrow(message);
  });
});
