/** Scalars that couple to leptons, 1701.07437 (1): L = -g_l S lbar l, decaying to leptons and, by loops, to photons. */
import { scalarMomentAtUnitCoupling } from '../physics/anomalous-moment.js';
import { scalarToLeptonsWidthGeV, scalarToPhotonsWidthGeV } from '../physics/decays.js';
import { LEPTON_MASS_GEV, type Lepton } from '../physics/particles.js';
import { type Model, fixedVertex } from './model.js';

const CHANNEL: Record<Lepton, string> = { electron: 'e e', muon: 'mu mu', tau: 'tau tau' };

/** A scalar model from its lepton couplings in units of g_mu. */
function leptophilicScalar(
  description: Pick<Model, 'id' | 'title' | 'source'>,
  couplings: Readonly<Partial<Record<Lepton, number>>>,
): Model {
  const leptons = Object.entries(couplings) as [Lepton, number][];
  return {
    ...description,
    mediator: 'scalar',
    massSymbol: 'm_S',
    couplingSymbol: 'g_\\mu',
    couplingUnit: null,
    parameters: {},
    beamVertex: Object.fromEntries(leptons.map(([lepton, coupling]) => [lepton, fixedVertex(coupling)])),
    particle: () => ({
      vertexAtUnitCoupling: 1,
      couplingPower: 2,
      momentAtUnitCoupling: scalarMomentAtUnitCoupling,
      decayThresholdsGeV: leptons.map(([lepton]) => 2 * LEPTON_MASS_GEV[lepton]),
      decaysAtUnitCoupling: (massGeV) => [
        ...leptons.map(([lepton, coupling]) => ({
          name: CHANNEL[lepton],
          widthGeV: scalarToLeptonsWidthGeV(massGeV, LEPTON_MASS_GEV[lepton], coupling),
        })),
        { name: 'gamma gamma', widthGeV: scalarToPhotonsWidthGeV(massGeV, couplings) },
      ],
    }),
  };
}

/** Model A of 1701.07437: g_l proportional to m_l. */
export const scalarMassProportional = leptophilicScalar(
  {
    id: 'scalar-mass-proportional',
    title: 'Scalar, couplings proportional to lepton mass (model A)',
    source: '1701.07437, section II, model A',
  },
  {
    electron: LEPTON_MASS_GEV.electron / LEPTON_MASS_GEV.muon,
    muon: 1,
    tau: LEPTON_MASS_GEV.tau / LEPTON_MASS_GEV.muon,
  },
);

/** Model B of 1701.07437: g_e = g_tau = 0. */
export const scalarMuonOnly = leptophilicScalar(
  {
    id: 'scalar-muon-only',
    title: 'Scalar coupled to muons only (model B)',
    source: '1701.07437, section II, model B',
  },
  { muon: 1 },
);
