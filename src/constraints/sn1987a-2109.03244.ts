/** Bosons that couple to muons, and by a muon loop to photons, in supernovae: the constants of 2109.03244. */
import { z } from 'zod';
import type { Model } from '../models/index.js';
import type { CouplingInterval, LimitConstraint, Statement } from './constraint.js';
import { constantRegion } from './limit-regions.js';

/**
 * The limits are those of light bosons. They begin at 100 keV, and are cut here at the lowest of the temperatures of 30 to
 * 60 MeV of the core (2109.03244, section I), since no mass is printed up to which they hold.
 */
const RANGE = { fromGeV: 1e-4, toGeV: 0.03 };

/** Where bosons are trapped so well that they carry away no more than the neutrinos do; scalars and pseudoscalars alike. */
const TRAPPED = 1e-4;

const parameters = z.strictObject({
  upper_edge: z.enum(['trapping', 'explosion-energy']).default('trapping').meta({
    description:
      'Where it ends: trapping, at the luminosity of the neutrinos, or explosion-energy, which asks that no more than 1 % of the energy is left in the star (default trapping).',
  }),
});

type Parameters = z.output<typeof parameters>;

function statement(says: string, published: number, found: () => number): Statement {
  return { says, source: '2109.03244, abstract', published, found, within: 1e-12, isInput: true };
}

function muonicLimit(
  what: Pick<LimitConstraint, 'id' | 'title' | 'models' | 'appliesTo'>,
  symbol: string,
  { freeStreaming, explosionEnergy }: { freeStreaming: number; explosionEnergy: number },
): LimitConstraint<Parameters> {
  const interval = (edge: Parameters['upper_edge']): CouplingInterval => ({
    low: freeStreaming,
    high: edge === 'trapping' ? TRAPPED : explosionEnergy,
  });
  return {
    ...what,
    kind: 'limit',
    source: '2109.03244, abstract and section I (version 3 of 2026 corrects the text after publication)',
    certainty: 'approximate',
    summary:
      'Constant edges for light bosons: below, where gamma rays of SN 1987A and of all past supernovae end what streams out freely; above, where bosons are trapped, or where they leave too much energy in the star. Orders of magnitude: the paper has them with "about", for any mass from 100 keV on.',
    coupling: { is: 'g', of: 'muon' },
    parameters,
    regions: ({ parameters: { upper_edge: edge } }) => [constantRegion(RANGE, interval(edge))],
    statements: [
      statement(
        `${symbol} at which it begins, from 100 keV on`,
        freeStreaming,
        () => interval('trapping').low,
      ),
      statement(`${symbol} of trapping`, 1e-4, () => interval('trapping').high),
      statement(
        `${symbol} of the explosion energy`,
        explosionEnergy,
        () => interval('explosion-energy').high,
      ),
    ],
  };
}

/** The loops of 2109.03244 are those of muons alone: no electrons. */
function couplesToMuonsOnly({ beamVertex }: Model): boolean {
  return Object.keys(beamVertex).join() === 'muon';
}

export const supernovaMuonicScalar = muonicLimit(
  {
    id: 'sn1987a-muonic-scalar',
    title: 'Supernovae, muonic scalar',
    models: 'a scalar that couples to muons only',
    appliesTo: (model) => model.mediator === 'scalar' && couplesToMuonsOnly(model),
  },
  'g_phi',
  { freeStreaming: 0.4e-10, explosionEnergy: 4e-3 },
);

export const supernovaMuonicAlp = muonicLimit(
  {
    id: 'sn1987a-muonic-alp',
    title: 'Supernovae, muonic pseudoscalar',
    models: 'a pseudoscalar that couples to muons only',
    appliesTo: (model) => model.mediator === 'pseudoscalar' && couplesToMuonsOnly(model),
  },
  'g_a',
  { freeStreaming: 0.9e-10, explosionEnergy: 2e-3 },
);
