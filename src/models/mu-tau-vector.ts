/** The gauge boson of L_mu - L_tau: massive, or massless as the mediator of a dark sector (2501.06294, section V). */
import { vectorMomentAtUnitCoupling } from '../physics/anomalous-moment.js';
import { E_SQUARED } from '../physics/bremsstrahlung.js';
import { vectorToFermionsWidthGeV, vectorToNeutrinosWidthGeV } from '../physics/decays.js';
import { kineticMixingStrengthAtUnitCoupling } from '../physics/kinetic-mixing.js';
import { LEPTON_MASS_GEV } from '../physics/particles.js';
import { DARK_PARTNER, decaysToPartner } from './dark-partner.js';
import { type BeamVertices, type Model, fixedVertex } from './model.js';

const { electron, muon, tau } = LEPTON_MASS_GEV;

/**
 * Coupling of the electron over g: e epsilon/g with epsilon = |Pi(q^2)|, at the virtuality q^2 = mass^2 of the vector.
 * Source: as the decay to e e, 1804.03144.
 */
function electronCoupling(massGeV: number): number {
  return Math.sqrt(E_SQUARED) * kineticMixingStrengthAtUnitCoupling(massGeV * massGeV);
}

/** A muon and a tau carry the charge itself; Pi has cusps where their loops open. */
const BEAM_VERTEX: BeamVertices = {
  electron: { at: electronCoupling, breakpointsGeV: [2 * muon, 2 * tau] },
  muon: fixedVertex(1),
  tau: fixedVertex(1),
};

/** Z' of L_mu - L_tau; electrons couple through the mixing with the photon that muon and tau loops make. */
export const muTauVector: Model = {
  id: 'mu-tau-vector',
  title: "L_mu - L_tau gauge boson Z'",
  source: "Lagrangian g J_(mu-tau) Z' of 2501.06294 (10); widths and kinetic mixing of 1804.03144",
  mediator: 'vector',
  massSymbol: "m_{Z'}",
  couplingSymbol: "g_{Z'}",
  couplingUnit: null,
  parameters: DARK_PARTNER,
  beamVertex: BEAM_VERTEX,
  particle: (parameters) => ({
    vertexAtUnitCoupling: 1,
    couplingPower: 2,
    decayThresholdsGeV: [2 * electron, 2 * muon, 2 * tau],
    decaysAtUnitCoupling: (massGeV) => [
      { name: 'nu nu', widthGeV: 2 * vectorToNeutrinosWidthGeV(massGeV, 1), isInvisible: true },
      {
        name: 'e e',
        widthGeV: vectorToFermionsWidthGeV(massGeV, electron, electronCoupling(massGeV)),
      },
      { name: 'mu mu', widthGeV: vectorToFermionsWidthGeV(massGeV, muon, 1) },
      { name: 'tau tau', widthGeV: vectorToFermionsWidthGeV(massGeV, tau, 1) },
    ],
    fixedDecays: decaysToPartner(parameters, vectorToFermionsWidthGeV),
    momentAtUnitCoupling: vectorMomentAtUnitCoupling,
  }),
};

/** mu N -> mu N chi chi through a massless Z'; the mass is that of one dark fermion, which is stable. */
export const muTauDarkSector: Model = {
  id: 'mu-tau-dark-sector',
  title: 'Dark fermions coupled to a massless L_mu - L_tau boson',
  source: '2501.06294 (10)-(12)',
  mediator: 'dark-pair',
  massSymbol: 'm_\\chi',
  couplingSymbol: "(g_{Z'} g_\\chi)^2",
  couplingUnit: null,
  parameters: {},
  // At the pair's invariant mass: the virtuality of the mediator.
  beamVertex: BEAM_VERTEX,
  particle: () => ({
    vertexAtUnitCoupling: 1,
    couplingPower: 1,
    decayThresholdsGeV: [],
    decaysAtUnitCoupling: () => [],
  }),
};
