/**
 * Elastic scattering of neutrinos on electrons at rest, nu e -> nu e, with a vector of mass m beside W and Z.
 *
 *   dsigma/dT = (2 G_F^2 m_e/pi) [L^2 + R^2 (1 - T/E)^2 - L R m_e T/E^2]
 *
 * of the energy T that the electron gets, with L = sin^2 theta_W + 1/2 for nu_e, - 1/2 for nu_mu and nu_tau, R = sin^2 theta_W
 * (tree level; PDG 2024, Electroweak model). A vector with g_nu nubar gamma^a P_L nu + g_e ebar gamma^a e adds
 * g_nu g_e/[2 sqrt2 G_F (m^2 + 2 m_e T)] to both, 2 m_e T the squared momentum that it carries. Flavour does not change, so
 * that the rate knows the probabilities of flavours alone, whether or not the mass states are coherent.
 */
import { integrate } from '../numerics/integrate.js';
import { SIN2_WEAK } from './electroweak.js';
import { FERMI_CONSTANT_PER_GEV2 } from './neutrino-trident.js';
import { LEPTON_MASS_GEV } from './particles.js';

const ELECTRON_GEV = LEPTON_MASS_GEV.electron;

/** A vector between neutrino and electron. */
export interface VectorExchange {
  readonly massGeV: number;
  /** g_nu g_e; its sign is that of the interference. */
  readonly product: number;
}

/** Energies of the neutrinos and of the electrons that count, GeV. */
export interface Recoils {
  readonly energyGeV: number;
  readonly fromGeV: number;
}

/** Kinetic energy of the electron at most: 2 E^2/(m_e + 2 E), GeV. */
export function largestRecoilGeV(energyGeV: number): number {
  return (2 * energyGeV ** 2) / (ELECTRON_GEV + 2 * energyGeV);
}

/** The cross-section in GeV^2 of recoils from an energy on, of nu_e or of one of the others. */
export function neutrinoElectronCrossSectionPerGeV2(
  flavour: 'electron' | 'other',
  { energyGeV, fromGeV }: Recoils,
  exchange: VectorExchange = { massGeV: 1, product: 0 },
): number {
  const left = SIN2_WEAK + (flavour === 'electron' ? 0.5 : -0.5);
  const differential = (recoilGeV: number) => {
    const shift =
      exchange.product /
      (2 * Math.SQRT2 * FERMI_CONSTANT_PER_GEV2 * (exchange.massGeV ** 2 + 2 * ELECTRON_GEV * recoilGeV));
    const L = left + shift;
    const R = SIN2_WEAK + shift;
    return (
      L * L + (R * (1 - recoilGeV / energyGeV)) ** 2 - (L * R * ELECTRON_GEV * recoilGeV) / energyGeV ** 2
    );
  };
  const factor = (2 * FERMI_CONSTANT_PER_GEV2 ** 2 * ELECTRON_GEV) / Math.PI;
  return (
    factor * integrate(differential, fromGeV, largestRecoilGeV(energyGeV), { relativeTolerance: 1e-10 }).value
  );
}
