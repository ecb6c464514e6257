/** Primakoff production by the photons of a shower, against other variables and other programs. */
import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import { ALPHA } from '../../src/physics/constants.js';
import { stragglingVariable } from '../../src/physics/electron-straggling.js';
import { MATERIALS } from '../../src/physics/materials.js';
import { bremsstrahlungPhotons, primakoffCrossSection } from '../../src/physics/shower-photons.js';
import { TargetNucleus } from '../../src/physics/target-nucleus.js';
import { StraggledElectrons } from '../../src/sensitivity/straggled-electrons.js';

describe('gamma N -> a N', () => {
  it.each([
    [0.003, 5],
    [0.05, 5],
    [0.3, 10],
  ])('is the integral of the angular distribution, at all angles: m = %s GeV, k = %s GeV', (massGeV, k) => {
    const target = new TargetNucleus(MATERIALS['Al'], 'tsai');
    // dsigma/dOmega = (alpha/8 pi) G(t) k^4 beta^4 sin^2(theta)/t^2 at g = 1, t = |k - p|^2, the nucleus at rest.
    const p = Math.sqrt(k * k - massGeV * massGeV);
    const atRest = (k - p) ** 2;
    const { value } = integrate(
      (logAngle) => {
        const theta = Math.exp(logAngle);
        const t = atRest + 4 * k * p * Math.sin(theta / 2) ** 2;
        const solid = 2 * Math.PI * Math.sin(theta) * theta;
        return (
          (ALPHA / (8 * Math.PI)) * target.formFactor(t) * solid * (k * p * Math.sin(theta)) ** 2 * t ** -2
        );
      },
      Math.log(1e-9),
      Math.log(Math.PI),
      { relativeTolerance: 1e-8 },
    );
    const sigma = primakoffCrossSection({ massGeV, target, tMaxGeV2: null })(k);
    // Small angles, and k = p: m^2/k^2 and t/k^2, where the form factor ends.
    expect(Math.abs(sigma / value - 1)).toBeLessThan(massGeV === 0.3 ? 2e-3 : 1e-3);
  });

  it('has a threshold', () => {
    const target = new TargetNucleus(MATERIALS['Al'], 'tsai');
    const sigma = primakoffCrossSection({ massGeV: 0.1, target, tMaxGeV2: null });
    expect(sigma(0.0999)).toBe(0);
    expect(sigma(0.2)).toBeGreaterThan(0);
  });
});

describe('photons that electrons radiate in a thick target', () => {
  const electrons = new StraggledElectrons(20, 8.9, { lengthCm: 500, extentCm: 500 });
  /** Track length of the electrons, in radiation lengths, weighted with a function of their energy from `fromGeV` on. */
  const overElectrons = (of: (energyGeV: number) => number, fromGeV: number) =>
    integrate(
      (u) => (electrons.at(-u) / 8.9) * of(electrons.energyAt(-u)),
      1e-3,
      stragglingVariable(Math.log(20 / fromGeV)),
      { relativeTolerance: 1e-7 },
    ).value;

  it.each([
    // By an independent program (Python, scipy), integrated over the depth for each energy, from u = 1e-3 on as here.
    [0.1, 28.4925],
    [0.2, 10.0803],
    [0.5, 2.0383],
    [0.9, 0.464793],
  ])('go as far as another program has it: k = %s E0', (x, published) => {
    const photons = overElectrons((energy) => bremsstrahlungPhotons((20 * x) / energy) / energy, 20 * x);
    expect(Math.abs(((9 / 7) * 20 * photons) / published - 1)).toBeLessThan(2e-4);
  });

  it('carry the energy of the electron, but for the simplified straggling', () => {
    const radiated = integrate((x) => x * bremsstrahlungPhotons(x), 0, 1, { relativeTolerance: 1e-9 }).value;
    expect(radiated).toBeCloseTo(1, 9);
    // Electrons lose ln 2 x 4/3 of their energy per radiation length, photons get 1: 8 % too much in all.
    const left = overElectrons((energy) => energy / 20, 1e-4);
    // Below u = 1e-3 lies as much of a radiation length.
    expect(Math.abs(left / (3 / (4 * Math.LN2)) - 1)).toBeLessThan(1e-3);
  });
});
