/** Dark fermions of a massless L_mu - L_tau boson in SN 1987A. */
import { z } from 'zod';
import type { LimitConstraint } from './constraint.js';
import { constantRegion } from './limit-regions.js';

/** Where they are trapped; no mass is printed up to which it holds: the temperature of the core, as in `sn1987a-2109.03244.ts`. */
const REGION = constantRegion({ fromGeV: 0, toGeV: 0.03, unknown: 'low' }, { low: 0, high: 4e-9 });

export const supernovaDarkPair: LimitConstraint = {
  id: 'sn1987a-dark-pair',
  kind: 'limit',
  title: 'SN 1987A, dark fermions',
  source: '2501.06294 version 2, section V',
  certainty: 'approximate',
  summary:
    "SN 1987A says something on (g_Z' g_chi)^2 of up to about 4e-9 only; its lower edge is not printed, nor the mass up to which it holds.",
  models: 'a pair of dark fermions from a massless L_mu - L_tau boson',
  coupling: { is: 'g^2', of: 'dark-pair' },
  appliesTo: ({ mediator }) => mediator === 'dark-pair',
  parameters: z.strictObject({}),
  regions: () => [REGION],
  statements: [
    {
      says: "(g_Z' g_chi)^2 at the upper edge, about",
      source: '2501.06294 version 2, section V',
      published: 4e-9,
      found: () => REGION.edges(1e-3).high,
      within: 1e-12,
      isInput: true,
    },
  ],
};
