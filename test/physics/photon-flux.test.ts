import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import { FORM_FACTORS, FORM_FACTOR_IDS } from '../../src/physics/form-factors.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { PhotonFlux } from '../../src/physics/photon-flux.js';

const LEAD = { Z: 82, A: 207.2 };

/** 2501.06294 v2 (17)-(18): the flux of the elastic form factor in closed form. */
function closedForm(tMin: number, tMax: number): number {
  const b = (111 * LEAD.Z ** (-1 / 3)) / LEPTON_MASS_GEV.electron;
  const d = 0.164 * LEAD.A ** (-2 / 3);
  const b2 = b * b;
  const c1 = ((b2 * d - 1) * (1 + b2 * (d + 2 * tMax)) * (tMax - tMin)) / ((d + tMax) * (1 + b2 * tMax));
  const c2 =
    (1 + b2 * (d + 2 * tMin)) * Math.log(((d + tMax) * (1 + b2 * tMin)) / ((d + tMin) * (1 + b2 * tMax)));
  return ((-(LEAD.Z ** 2) * b2 * b2 * d * d) / (b2 * d - 1) ** 3) * (c1 + c2);
}

describe('PhotonFlux', () => {
  it('agrees with the closed form of the elastic flux over 14 decades of t_min', () => {
    const flux = new PhotonFlux(FORM_FACTORS['tsai-elastic'].build(LEAD));
    for (const tMax of [0.0112, 0.2612, 4.01, 100]) {
      const chi = flux.below(tMax);
      for (let exponent = -14; exponent < 0; exponent += 0.37) {
        const tMin = 10 ** exponent;
        if (tMin > 0.9 * tMax) continue;
        // The closed form cancels at large t: it keeps 13 digits of its largest value, the flux at small t_min.
        const rounding = 1e-13 * closedForm(1e-14, 100);
        expect(Math.abs(chi(tMin) - closedForm(tMin, tMax))).toBeLessThan(1e-9 * chi(tMin) + rounding);
      }
    }
  });

  it.each(FORM_FACTOR_IDS)('agrees with adaptive quadrature in ln t: %s', (id) => {
    const formFactor = FORM_FACTORS[id].build(LEAD);
    const chi = new PhotonFlux(formFactor).below(0.5);
    for (const tMin of [1e-12, 1e-9, 3e-6, 0.002, 0.3]) {
      const direct = integrate(
        (l) => (1 - tMin / Math.exp(l)) * formFactor(Math.exp(l)),
        Math.log(tMin),
        Math.log(0.5),
        {
          relativeTolerance: 1e-12,
        },
      );
      expect(chi(tMin) / direct.value - 1).toBeLessThan(1e-8);
      expect(chi(tMin) / direct.value - 1).toBeGreaterThan(-1e-8);
    }
  });

  it('vanishes from t_max on, never negative below', () => {
    const chi = new PhotonFlux(FORM_FACTORS.tsai.build(LEAD)).below(0.02);
    expect(chi(0.02)).toBe(0);
    expect(chi(1)).toBe(0);
    for (let i = 0; i < 1000; i++) expect(chi(0.02 * (1 - 1e-9 * i))).toBeGreaterThanOrEqual(0);
  });

  it('reproduces the printed value for lead at 160 GeV and 0.1 GeV', () => {
    // Independent quadrature (mpmath): 87555.12788425594 elastic, 88833.79251499852 with the inelastic part as printed.
    const tMin = 0.1 ** 4 / (4 * 160 ** 2);
    const tMax = 0.1 ** 2 + LEPTON_MASS_GEV.muon ** 2;
    expect(
      new PhotonFlux(FORM_FACTORS['tsai-elastic'].build(LEAD)).below(tMax)(tMin) / 87555.12788425594,
    ).toBeCloseTo(1, 9);
    expect(
      new PhotonFlux(FORM_FACTORS['tsai-as-printed'].build(LEAD)).below(tMax)(tMin) / 88833.79251499852,
    ).toBeCloseTo(1, 9);
  });
});
