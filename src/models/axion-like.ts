/** Axion-like particles of 2501.06294: coupled to photons, or to muons. */
import { pseudoscalarMomentAtUnitCoupling } from '../physics/anomalous-moment.js';
import { alpToPhotonsWidthGeV, pseudoscalarToFermionsWidthGeV } from '../physics/decays.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import { type Model, fixedVertex } from './model.js';

const MUON = LEPTON_MASS_GEV.muon;

/** -(1/4) g a F Ftilde: made by photon fusion, decays to two photons. */
export const alpPhoton: Model = {
  id: 'alp-photon',
  title: 'ALP coupled to photons',
  source: '2501.06294, section III',
  mediator: 'alp-photon',
  massSymbol: 'm_a',
  couplingSymbol: 'g_{a\\gamma\\gamma}',
  couplingUnit: 'GeV^-1',
  parameters: {},
  // Any lepton only radiates the photon.
  beamVertex: { electron: fixedVertex(1), muon: fixedVertex(1), tau: fixedVertex(1) },
  particle: () => ({
    vertexAtUnitCoupling: 1,
    couplingPower: 2,
    decayThresholdsGeV: [],
    decaysAtUnitCoupling: (massGeV) => [{ name: 'gamma gamma', widthGeV: alpToPhotonsWidthGeV(massGeV, 1) }],
  }),
};

/** -i g (2 m_mu) a mubar gamma5 mu; stable below 2 m_mu, where only loops would let it decay (2501.06294, section IV). */
export const alpMuon: Model = {
  id: 'alp-muon',
  title: 'ALP coupled to muons',
  source: '2501.06294 (7)',
  mediator: 'pseudoscalar',
  massSymbol: 'm_a',
  couplingSymbol: 'g_{a\\mu\\mu}',
  couplingUnit: 'GeV^-1',
  parameters: {},
  beamVertex: { muon: fixedVertex(1) },
  particle: () => ({
    vertexAtUnitCoupling: 2 * MUON,
    couplingPower: 2,
    decayThresholdsGeV: [2 * MUON],
    decaysAtUnitCoupling: (massGeV) => [
      { name: 'mu mu', widthGeV: pseudoscalarToFermionsWidthGeV(massGeV, MUON, 2 * MUON) },
    ],
    momentAtUnitCoupling: (massGeV) => (2 * MUON) ** 2 * pseudoscalarMomentAtUnitCoupling(massGeV),
  }),
};
