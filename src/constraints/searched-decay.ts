/** Limits on a coupling times what becomes of X: the coupling that has them, as the branching fraction may know it. */
import { type DecayChannel, type Particle, totalWidthGeV } from '../models/index.js';

/** Widths in GeV, of X at one mass. */
export interface SearchedDecay {
  /** At unit coupling: of what is searched for, and of everything that scales. */
  readonly searched: number;
  readonly scaling: number;
  /** Of what does not know the coupling: what is searched for, and all of it. */
  readonly fixedSearched: number;
  readonly fixed: number;
}

/** Whether X decays to a dark partner: at all masses or at none. */
export function hasDarkDecay(particle: Particle): boolean {
  return totalWidthGeV(particle.fixedDecays?.(1) ?? []) > 0;
}

/** For whom limits on what X leaves behind in muons or neutrinos are, in words. */
export const NOT_DARK =
  'an L_mu - L_tau boson that does not decay to a dark partner (g_chi = 0, or m_chi > m_X/2)';

/** Every X is what is searched for. */
export const ALWAYS: SearchedDecay = { searched: 1, scaling: 1, fixedSearched: 0, fixed: 0 };

export const isInvisible = (channel: DecayChannel): boolean => channel.isInvisible === true;

export function searchedDecay(
  particle: Particle,
  massGeV: number,
  isSearched: (channel: DecayChannel) => boolean,
): SearchedDecay {
  const scaling = particle.decaysAtUnitCoupling(massGeV);
  const fixed = particle.fixedDecays?.(massGeV) ?? [];
  return {
    searched: totalWidthGeV(scaling.filter(isSearched)),
    scaling: totalWidthGeV(scaling),
    fixedSearched: totalWidthGeV(fixed.filter(isSearched)),
    fixed: totalWidthGeV(fixed),
  };
}

/** The g^2 with g^2 BR(X; g) = square, where BR = (searched g^2 + fixedSearched)/(scaling g^2 + fixed); NaN without one. */
export function squareWithDecay(
  square: number,
  { searched, scaling, fixedSearched, fixed }: SearchedDecay,
): number {
  // searched y^2 + (fixedSearched - square scaling) y - square fixed = 0 for y = g^2.
  const b = fixedSearched - square * scaling;
  const c = -square * fixed;
  if (searched === 0) return b > 0 ? -c / b : Number.NaN;
  const root = Math.sqrt(b * b - 4 * searched * c);
  return b > 0 ? (-2 * c) / (b + root) : (root - b) / (2 * searched);
}
