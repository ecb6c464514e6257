import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numerics/integrate.js';
import { type Mediator, type SpectrumMethod } from '../../src/physics/bremsstrahlung.js';
import { MAP_BREAKPOINTS, energyFractionMap } from '../../src/physics/energy-fraction-map.js';
import type { FormFactorId } from '../../src/physics/form-factors.js';
import { METHODS } from '../../src/physics/methods.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { TargetNucleus } from '../../src/physics/target-nucleus.js';
import { readFixture } from '../fixtures/read-fixture.js';

interface Total {
  readonly GeVm2: number;
}
interface BremsRow {
  readonly kind: 'P' | 'S' | 'V' | 'A';
  readonly m: number;
  readonly E: number;
  readonly Z: number;
  readonly A: number;
  readonly 'WW_theta0.1': Total;
  readonly WW_theta_pi: Total;
  readonly 'WW_printed_eq12_theta0.1'?: Total;
  readonly IWW_el?: Total;
  readonly 'IWW_el+inel'?: Total;
  readonly dsigma_dx_GeVm2: { x: number; WW_theta0p1: number; WW_theta_pi: number }[];
}

const MEDIATOR: Record<BremsRow['kind'] | 'G', Mediator> = {
  G: 'alp-photon',
  P: 'pseudoscalar',
  S: 'scalar',
  V: 'vector',
  A: 'axial',
};
const MUON = LEPTON_MASS_GEV.muon;
interface FusionRow extends Omit<BremsRow, 'kind'> {
  readonly kind: 'G';
  readonly 'WW_corrected_theta0.1': Total;
  readonly WW_corrected_theta_pi: Total;
  readonly 'WW_printed_eq6_theta0.1': Total;
  readonly WW_printed_eq6_theta_pi: Total;
}
const { brems, fusion } = readFixture('cross-sections.json') as { brems: BremsRow[]; fusion: FusionRow[] };

function spectrumOf(
  row: BremsRow | FusionRow,
  method: SpectrumMethod,
  formFactor: FormFactorId,
  thetaMax: number | null,
) {
  const process = {
    mediator: MEDIATOR[row.kind],
    massGeV: row.m,
    leptonMassGeV: MUON,
    target: new TargetNucleus(row, formFactor),
    thetaMax,
    tMaxGeV2: null,
  };
  return method(process, row.E, 1e-10);
}

function total(
  row: BremsRow | FusionRow,
  method: SpectrumMethod,
  formFactor: FormFactorId,
  thetaMax: number | null,
  xMax = 1,
) {
  const spectrum = spectrumOf(row, method, formFactor, thetaMax);
  const range = { xFrom: spectrum.xFrom, xTo: Math.min(xMax, spectrum.xTo) };
  const map = energyFractionMap({ massGeV: row.m, leptonMassGeV: MUON, energyGeV: row.E }, range);
  const integrand = (v: number) => spectrum.at(map.xAt(v)).value * map.jacobianAt(v);
  return MAP_BREAKPOINTS.slice(0, -1).reduce(
    (sum, from, i) =>
      sum + integrate(integrand, from, MAP_BREAKPOINTS[i + 1], { relativeTolerance: 1e-9 }).value,
    0,
  );
}

// Tolerance 1e-6: the reference states 1e-12, the photon-flux table 1e-9.
describe.each(brems)('$kind at $m GeV, beam $E GeV, Z = $Z', (row) => {
  it('WW total agrees with the reference', () => {
    expect(
      Math.abs(total(row, METHODS.ww.spectrum, 'tsai-elastic', 0.1) / row['WW_theta0.1'].GeVm2 - 1),
    ).toBeLessThan(1e-6);
    const wide = total(row, METHODS.ww.spectrum, 'tsai-elastic', Math.PI);
    expect(Math.abs(wide / row.WW_theta_pi.GeVm2 - 1)).toBeLessThan(1e-6);
  });

  it('WW spectrum agrees with the reference', () => {
    const narrow = spectrumOf(row, METHODS.ww.spectrum, 'tsai-elastic', 0.1);
    const wide = spectrumOf(row, METHODS.ww.spectrum, 'tsai-elastic', Math.PI);
    for (const { x, WW_theta0p1, WW_theta_pi } of row.dsigma_dx_GeVm2) {
      if (x <= narrow.xFrom || x >= narrow.xTo || !WW_theta0p1) continue;
      expect(Math.abs(narrow.at(x).value / WW_theta0p1 - 1)).toBeLessThan(1e-6);
      expect(Math.abs(wide.at(x).value / WW_theta_pi - 1)).toBeLessThan(1e-6);
    }
  });

  it.runIf(row['WW_printed_eq12_theta0.1'])('the vector as printed agrees with the reference', () => {
    const printed = total(row, METHODS['ww-as-printed'].spectrum, 'tsai-elastic', 0.1);
    expect(Math.abs(printed / row['WW_printed_eq12_theta0.1']!.GeVm2 - 1)).toBeLessThan(1e-6);
  });

  it.runIf(row.IWW_el)('IWW total agrees with the reference', () => {
    const xMax = 1 - MUON / row.E;
    const elastic = total(row, METHODS.iww.spectrum, 'tsai-elastic', null, xMax);
    const both = total(row, METHODS.iww.spectrum, 'tsai-as-printed', null, xMax);
    expect(Math.abs(elastic / row.IWW_el!.GeVm2 - 1)).toBeLessThan(1e-6);
    expect(Math.abs(both / row['IWW_el+inel']!.GeVm2 - 1)).toBeLessThan(1e-6);
  });
});

describe.each(fusion)('photon fusion at $m GeV, beam $E GeV', (row) => {
  it('WW agrees with the reference, corrected and as printed', () => {
    const relative = (method: SpectrumMethod, theta: number, reference: Total) =>
      Math.abs(total(row, method, 'tsai-elastic', theta) / reference.GeVm2 - 1);
    const { spectrum } = METHODS.ww;
    const printed = METHODS['ww-as-printed'].spectrum;
    expect(relative(spectrum, 0.1, row['WW_corrected_theta0.1'])).toBeLessThan(1e-6);
    expect(relative(spectrum, Math.PI, row.WW_corrected_theta_pi)).toBeLessThan(1e-6);
    expect(relative(printed, 0.1, row['WW_printed_eq6_theta0.1'])).toBeLessThan(1e-6);
    expect(relative(printed, Math.PI, row.WW_printed_eq6_theta_pi)).toBeLessThan(1e-6);
  });
});

describe('methods', () => {
  const row: BremsRow = brems.find(({ kind, E }) => kind === 'S' && E === 160)!;

  it('ww and ww-exact-u agree at high energy', () => {
    const ww = total(row, METHODS.ww.spectrum, 'tsai', null);
    const exact = total(row, METHODS['ww-exact-u'].spectrum, 'tsai', null);
    expect(Math.abs(ww / exact - 1)).toBeLessThan(1e-5);
    expect(ww).not.toBe(exact);
  });

  it('an angle cut only lowers the cross-section, and vanishes when wide', () => {
    const cuts = [1e-4, 1e-3, 1e-2, 0.1].map((theta) => total(row, METHODS.ww.spectrum, 'tsai', theta));
    for (let i = 1; i < cuts.length; i++) expect(cuts[i]).toBeGreaterThan(cuts[i - 1]);
    expect(cuts[3] / total(row, METHODS.ww.spectrum, 'tsai', null)).toBeCloseTo(1, 5);
  });

  it('is empty below threshold', () => {
    const heavy = { ...row, m: 2.95, E: 3 };
    for (const { spectrum } of [METHODS.exact, METHODS.ww, METHODS['ww-exact-u']]) {
      const { xFrom, xTo } = spectrumOf(heavy, spectrum, 'tsai', null);
      expect(xFrom).toBeGreaterThanOrEqual(Math.min(xTo, 1 - MUON / 3));
    }
  });

  it('IWW of the axial vector is refused', () => {
    expect(() => spectrumOf({ ...row, kind: 'A' }, METHODS.iww.spectrum, 'tsai', null)).toThrow(
      /IWW is not available/,
    );
  });
});
