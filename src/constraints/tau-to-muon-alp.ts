/** tau -> mu a with an invisible ALP: the limits of Belle II as limits on its coupling. */
import { z } from 'zod';
import { exponentialLaw } from '../numerics/power-law.js';
import { TAU_TO_MUON_FRACTION } from '../physics/particles.js';
import { TAU_WIDTH_GEV, tauToMuonAlpWidthGeV } from '../physics/tau-decay.js';
import type { LimitConstraint, LimitRegion } from './constraint.js';

/** Masses in GeV and upper limits on BR(tau -> mu a), from the data of the program ALPaca. */
const MASS_GEV = [0, 0.5, 0.7, 1, 1.2, 1.4, 1.6];
const BRANCHING_FRACTION = [0.47e-3, 0.88e-3, 1.35e-3, 1.8e-3, 0.51e-3, 0.38e-3, 0.1e-3];

/** Straight lines in the mass, where it is zero at first, and in the logarithm of the fraction. */
function limitOnFraction(massGeV: number): number {
  return exponentialLaw(MASS_GEV, BRANCHING_FRACTION, massGeV);
}

/** The coupling of a branching fraction. */
function couplingAt(massGeV: number, fraction: number, thetaRad: number): number {
  return Math.sqrt((fraction * TAU_WIDTH_GEV) / tauToMuonAlpWidthGeV(massGeV, 1, thetaRad));
}

function region(thetaRad: number): LimitRegion {
  return {
    fromGeV: MASS_GEV[0],
    toGeV: MASS_GEV.at(-1)!,
    cornersGeV: MASS_GEV.slice(1, -1),
    edges: (massGeV) => {
      const low = couplingAt(massGeV, limitOnFraction(massGeV), thetaRad);
      return { low, high: Number.isNaN(low) ? low : Infinity };
    },
  };
}

const fractionsOverMuonic = BRANCHING_FRACTION.map((fraction) => fraction / TAU_TO_MUON_FRACTION);

export const tauToMuonAlp: LimitConstraint = {
  id: 'tau-to-muon-alp',
  kind: 'limit',
  title: 'Belle II, $\\tau \\to \\mu a$',
  source: '2212.03634, by way of the data of ALPaca (2508.08354); width from 2407.15942 (2)',
  certainty: 'approximate',
  confidence: '95 % CL',
  summary:
    'g^2 = BR hbar / (tau_tau Gamma) with Gamma(tau -> mu a) at g = C m_tau/Lambda = 1 by the derivative coupling, (m_tau - m_mu) sin(theta) and (m_tau + m_mu) cos(theta), with the mass of the muon: a light ALP does not know theta, at 1.6 GeV theta = 0 needs 1.8 times the g of pi/2. The limits on BR are seven values, joined by straight lines in m_a and ln BR; the published ones go up and down between them. They are called 95 % CL where they come from, but lie 15 to 18 % below the range that the paper prints at 95 %: 8 % in g. Belle has since reported (0.2 to 3.5)e-4 (2503.22195), of which no table is here.',
  models: 'a flavour-violating ALP',
  coupling: { is: 'g', of: 'muon-tau' },
  appliesTo: ({ mediator }) => mediator === 'lfv-alp',
  parameters: z.strictObject({}),
  regions: ({ particle: { mixingAngle } }) => [region(mixingAngle!)],
  statements: [
    ...(
      [
        ['pi/2', Math.PI / 2],
        ['0', 0],
      ] as const
    ).map(([angle, thetaRad]) => ({
      says: `g for a branching fraction of 1e-3 of a massless ALP at theta = ${angle}, with the muon massless as well: (m_mu/m_tau)^2 is 0.4 %, and two digits`,
      source: 'Gamma = g^2 m_tau/(16 pi) (1 - m_a^2/m_tau^2)^2',
      published: 2.5e-7,
      found: () => couplingAt(0, 1e-3, thetaRad),
      within: 0.02,
    })),
    {
      says: 'largest BR over BR(tau -> mu nu nu) from 0 to 1.6 GeV, 95 % CL',
      source: '2212.03634, abstract',
      published: 12.2e-3,
      found: () => Math.max(...fractionsOverMuonic),
      within: 0.2,
    },
    {
      says: 'least BR over BR(tau -> mu nu nu) from 0 to 1.6 GeV, 95 % CL',
      source: '2212.03634, abstract',
      published: 0.7e-3,
      found: () => Math.min(...fractionsOverMuonic),
      within: 0.2,
    },
  ],
};
