/** The band of couplings that brings the muon's (g-2)/2 into agreement with its measurement. */
import { scalarMomentAtUnitCoupling, vectorMomentAtUnitCoupling } from '../physics/anomalous-moment.js';
import type { BandConstraint, CouplingBand, MeasuredDifference } from './constraint.js';

/** Measured minus predicted (g-2)/2 of the muon; the name is the year of the comparison. */
export const MOMENT_DIFFERENCES: Readonly<Record<string, MeasuredDifference>> = {
  '2018': {
    title: 'BNL and the prediction of its time, as 1804.03144 has it',
    value: 288e-11,
    error: 80e-11,
    source: '1804.03144 (2.1)',
  },
  '2020': {
    title: 'The same as 2023, under the year of its theory white paper, as 2407.15942 has it',
    value: 249e-11,
    error: 48e-11,
    source: '2407.15942 (12)',
  },
  '2021': {
    title: 'BNL and Fermilab Run 1, 2020 theory white paper',
    value: 251e-11,
    error: 59e-11,
    source: 'Phys. Rev. Lett. 126 (2021) 141801',
  },
  '2023': {
    title: 'BNL and Fermilab Runs 1 to 3, 2020 theory white paper',
    value: 249e-11,
    error: 48e-11,
    source: 'Phys. Rev. Lett. 131 (2023) 161802: 116592059(22)e-11; 2006.04822: 116591810(43)e-11',
  },
  '2025': {
    title: 'Fermilab final, 2025 theory white paper',
    value: 38e-11,
    error: 63e-11,
    source: '2505.21476 and 2512.16980',
  },
};

export const muonMomentBand: BandConstraint = {
  id: 'muon-g-2',
  kind: 'band',
  title: '(g-2)/2 of the muon',
  source: '1701.07437 (3), 1804.03144 (2.4), 2407.15942 (8); measured values with their own sources',
  certainty: 'computed',
  confidence: '2 sigma',
  summary:
    'The couplings whose one-loop contribution to (g-2)/2, which goes as their square, is the measured minus the predicted value within n standard deviations; an upper limit where the two agree.',
  models: 'a contribution to the (g-2) of the muon',
  statements: [
    {
      says: 'coupling of a massless vector for 251e-11, by g^2/(8 pi^2)',
      source: 'Schwinger, Phys. Rev. 73 (1948) 416: alpha/(2 pi)',
      published: Math.sqrt(8 * Math.PI ** 2 * 251e-11),
      found: () => momentBand(vectorMomentAtUnitCoupling, MOMENT_DIFFERENCES['2021'], 0, [1e-9])!.high[0],
      within: 1e-6,
    },
    {
      says: 'coupling of a scalar of 100 MeV at the lower edge of 249(48)e-11 at 2 sigma',
      source: 'an independent program, from 1701.07437 (3)',
      published: 4.82e-4,
      found: () => momentBand(scalarMomentAtUnitCoupling, MOMENT_DIFFERENCES['2023'], 2, [0.1])!.low[0],
      within: 2e-3,
    },
  ],
  measurements: MOMENT_DIFFERENCES,
  // The band of Fig. 5 of 1701.07437, with the 2021 result.
  usual: '2021',
  appliesTo: (_, { momentAtUnitCoupling }) => momentAtUnitCoupling !== undefined,
  band: ({ momentAtUnitCoupling }, difference, sigmas, massGeV) => {
    if (momentAtUnitCoupling === undefined) return { reason: 'the model gives no contribution' };
    return (
      momentBand(momentAtUnitCoupling, difference, sigmas, massGeV) ?? {
        reason: 'the contribution is negative',
      }
    );
  },
};

/**
 * The couplings whose contribution lies within n sigma of the difference.
 *
 * @param momentAtUnitCoupling the contribution at coupling 1; it scales with the square of the coupling.
 * @returns null where the contribution has the wrong sign at every mass: no coupling helps.
 */
export function momentBand(
  momentAtUnitCoupling: (massGeV: number) => number,
  { value, error }: Pick<MeasuredDifference, 'value' | 'error'>,
  sigmas: number,
  massGeV: readonly number[],
): CouplingBand | null {
  const ends = [value - sigmas * error, value + sigmas * error];
  const edges = massGeV.map((mass) => {
    const moment = momentAtUnitCoupling(mass);
    const squares = ends.map((difference) => difference / moment);
    const high = Math.sqrt(Math.max(...squares));
    const low = Math.sqrt(Math.max(0, Math.min(...squares)));
    // Both squares are negative where the sign is wrong.
    return { low: Number.isNaN(high) ? Number.NaN : low, high };
  });
  if (edges.every(({ high }) => Number.isNaN(high))) return null;
  return { massGeV, low: edges.map(({ low }) => low), high: edges.map(({ high }) => high) };
}
