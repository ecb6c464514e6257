/** The band of couplings that brings the muon's (g-2)/2 into agreement with its measurement. */

/** Measured minus predicted (g-2)/2 of the muon. */
export interface MomentDifference {
  readonly title: string;
  readonly value: number;
  readonly error: number;
  readonly source: string;
}

/** Named measured values; the name is the year of the comparison. */
export const MOMENT_DIFFERENCES: Readonly<Record<string, MomentDifference>> = {
  '2020': {
    title: 'BNL and the 2020 theory white paper, as rounded in 2407.15942',
    value: 249e-11,
    error: 48e-11,
    source: '2407.15942, section I',
  },
  '2021': {
    title: 'BNL and Fermilab Run 1, 2020 theory white paper',
    value: 251e-11,
    error: 59e-11,
    source: 'Phys. Rev. Lett. 126 (2021) 141801',
  },
  '2025': {
    title: 'Fermilab final, 2025 theory white paper',
    value: 38e-11,
    error: 63e-11,
    source: '2505.21476 and 2512.16980',
  },
};

/** Couplings from low to high at each mass; low is 0 where the band is only an upper limit. */
export interface CouplingBand {
  readonly massGeV: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/**
 * The couplings whose contribution lies within n sigma of the difference.
 *
 * @param momentAtUnitCoupling the contribution at coupling 1; it scales with the square of the coupling.
 * @returns null where the contribution has the wrong sign at every mass: no coupling helps.
 */
export function momentBand(
  momentAtUnitCoupling: (massGeV: number) => number,
  { value, error }: MomentDifference,
  sigmas: number,
  massGeV: readonly number[],
): CouplingBand | null {
  const moments = massGeV.map(momentAtUnitCoupling);
  if (moments.every((moment) => moment <= 0)) return null;
  const coupling = (difference: number) =>
    moments.map((moment) => (moment > 0 ? Math.sqrt(Math.max(0, difference) / moment) : Number.NaN));
  return {
    massGeV,
    low: coupling(value - sigmas * error),
    high: coupling(value + sigmas * error),
  };
}
