/** Electron beam dumps: against brute force, against limits that are known in closed form, and against what was published. */
import jStat from 'jstat';
import { describe, expect, it } from 'vitest';
import { gaussLegendre } from '../../src/numerics/gauss-legendre.js';
import { HBAR_C_GEV_CM, HBAR_C_SQUARED_GEV2_CM2 } from '../../src/physics/constants.js';
import { Kernel, couplingsAtLevel } from '../../src/sensitivity/index.js';
import { createProduction } from '../../src/sensitivity/production.js';
import { decaysAt } from '../../src/sensitivity/event-yield.js';
import type { PhysicsPlan } from '../../src/sensitivity/physics-plan.js';
import { planOf } from './plans.js';

interface Changes {
  readonly experiment: string;
  readonly model?: string;
  readonly method?: string;
  readonly accuracy?: number;
  readonly parameters?: string;
  readonly unit?: string;
}

function planOfDump({ model = 'dark-photon', method = 'iww', accuracy = 1e-3, ...rest }: Changes) {
  return planOf({ model, method, accuracy, formFactor: 'tsai', ...rest });
}

function edges(changes: Changes, massGeV: number, level: number): number[] {
  return couplingsAtLevel(new Kernel(planOfDump(changes)).slice(massGeV), level);
}

/** Points and weights over [from, to], the range cut into pieces. */
function rule(from: number, to: number, pieces: number): { at: number; weight: number }[] {
  const { nodes, weights } = gaussLegendre(24);
  const half = (to - from) / (2 * pieces);
  return Array.from({ length: pieces }, (_, piece) =>
    Array.from(nodes, (node, k) => ({
      at: from + half * (2 * piece + 1 + node),
      weight: half * weights[k],
    })),
  ).flat();
}

/**
 * N = N_e n X0 int dt int dE I(E; E0, t) int dx dsigma/dx P, in this order, with I dE written as exp(-L) dw/Gamma(1 + s),
 * w = L^s, s = 4t/3: nothing is singular, and no variable is the engine's.
 */
function bruteForce(plan: PhysicsPlan, massGeV: number, coupling: number): number {
  const { beam, target, channel } = plan.experiment;
  const loss = target.energyLoss;
  if (loss.kind !== 'bremsstrahlung') throw new Error('expected bremsstrahlung');
  const production = createProduction(plan);
  const spectrumAt = production.atMass(massGeV).spectrum;
  const { widthGeV } = decaysAt(new Kernel(plan).slice(massGeV).widths, coupling ** 2);
  const lowest = channel.energyX!.minGeV + production.beamLeptonMassGeV;
  const [{ fromCm, toCm }] = channel.decayVolumes;
  const overX = (energyGeV: number, depthCm: number) => {
    const { at, xFrom, xTo } = spectrumAt(energyGeV, 1e-8);
    if (!(xFrom < xTo)) return 0;
    // x = 1 - exp(-z): what electrons emit crowds at x = 1.
    const [from, to] = [-Math.log1p(-xFrom), -Math.log1p(-xTo)];
    return rule(from, to, 3).reduce((sum, { at: z, weight }) => {
      const x = -Math.expm1(-z);
      const momentum = Math.sqrt((x * energyGeV) ** 2 - massGeV ** 2);
      const inverseLength = (widthGeV * massGeV) / (momentum * HBAR_C_GEV_CM);
      const decays =
        Math.exp(-inverseLength * (fromCm - depthCm)) - Math.exp(-inverseLength * (toCm! - depthCm));
      return sum + weight * (1 - x) * at(x).value * decays;
    }, 0);
  };
  // Beyond 14 radiation lengths 1e-6 of the electrons have half their energy, and 1e-8 a tenth.
  const deepest = Math.min(target.lengthCm / loss.radiationLengthCm, 14);
  let sum = 0;
  for (const { at: t, weight: perDepth } of rule(0, deepest, 3)) {
    const shape = (4 * t) / 3;
    const largest = Math.log(beam.energyGeV / lowest) ** shape;
    let overEnergies = 0;
    for (const { at: w, weight } of rule(0, largest, 6)) {
      const loseLogarithm = w ** (1 / shape);
      overEnergies +=
        weight *
        Math.exp(-loseLogarithm) *
        overX(
          beam.energyGeV * Math.exp(-loseLogarithm),
          target.isMadeAtFront ? 0 : t * loss.radiationLengthCm,
        );
    }
    sum += (perDepth * overEnergies) / Math.exp(jStat.loggam(1 + shape));
  }
  const vertex = coupling * production.particle.vertexAtUnitCoupling;
  return (
    sum *
    loss.radiationLengthCm *
    beam.particlesOnTarget *
    target.numberDensityPerCm3 *
    HBAR_C_SQUARED_GEV2_CM2 *
    vertex ** 2 *
    production.weightAtMass(massGeV)
  );
}

describe('the yield of a dump', () => {
  it.each([
    ['e137', 0.01, 1e-7],
    ['e137', 0.1, 2.5e-6],
    ['e141', 0.005, 1e-3],
    ['{ id: e141, target: { production_depth: front } }', 0.005, 1e-3],
    ['orsay', 0.02, 4e-5],
  ])('is that of nested rules: %s, %s GeV, epsilon = %s', (experiment, massGeV, coupling) => {
    const plan = planOfDump({ experiment, accuracy: 1e-4 });
    const kernel = new Kernel(plan);
    const { events, relError } = kernel.point(kernel.slice(massGeV), coupling);
    expect(relError).toBeLessThan(1e-4);
    // The accuracy asked, and as much for the nested rules.
    expect(Math.abs(bruteForce(plan, massGeV, coupling) / events - 1)).toBeLessThan(2e-4);
  });

  it('of shower photons is that of nested rules', () => {
    const plan = planOfDump({
      experiment: 'e137',
      model: 'alp-photon',
      method: 'shower-photons',
      unit: 'GeV^-1',
      accuracy: 1e-4,
    });
    const kernel = new Kernel(plan);
    for (const [massGeV, coupling] of [
      [0.01, 1e-6],
      [0.1, 1e-5],
    ]) {
      const { events, relError } = kernel.point(kernel.slice(massGeV), coupling);
      expect(relError).toBeLessThan(1e-4);
      expect(Math.abs(bruteForce(plan, massGeV, coupling) / events - 1)).toBeLessThan(2e-4);
    }
  });

  it('lies within its error estimate of a finer integration', () => {
    for (const experiment of ['e137', 'e141', 'e774', 'orsay', 'kek']) {
      for (const massGeV of [0.003, 0.03]) {
        const [coarse, fine] = [1e-3, 1e-5].map(
          (accuracy) => new Kernel(planOfDump({ experiment, accuracy })),
        );
        const slices = [coarse, fine].map((kernel) => kernel.slice(massGeV));
        for (const coupling of [1e-7, 1e-5, 1e-4]) {
          const { events, relError } = coarse.point(slices[0], coupling);
          const finer = fine.point(slices[1], coupling);
          if (finer.events < 1e-6) continue;
          expect(Math.abs(events / finer.events - 1)).toBeLessThan(relError + finer.relError);
        }
      }
    }
  });

  it('in a thin target is that without energy loss', () => {
    const experiment = (loss: string) => `{ id: t, title: t, source: t,
      beam: { particle: electron, energy: 20 GeV, particles_on_target: 1e20 },
      target: { material: Al, length: 10 um, energy_loss: ${loss} },
      channels: { c: { title: c, decay_volume: { from: 1 m, to: 2 m } } } }`;
    const [thick, thin] = ['bremsstrahlung', 'none'].map((loss) => {
      const kernel = new Kernel(planOfDump({ experiment: experiment(loss), accuracy: 1e-5 }));
      return kernel.point(kernel.slice(0.02), 1e-5).events;
    });
    // 1e-4 radiation lengths: of this order is what is lost.
    expect(Math.abs(thick / thin - 1)).toBeLessThan(2e-4);
  });

  it('of long-lived X goes as the fourth power of the coupling', () => {
    const kernel = new Kernel(planOfDump({ experiment: 'e137' }));
    const slice = kernel.slice(0.02);
    const [small, large] = [1e-9, 1e-8].map((coupling) => kernel.point(slice, coupling).events);
    expect(Math.abs(large / small / 1e4 - 1)).toBeLessThan(1e-4);
  });
});

describe('what was published of dark photons', () => {
  // Read off 0906.0580, Fig. 1, by the authors of 1801.04847: mass in GeV, lower and upper edge in epsilon.
  const E137 = [
    [0.005, 9.43e-8, 8.48e-5],
    [0.01, 8.45e-8, 4.0e-5],
    [0.02, 7.85e-8, 1.82e-5],
    [0.05, 7.64e-8, 6.38e-6],
    [0.1, 7.83e-8, 2.78e-6],
    [0.2, 9.06e-8, 1.11e-6],
  ];
  it.each(E137)('E137 at %s GeV: IWW, 10 events above 2 GeV', (massGeV, lower, upper) => {
    const found = edges({ experiment: 'e137' }, massGeV, 10);
    expect(found).toHaveLength(2);
    // The paper approximates the integrals; the curve is read off a figure.
    expect(Math.abs(found[0] / lower - 1)).toBeLessThan(0.1);
    expect(Math.abs(found[1] / upper - 1)).toBeLessThan(0.12);
  });

  // 1209.6083, Fig. 2, read off by the same.
  it.each([
    ['e137', 0.00543, 2.59e-8, 7.96e-5],
    ['e137', 0.0102, 2.88e-8, 4.01e-5],
    ['e137', 0.0493, 4.09e-8, 6.77e-6],
    ['e137', 0.0984, 5.16e-8, 2.95e-6],
    ['orsay', 0.00495, 7.35e-7, 2.77e-4],
    ['orsay', 0.0105, 8.34e-7, 1.175e-4],
    ['orsay', 0.0204, 1.005e-6, 5.32e-5],
  ])('%s at %s GeV: IWW, 3 events, if the threshold is left out', (experiment, massGeV, lower, upper) => {
    const published = `{ id: ${experiment}, target: { production_depth: front }, channels: { visible: { energy: { min: 20 MeV } } } }`;
    const found = edges({ experiment: published }, massGeV, 3);
    // The paper has acceptances from a simulation, which a detector's transverse size takes from heavier X.
    expect(Math.abs(found[0] / lower - 1)).toBeLessThan(0.18);
    expect(Math.abs(found[1] / upper - 1)).toBeLessThan(0.07);
  });
});

describe('models in dumps', () => {
  it('scalars of model A: production goes with (m_e/m_mu)^2', () => {
    const scalar = planOfDump({ experiment: 'e137', model: 'scalar-mass-proportional', method: 'exact' });
    const ratio = createProduction(scalar).weightAtMass(0.05);
    expect(Math.abs(ratio * 206.768283 ** 2 - 1)).toBeLessThan(1e-7);
    const [lower, upper] = couplingsAtLevel(new Kernel(scalar).slice(0.05), 3);
    expect(lower).toBeGreaterThan(1e-6);
    expect(upper).toBeGreaterThan(3 * lower);
  });

  it('what is missing: NA64-e sees a dark photon by its energy alone', () => {
    const plan = planOfDump({ experiment: 'na64e-2019', parameters: '{ g_chi: 1 }', method: 'exact' });
    const kernel = new Kernel(plan);
    const slice = kernel.slice(0.01);
    const [epsilon] = couplingsAtLevel(slice, 2.3);
    const { events } = kernel.point(slice, 10 * epsilon);
    // But for the decays to e e, epsilon^2 of all.
    expect(Math.abs(events / 230 - 1)).toBeLessThan(1e-7);
  });
});
