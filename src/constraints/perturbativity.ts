/** Where a scalar or a vector couples too strongly to muons for perturbation theory. */
import { z } from 'zod';
import { type Model, couplingOfVertex } from '../models/index.js';
import { vectorMomentAtUnitCoupling } from '../physics/anomalous-moment.js';
import type { LineConstraint } from './constraint.js';

/** g_S, g_V <= sqrt(4 pi): 2006.16277, below (4). */
export const PERTURBATIVE_COUPLING = Math.sqrt(4 * Math.PI);

/** Whether X is a scalar or a vector that couples to no lepton more than to muons, whose coupling then is what must be perturbative. */
export function isMuonSinglet({ mediator, beamVertex }: Model): boolean {
  const { muon } = beamVertex;
  if ((mediator !== 'scalar' && mediator !== 'vector') || muon === undefined) return false;
  return Object.values(beamVertex).every((lepton) => lepton.at(1) <= muon.at(1));
}

/** For whom this is, in words. */
export const MUON_SINGLETS = 'a scalar or a vector that couples to no lepton more than to muons';

export const perturbativity: LineConstraint = {
  id: 'perturbativity',
  kind: 'line',
  title: 'Perturbativity, $g = \\sqrt{4\\pi}$',
  source: '2006.16277, below (4)',
  certainty: 'computed',
  summary:
    'g = (4 pi)^(1/2), at every mass: no formula that is used here holds above. It bounds the mass of what explains (g-2) of the muon.',
  models: MUON_SINGLETS,
  appliesTo: isMuonSinglet,
  parameters: z.strictObject({}),
  couplings: (particle, _, massGeV) => massGeV.map(() => couplingOfVertex(particle, PERTURBATIVE_COUPLING)),
  statements: [
    {
      says: 'g of a vector or a scalar, (4 pi)^(1/2)',
      source: '2006.16277, below (4)',
      published: 3.5449077,
      found: () => PERTURBATIVE_COUPLING,
      within: 1e-7,
      isInput: true,
    },
    {
      says: 'contribution of a vector of 300 GeV with g = 1 to (g-2)/2 of the muon, about, from which masses follow',
      source: '2006.16277 (4)',
      published: 1e-9,
      found: () => vectorMomentAtUnitCoupling(300),
      within: 0.1,
    },
    {
      says: 'largest mass in GeV of a vector for 279e-11, by g^2 m_mu^2/(12 pi^2 M^2) of 2006.16277 (4)',
      source: '2006.16277 (1) and (4)',
      published: 0.1056583755 * Math.sqrt((4 * Math.PI) / (12 * Math.PI ** 2 * 279e-11)),
      found: () => 300 * PERTURBATIVE_COUPLING * Math.sqrt(vectorMomentAtUnitCoupling(300) / 279e-11),
      within: 1e-3,
    },
  ],
};
