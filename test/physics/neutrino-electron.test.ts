import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import { HBAR_C_SQUARED_GEV2_CM2 } from '../../src/physics/constants.js';
import { SIN2_WEAK } from '../../src/physics/electroweak.js';
import {
  largestRecoilGeV,
  neutrinoElectronCrossSectionPerGeV2,
} from '../../src/physics/neutrino-electron.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import {
  GAMMA,
  type Matrix,
  UNIT_MATRIX,
  type Vector,
  minus,
  plus,
  scale,
  slash,
  times,
  trace,
} from './dirac.js';

const FERMI = 1.1663788e-5;
const m = LEPTON_MASS_GEV.electron;
const INDICES = [0, 1, 2, 3] as const;
const SIGNS = [1, -1, -1, -1];

/** dsigma/dT in GeV^-3 from explicit traces of -2 sqrt2 G_F [nu gamma P_L nu][e gamma (L P_L + R P_R) e], at T. */
function fromTraces(energyGeV: number, recoilGeV: number, L: number, R: number): number {
  const right = minus(UNIT_MATRIX, GAMMA.left);
  const momentum = Math.sqrt(recoilGeV * (recoilGeV + 2 * m));
  const cos = ((energyGeV + m) * recoilGeV) / (energyGeV * momentum);
  const sin = Math.sqrt(1 - cos * cos);
  const k1: Vector = [energyGeV, 0, 0, energyGeV];
  const p2: Vector = [m + recoilGeV, momentum * sin, 0, momentum * cos];
  const k2: Vector = [energyGeV - recoilGeV, -p2[1], 0, energyGeV - p2[3]];
  const withMass = (p: Vector): Matrix => plus(slash(p), scale(m, UNIT_MATRIX));
  const electronVertex = (a: number) => times(GAMMA.real[a], plus(scale(L, GAMMA.left), scale(R, right)));
  let sum = 0;
  for (const a of INDICES) {
    for (const b of INDICES) {
      const nu = trace(
        times(
          times(slash(k2), times(GAMMA.real[a], GAMMA.left)),
          times(slash(k1), times(GAMMA.real[b], GAMMA.left)),
        ),
      );
      const e = trace(
        times(times(withMass(p2), electronVertex(a)), times(withMass([m, 0, 0, 0]), electronVertex(b))),
      );
      // gamma2 = i times the real one, once in each of the two traces.
      const phase = (a === 2 ? -1 : 1) * (b === 2 ? -1 : 1);
      sum += SIGNS[a] * SIGNS[b] * phase * nu * e;
    }
  }
  return (8 * FERMI ** 2 * sum) / 2 / (32 * Math.PI * m * energyGeV ** 2);
}

describe('nu e -> nu e', () => {
  it.each([
    ['electron', 0],
    ['other', 0],
    ['electron', 3e-9],
    ['other', -3e-9],
  ] as const)('of %s neutrinos with a vector of 3 MeV and g_nu g_e = %f is the trace', (flavour, product) => {
    const [energyGeV, fromGeV, massGeV] = [0.862e-3, 0.19e-3, 3e-3];
    const traces = integrate(
      (T) => {
        const shift = product / (2 * Math.SQRT2 * FERMI * (massGeV ** 2 + 2 * m * T));
        return fromTraces(
          energyGeV,
          T,
          SIN2_WEAK + (flavour === 'electron' ? 0.5 : -0.5) + shift,
          SIN2_WEAK + shift,
        );
      },
      fromGeV,
      // At the very end sin(theta) loses its digits: the trace does not know that it is zero.
      largestRecoilGeV(energyGeV) * (1 - 1e-12),
      { relativeTolerance: 1e-9 },
    ).value;
    const found = neutrinoElectronCrossSectionPerGeV2(flavour, { energyGeV, fromGeV }, { massGeV, product });
    expect(Math.abs(found / traces - 1)).toBeLessThan(1e-7);
  });

  it('interferes constructively with W and Z of nu_e, destructively of the others, where the charges have one sign', () => {
    const at = (flavour: 'electron' | 'other', product: number) =>
      neutrinoElectronCrossSectionPerGeV2(
        flavour,
        { energyGeV: 0.862e-3, fromGeV: 0 },
        { massGeV: 0.1, product },
      );
    expect(at('electron', 1e-9)).toBeGreaterThan(at('electron', 0));
    expect(at('other', 1e-9)).toBeLessThan(at('other', 0));
  });

  it('tends to 2 G_F^2 m_e E/pi (L^2 + R^2/3) far above the mass of the electron', () => {
    const [energyGeV, L] = [10, SIN2_WEAK - 0.5];
    const limit = ((2 * FERMI ** 2 * m * energyGeV) / Math.PI) * (L * L + SIN2_WEAK ** 2 / 3);
    const found = neutrinoElectronCrossSectionPerGeV2('other', { energyGeV, fromGeV: 0 });
    // m_e/E.
    expect(Math.abs(found / limit - 1)).toBeLessThan(1e-4);
    // PDG: some 1.55e-42 cm^2 per GeV.
    expect((found * HBAR_C_SQUARED_GEV2_CM2) / energyGeV / 1.55e-42).toBeCloseTo(1, 1);
  });
});
