/** A dark photon: a vector that couples to electric charge, epsilon e, by kinetic mixing. */
import { vectorMomentAtUnitCoupling } from '../physics/anomalous-moment.js';
import { E_SQUARED } from '../physics/bremsstrahlung.js';
import { vectorToFermionsWidthGeV } from '../physics/decays.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import { DARK_PARTNER, decaysToPartner } from './dark-partner.js';
import { type Model, fixedVertex } from './model.js';

const ELECTRIC_CHARGE = Math.sqrt(E_SQUARED);

/**
 * Decays to hadrons, from 2 m_pi on, are left out: above 0.28 GeV the width is too small, and the upper edge of a
 * dump's reach too high. So is pi0 gamma, far below 1 % up to 0.5 GeV.
 */
export const darkPhoton: Model = {
  id: 'dark-photon',
  title: "Dark photon A'",
  source: '0906.0580, 1209.6083: epsilon e to electric charge; decays to leptons only',
  mediator: 'vector',
  massSymbol: "m_{A'}",
  couplingSymbol: '\\epsilon',
  couplingUnit: null,
  parameters: DARK_PARTNER,
  beamVertex: { electron: fixedVertex(1), muon: fixedVertex(1), tau: fixedVertex(1) },
  particle: (parameters) => ({
    vertexAtUnitCoupling: ELECTRIC_CHARGE,
    couplingPower: 2,
    decayThresholdsGeV: Object.values(LEPTON_MASS_GEV).map((mass) => 2 * mass),
    decaysAtUnitCoupling: (massGeV) => [
      { name: 'e e', widthGeV: vectorToFermionsWidthGeV(massGeV, LEPTON_MASS_GEV.electron, ELECTRIC_CHARGE) },
      { name: 'mu mu', widthGeV: vectorToFermionsWidthGeV(massGeV, LEPTON_MASS_GEV.muon, ELECTRIC_CHARGE) },
      { name: 'tau tau', widthGeV: vectorToFermionsWidthGeV(massGeV, LEPTON_MASS_GEV.tau, ELECTRIC_CHARGE) },
    ],
    fixedDecays: decaysToPartner(parameters, vectorToFermionsWidthGeV),
    momentAtUnitCoupling: (massGeV) => E_SQUARED * vectorMomentAtUnitCoupling(massGeV),
  }),
};
