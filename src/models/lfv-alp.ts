/** The lepton-flavour-violating ALP of 2407.15942: -i g_mutau a mubar (sin theta + cos theta gamma5) tau + h.c. */
import { lfvMomentAtUnitCoupling } from '../physics/anomalous-moment.js';
import { alpToMuonTauWidthGeV, pseudoscalarToFermionsWidthGeV } from '../physics/decays.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import { DARK_PARTNER, decaysToPartner } from './dark-partner.js';
import { type Model, type ModelParameter, fixedVertex } from './model.js';

const { muon, tau } = LEPTON_MASS_GEV;

/** Name of the decay whose tau a channel may select. */
export const MUON_TAU_DECAY = 'mu tau';

const PARAMETERS: Readonly<Record<string, ModelParameter>> = {
  theta: {
    kind: 'angle',
    default: Math.PI / 2,
    description: 'Angle of the vertex sin(theta) + cos(theta) gamma5: pi/2 is scalar, 0 pseudoscalar.',
  },
  decays: {
    kind: 'choice',
    choices: ['invisible', 'visible', 'computed'],
    default: 'invisible',
    description:
      'All decays invisible (no width is computed), all to mu tau (visible), or both by their widths (computed, with g_chi).',
  },
  ...DARK_PARTNER,
};

function lfvAlp(
  description: Pick<Model, 'id' | 'title' | 'couplingSymbol' | 'couplingUnit'>,
  vertex: number,
): Model {
  return {
    ...description,
    source: '2407.15942 (1)-(6)',
    mediator: 'lfv-alp',
    massSymbol: 'm_a',
    parameters: PARAMETERS,
    // Production is mu -> tau; no other lepton turns into one that the vertex knows.
    beamVertex: { muon: fixedVertex(1) },
    particle: (parameters) => {
      const theta = Number(parameters.theta);
      const { decays } = parameters;
      return {
        vertexAtUnitCoupling: vertex,
        couplingPower: 2,
        mixingAngle: theta,
        decayThresholdsGeV: decays === 'invisible' ? [] : [muon + tau],
        decaysAtUnitCoupling: (massGeV) =>
          decays === 'invisible'
            ? []
            : [{ name: MUON_TAU_DECAY, widthGeV: alpToMuonTauWidthGeV(massGeV, vertex) }],
        ...(decays === 'computed' && {
          fixedDecays: decaysToPartner(parameters, pseudoscalarToFermionsWidthGeV),
        }),
        momentAtUnitCoupling: (massGeV) => vertex ** 2 * lfvMomentAtUnitCoupling(massGeV, theta),
      };
    },
  };
}

export const lfvAlpPerTeV = lfvAlp(
  {
    id: 'lfv-alp',
    title: 'Flavour-violating ALP, coupling C/Lambda',
    couplingSymbol: 'C_{\\mu\\tau}/\\Lambda',
    couplingUnit: 'TeV^-1',
  },
  // g_mutau = C m_tau / Lambda.
  tau / 1000,
);

export const lfvAlpVertex = lfvAlp(
  {
    id: 'lfv-alp-g',
    title: 'Flavour-violating ALP, coupling g_mutau',
    couplingSymbol: 'g_{\\mu\\tau}',
    couplingUnit: null,
  },
  1,
);
