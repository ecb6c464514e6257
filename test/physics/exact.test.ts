import { describe, expect, it } from 'vitest';
import type { Mediator, Process } from '../../src/physics/bremsstrahlung.js';
import { type CrossSection, crossSection } from '../../src/physics/cross-section.js';
import type { FormFactorId } from '../../src/physics/form-factors.js';
import { METHODS } from '../../src/physics/methods.js';
import { LEPTON_MASS_GEV } from '../../src/physics/particles.js';
import { TargetNucleus } from '../../src/physics/target-nucleus.js';
import { readFixture } from '../fixtures/read-fixture.js';

interface Row {
  readonly kind: 'P' | 'S' | 'V' | 'A' | 'G';
  readonly m: number;
  readonly E: number;
  readonly Z: number;
  readonly A: number;
  readonly ETL_el: { readonly GeVm2: number; readonly rel_err: number };
  readonly ETL_inel_002printed?: { readonly GeVm2: number; readonly rel_err: number };
  readonly ETL_el_t_below_m2_plus_mmu2?: { readonly GeVm2: number };
  readonly 'ETL_el_theta_below_0.1'?: { readonly GeVm2: number };
  readonly dsigma_dx_GeVm2: readonly { readonly x: number; readonly ETL_el: number | null }[];
}

const MEDIATOR: Record<Row['kind'], Mediator> = {
  P: 'pseudoscalar',
  S: 'scalar',
  V: 'vector',
  A: 'axial',
  G: 'alp-photon',
};
const MUON = LEPTON_MASS_GEV.muon;
const { brems, fusion } = readFixture('cross-sections.json') as { brems: Row[]; fusion: Row[] };
const rows = [...brems, ...fusion];

function processOf(row: Row, formFactor: FormFactorId, limits: Partial<Process> = {}): Process {
  return {
    mediator: MEDIATOR[row.kind],
    massGeV: row.m,
    leptonMassGeV: MUON,
    target: new TargetNucleus(row, formFactor),
    thetaMax: null,
    tMaxGeV2: null,
    ...limits,
  };
}

function total(process: Process, energyGeV: number, accuracy: number): CrossSection {
  const spectrum = METHODS.exact.spectrum(process, energyGeV, 0.3 * accuracy);
  return crossSection(spectrum, { ...process, energyGeV }, 0.5 * accuracy);
}

describe.each(rows)('exact $kind at $m GeV, beam $E GeV, Z = $Z', (row) => {
  it('total agrees with the reference, within the errors of both', () => {
    const { sigmaGeVm2, relError, converged } = total(processOf(row, 'tsai-elastic'), row.E, 1e-5);
    expect(converged).toBe(true);
    expect(relError).toBeLessThan(1e-5);
    // The reference's error is the difference from a coarser grid; it can be a few times larger.
    expect(Math.abs(sigmaGeVm2 / row.ETL_el.GeVm2 - 1)).toBeLessThan(relError + 5 * row.ETL_el.rel_err);
  });

  it('spectrum agrees with the reference to 1e-4', () => {
    const spectrum = METHODS.exact.spectrum(processOf(row, 'tsai-elastic'), row.E, 1e-6);
    for (const { x, ETL_el } of row.dsigma_dx_GeVm2) {
      if (!ETL_el || x <= spectrum.xFrom || x >= spectrum.xTo) continue;
      expect(Math.abs(spectrum.at(x).value / ETL_el - 1), `x = ${x}`).toBeLessThan(1e-4);
    }
  });

  it.runIf(row.ETL_inel_002printed)('inelastic part agrees with the reference to 1e-4', () => {
    const both = total(processOf(row, 'tsai-as-printed'), row.E, 1e-6).sigmaGeVm2;
    const elastic = total(processOf(row, 'tsai-elastic'), row.E, 1e-6).sigmaGeVm2;
    // The difference of two totals at 1e-6 of the larger one.
    const tolerance = 1e-4 + (3e-6 * both) / (both - elastic);
    expect(Math.abs((both - elastic) / row.ETL_inel_002printed!.GeVm2 - 1)).toBeLessThan(tolerance);
  });

  it.runIf(row.ETL_el_t_below_m2_plus_mmu2)('cuts in t and angle agree with the reference to 1e-4', () => {
    const cutInT = total(processOf(row, 'tsai-elastic', { tMaxGeV2: row.m ** 2 + MUON ** 2 }), row.E, 1e-5);
    expect(Math.abs(cutInT.sigmaGeVm2 / row.ETL_el_t_below_m2_plus_mmu2!.GeVm2 - 1)).toBeLessThan(1e-4);
    const angle = row['ETL_el_theta_below_0.1'];
    if (angle === undefined) return;
    const cutInAngle = total(processOf(row, 'tsai-elastic', { thetaMax: 0.1 }), row.E, 1e-5);
    expect(Math.abs(cutInAngle.sigmaGeVm2 / angle.GeVm2 - 1)).toBeLessThan(1e-4);
  });
});

interface LfvRow {
  readonly m: number;
  readonly E: number;
  readonly Z: number;
  readonly A: number;
  readonly theta: string;
  readonly g: number;
  readonly coherent: { readonly GeVm2: number; readonly rel_err: number };
  readonly diffractive: { readonly GeVm2: number; readonly rel_err: number };
}

const ANGLES: Readonly<Record<string, number>> = { 'pi/2': Math.PI / 2, 'pi/4': Math.PI / 4, '0': 0 };
const lfvRows = (readFixture('cross-sections.json') as { lfv: LfvRow[] }).lfv;

describe.each(lfvRows)('exact mu -> tau a at $m GeV, beam $E GeV, theta = $theta', (row) => {
  it.each(['coherent', 'diffractive'] as const)('the %s part agrees with the reference', (part) => {
    const process: Process = {
      mediator: 'lfv-alp',
      mixingAngle: ANGLES[row.theta],
      massGeV: row.m,
      leptonMassGeV: MUON,
      target: new TargetNucleus(row, `2407.15942-${part}`),
      thetaMax: null,
      tMaxGeV2: null,
    };
    const { sigmaGeVm2, relError } = total(process, row.E, 1e-5);
    const { GeVm2, rel_err } = row[part];
    expect(Math.abs((sigmaGeVm2 * row.g ** 2) / GeVm2 - 1)).toBeLessThan(relError + 5 * rel_err);
  });
});
