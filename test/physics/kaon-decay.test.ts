import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import {
  KAON_MASS_GEV,
  LARGEST_MISSING_MASS2_GEV2,
  kaonBranchingFraction,
  kaonMissingMassSpectrumPerGeV2,
  kaonSquaredAmplitude,
} from '../../src/physics/kaon-decay.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import {
  GAMMA,
  type Matrix,
  UNIT_MATRIX,
  type Vector,
  adjoint,
  dot,
  minus,
  plus,
  scale,
  slash,
  total,
  times,
  trace,
} from './dirac.js';

const MUON = LEPTON_MASS_GEV.muon;

/** Momenta with the given invariants, in the rest frame of X and neutrino, all in the plane of x and z. */
function momenta(massGeV: number, m12Squared: number, cosine: number) {
  const m12 = Math.sqrt(m12Squared);
  const p = (m12Squared - massGeV ** 2) / (2 * m12);
  const energyMuon = (KAON_MASS_GEV ** 2 - m12Squared - MUON ** 2) / (2 * m12);
  const sine = Math.sqrt(1 - cosine ** 2);
  const x: Vector = [(m12Squared + massGeV ** 2) / (2 * m12), p * sine, 0, p * cosine];
  const neutrino: Vector = [p, -p * sine, 0, -p * cosine];
  const muon: Vector = [energyMuon, 0, 0, Math.sqrt(energyMuon ** 2 - MUON ** 2)];
  return { x, neutrino, muon };
}

/** Spin sums of ubar(nu) ... v(mu) with explicit Dirac matrices, over (lambda g)^2, with lambda^2/(2 m_mu^2) for the kaon. */
function fromTraces(kind: 'scalar' | 'vector', massGeV: number, m12Squared: number, cosine: number) {
  const { x, neutrino, muon } = momenta(massGeV, m12Squared, cosine);
  const kaonSlash = slash(total(x, neutrino, muon));
  const muonX = total(muon, x);
  const d = dot(muonX, muonX) - MUON ** 2;
  const fromMuon = scale(1 / d, minus(scale(MUON, UNIT_MATRIX), slash(muonX)));
  const fromNeutrino = scale(1 / m12Squared, slash(total(neutrino, x)));
  const left = GAMMA.left;
  const squared = (vertex: Matrix) =>
    trace(
      times(
        times(slash(neutrino), vertex),
        times(minus(slash(muon), scale(MUON, UNIT_MATRIX)), adjoint(vertex)),
      ),
    ) /
    (2 * MUON ** 2);
  if (kind === 'scalar') return { squared: squared(times(times(kaonSlash, left), fromMuon)), d };
  const along = (polarisation: Matrix): Matrix => {
    const byMuon = times(times(times(kaonSlash, left), fromMuon), polarisation);
    const byNeutrino = times(times(polarisation, fromNeutrino), times(kaonSlash, left));
    return plus(byMuon, byNeutrino);
  };
  // Minus the metric, whose time component counts against.
  const [time, ...space] = [0, 1, 2, 3].map((index) => squared(along(GAMMA.real[index])));
  return {
    squared: space.reduce((result, value) => result + value, -time),
    longitudinal: squared(along(slash(x))) / massGeV ** 2,
    d,
  };
}

describe('the squared amplitude of K -> mu nu X', () => {
  const points = [
    [0.001, 0.02, 0.3],
    [0.03, 0.1, -0.7],
    [0.1, 0.05, 0.9],
    [0.2, 0.12, -0.2],
    [0.35, 0.14, 0.5],
  ] as const;

  it.each(points)('is that of the Dirac traces at m_X = %f GeV', (massGeV, m12, cosine) => {
    for (const kind of ['scalar', 'vector'] as const) {
      const { squared, d, longitudinal = 0 } = fromTraces(kind, massGeV, m12, cosine);
      // Rounding of the traces, where the lightest X nearly goes along with the muon.
      expect(kaonSquaredAmplitude(kind, massGeV, m12, d) / squared).toBeCloseTo(1, 8);
      // Neutrino and muon carry the same charge: the current is conserved.
      expect(Math.abs(longitudinal) / squared).toBeLessThan(1e-8);
    }
  });
});

describe('BR(K -> mu nu X)', () => {
  // An independent program, with BR(K -> mu nu) = 0.6356; its error is below 5e-11.
  it.each([
    [0.001, 0.09386427550803726, 0.606972997618337],
    [0.1, 0.013187777476733047, 0.018033984217858658],
    [0.15, 0.006108890298297051, 0.006204077147503549],
    [0.2, 0.002438875378684674, 0.00193714729690485],
    [0.25, 0.0007511897179793492, 0.00048019746001422205],
  ])('is that of another program at %f GeV', (massGeV, scalar, vector) => {
    expect(kaonBranchingFraction('scalar', massGeV) / scalar).toBeCloseTo(1, 8);
    expect(kaonBranchingFraction('vector', massGeV) / vector).toBeCloseTo(1, 8);
  });

  // The same program, to the two to four digits that are at hand: half a unit of 2.9e-6 is 1.7 %.
  it.each([
    [0.01, 0.056, 0.217],
    [0.03, 0.0366, 0.0959],
    [0.05, 0.0268, 0.0553],
    [0.3, 1.4e-4, 7.3e-5],
    [0.35, 6.6e-6, 2.9e-6],
  ])('at %f GeV', (massGeV, scalar, vector) => {
    expect(Math.abs(kaonBranchingFraction('scalar', massGeV) / scalar - 1)).toBeLessThan(0.018);
    expect(Math.abs(kaonBranchingFraction('vector', massGeV) / vector - 1)).toBeLessThan(0.018);
  });

  it.each([
    [0.001, 0.0263, 0.0217],
    [0.05, 0.0173, 0.0175],
    [0.1, 0.01006, 0.01032],
  ])('with a squared missing mass above 0.05 GeV^2 at %f GeV', (massGeV, scalar, vector) => {
    expect(Math.abs(kaonBranchingFraction('scalar', massGeV, 0.05) / scalar - 1)).toBeLessThan(3e-3);
    expect(Math.abs(kaonBranchingFraction('vector', massGeV, 0.05) / vector - 1)).toBeLessThan(3e-3);
  });

  it('is the integral of its spectrum, and closed from m_K - m_mu on', () => {
    const { value } = integrate(
      (m2) => kaonMissingMassSpectrumPerGeV2('vector', 0.1, m2),
      0.05,
      LARGEST_MISSING_MASS2_GEV2,
      { relativeTolerance: 1e-8 },
    );
    expect(value / kaonBranchingFraction('vector', 0.1, 0.05)).toBeCloseTo(1, 7);
    expect(kaonMissingMassSpectrumPerGeV2('scalar', 0.3, 0.08)).toBe(0);
    expect(kaonBranchingFraction('scalar', 0.389)).toBe(0);
    expect(kaonBranchingFraction('scalar', 0.1, 0.2)).toBe(0);
  });

  it('has the soft limit of the eikonal current, which knows no spin of the lepton', () => {
    // m_X -> 0 and small momenta: |M_S|^2 -> |M_0|^2 (2 m_mu/D)^2, with |M_0|^2 = lambda^2 (m_K^2 - m_mu^2)/2.
    const d = 1e-5;
    const m12 = 1e-6;
    const soft = (0.5 * (KAON_MASS_GEV ** 2 - MUON ** 2) * (2 * MUON) ** 2) / (d * d);
    expect(kaonSquaredAmplitude('scalar', 1e-9, m12, d) / soft).toBeCloseTo(1, 2);
  });
});
