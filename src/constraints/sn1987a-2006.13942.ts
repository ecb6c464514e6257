/** Cooling of SN 1987A by bosons that muons make: how far down 2006.13942 reaches. */
import { z } from 'zod';
import type { LimitConstraint } from './constraint.js';
import { constantRegion } from './limit-regions.js';

const SOURCE = '2006.13942, abstract';

const SUMMARY =
  'Where the limit is lowest, at all masses up to the lower of the ends that the paper gives. The curve itself rises towards that end, and has an upper edge above which bosons are trapped: neither is printed as a number.';

function reach(
  what: Pick<LimitConstraint, 'id' | 'title' | 'models' | 'appliesTo' | 'coupling'>,
  { toGeV, low, says, note = '' }: { toGeV: number; low: number; says: string; note?: string },
): LimitConstraint {
  const region = constantRegion({ fromGeV: 0, toGeV, unknown: 'high' }, { low, high: Infinity });
  return {
    ...what,
    kind: 'limit',
    source: SOURCE,
    certainty: 'approximate',
    summary: `${SUMMARY}${note}`,
    parameters: z.strictObject({}),
    regions: () => [region],
    statements: [
      {
        says,
        source: SOURCE,
        published: low,
        found: () => region.edges(toGeV / 2).low,
        within: 1e-12,
        isInput: true,
      },
      {
        says: 'the mass in GeV up to which it reaches, the lower of two',
        source: SOURCE,
        published: toGeV,
        found: () => region.toGeV,
        within: 1e-12,
        isInput: true,
      },
    ],
  };
}

export const supernovaMuTauVector = reach(
  {
    id: 'sn1987a-mu-tau-vector',
    title: "SN 1987A cooling, $Z'$",
    models: 'an L_mu - L_tau boson',
    coupling: { is: 'g', of: 'muon' },
    appliesTo: ({ id }) => id === 'mu-tau-vector',
  },
  {
    toGeV: 0.25,
    low: 1e-9,
    says: "couplings of Z' to muons down to about this, for masses up to 250 to 500 MeV",
  },
);

export const supernovaAlpMuon = reach(
  {
    id: 'sn1987a-alp-muon',
    title: 'SN 1987A cooling, ALP',
    models: 'an ALP that couples to muons',
    coupling: { is: 'GeV^-1', of: 'muon' },
    appliesTo: ({ id }) => id === 'alp-muon',
  },
  {
    toGeV: 0.2,
    low: 1e-8,
    says: 'g_amumu in GeV^-1 down to about this, for masses up to 200 to 500 MeV',
    note: ' The abstract does not print the vertex: it is taken as that of 2501.06294 (7), which shows this limit beside its own; another convention would be a factor of 2 off.',
  },
);
