/** The share of the energy of annihilating dark matter that ionises the gas at recombination: f_eff for muons and taus. */
import { gaussLegendre } from '../numerics/gauss-legendre.js';
import { monotoneCubic } from '../numerics/monotone-cubic.js';
import { LEPTON_MASS_GEV, TAU_TO_MUON_FRACTION } from './particles.js';

const { electron: ELECTRON_MASS_GEV, muon: MUON_MASS_GEV, tau: TAU_MASS_GEV } = LEPTON_MASS_GEV;

export const LEPTON_PAIRS = ['mu-tau', 'mu-mu', 'tau-tau'] as const;

export type LeptonPair = (typeof LEPTON_PAIRS)[number];

const PAIR_MASSES_GEV: Readonly<Record<LeptonPair, readonly [number, number]>> = {
  'mu-tau': [MUON_MASS_GEV, TAU_MASS_GEV],
  'mu-mu': [MUON_MASS_GEV, MUON_MASS_GEV],
  'tau-tau': [TAU_MASS_GEV, TAU_MASS_GEV],
};

/**
 * f_eff of dark matter that annihilates at rest to a pair of leptons, those of both charges alike; 0 where that is closed.
 *
 * Source: 1506.03811: energies of electrons, positrons and photons weighted with the curves of its Fig. 3. Muons and taus are
 * taken as unpolarised, their decays as described below, radiation off the leptons is left out. Accuracy: at 5 GeV 1.4 and
 * 2.8 % below the spectra of Pythia (CosmiXs, 2312.01153) for mu mu and tau tau; elsewhere taken to be within 10 %.
 *
 * @example cmbEfficiency('mu-tau', 10) // 0.174
 */
export function cmbEfficiency(pair: LeptonPair, massChiGeV: number): number {
  const [first, second] = PAIR_MASSES_GEV[pair];
  const energy = 2 * massChiGeV;
  if (energy <= first + second) return 0;
  const ofFirst = (energy ** 2 + first ** 2 - second ** 2) / (2 * energy);
  return (depositOf(first)(ofFirst) + depositOf(second)(energy - ofFirst)) / energy;
}

/** What a particle of a total energy in GeV deposits, GeV. */
type Deposit = (energyGeV: number) => number;

let ofMuon: Deposit | undefined;
let ofTau: Deposit | undefined;

function depositOf(leptonMassGeV: number): Deposit {
  ofMuon ??= tabulated(fromLeptonicDecay(ofElectron, MUON_MASS_GEV, ELECTRON_MASS_GEV), MUON_MASS_GEV);
  if (leptonMassGeV === MUON_MASS_GEV) return ofMuon;
  ofTau ??= tabulated(fromTau(ofMuon), TAU_MASS_GEV);
  return ofTau;
}

/**
 * f_eff against log10 of the energy in eV, for one of an electron-positron pair and for a photon.
 *
 * Source: 1506.03811, Fig. 3, as in micrOMEGAs (sources/spectra.c, functions fe and fA); a digitisation of that figure in
 * LoganAMorrison/Hazma (src/hazma/cmb_data/f_eff_g.dat) has the same of photons within 3 %.
 */
const LOG10_ENERGY_EV = [
  3.699, 3.9315, 4.164, 4.3965, 4.6291, 4.8616, 5.0941, 5.3267, 5.5592, 5.7917, 6.0242, 6.2568, 6.4893,
  6.7218, 6.9543, 7.1869, 7.4194, 7.6519, 7.8844, 8.117, 8.3495, 8.582, 8.8145, 9.0471, 9.2796, 9.5121,
  9.7446, 9.9772, 10.2097, 10.4422, 10.6747, 10.9073, 11.1398, 11.3723, 11.6048, 11.8374, 12.0699, 12.3024,
  12.5349, 12.7675,
];
const OF_ELECTRONS = [
  0.3084, 0.3072, 0.3044, 0.2983, 0.2944, 0.2819, 0.2593, 0.2283, 0.1904, 0.1527, 0.177, 0.368, 0.6173,
  0.8228, 0.9298, 0.9756, 0.9932, 0.9889, 0.9288, 0.8256, 0.7032, 0.5589, 0.4296, 0.3952, 0.466, 0.5714,
  0.6388, 0.6243, 0.5593, 0.4868, 0.4502, 0.4357, 0.4083, 0.3994, 0.4049, 0.4064, 0.407, 0.4016, 0.4036,
  0.4056,
];
const OF_PHOTONS = [
  0.8767, 0.7697, 0.7021, 0.6842, 0.6963, 0.6748, 0.5851, 0.4591, 0.3256, 0.2161, 0.1448, 0.1631, 0.2924,
  0.4681, 0.5957, 0.6781, 0.718, 0.726, 0.7195, 0.6858, 0.6288, 0.5462, 0.4469, 0.3591, 0.3184, 0.3378,
  0.3905, 0.4228, 0.4212, 0.3902, 0.3307, 0.3901, 0.4332, 0.4148, 0.4029, 0.4047, 0.4069, 0.4017, 0.4037,
  0.4056,
];

/** f_eff of one of an electron-positron pair, or of a photon, by its energy in GeV. */
export const electronEfficiency = efficiency(OF_ELECTRONS);
export const photonEfficiency = efficiency(OF_PHOTONS);

function efficiency(values: readonly number[]): (energyGeV: number) => number {
  const curve = monotoneCubic(LOG10_ENERGY_EV, values);
  return (energyGeV) => curve.at(Math.log10(energyGeV) + 9);
}

const ofElectron: Deposit = (energyGeV) => energyGeV * electronEfficiency(energyGeV);
const ofPhoton: Deposit = (energyGeV) => energyGeV * photonEfficiency(energyGeV);

/** GeV, PDG 2024. */
const PION_MASS_GEV = 0.13957;
const NEUTRAL_PION_MASS_GEV = 0.13498;
const RHO_MASS_GEV = 0.775;
const A1_MASS_GEV = 1.23;
const FOUR_PION_MASS_GEV = 1.465;

interface HadronicMode {
  readonly fraction: number;
  readonly massGeV: number;
  readonly charged: number;
  readonly neutral: number;
}

/** tau -> electron (PDG 2024: 17.82 %). */
const TAU_TO_ELECTRON_FRACTION = 0.1782;

/** Decays of the tau to pions (PDG 2024; a kaon beside neutral pions counted as a pion). The 3.5 % left are taken as the mean. */
const HADRONIC_MODES: readonly HadronicMode[] = [
  { fraction: 0.1152, massGeV: PION_MASS_GEV, charged: 1, neutral: 0 },
  { fraction: 0.2592, massGeV: RHO_MASS_GEV, charged: 1, neutral: 1 },
  { fraction: 0.0926, massGeV: A1_MASS_GEV, charged: 1, neutral: 2 },
  { fraction: 0.0902, massGeV: A1_MASS_GEV, charged: 3, neutral: 0 },
  { fraction: 0.0104, massGeV: FOUR_PION_MASS_GEV, charged: 1, neutral: 3 },
  { fraction: 0.0449, massGeV: FOUR_PION_MASS_GEV, charged: 3, neutral: 1 },
];

/**
 * Leptonic decays with their spectra, the others as tau -> nu H, with an H of one mass that decays evenly in all directions to
 * pions of equal energies. No width of H, no polarisation of tau and H.
 */
function fromTau(muon: Deposit): Deposit {
  const charged = tabulated(
    fromDecay(muon, PION_MASS_GEV, energyBesideNeutrino(PION_MASS_GEV, MUON_MASS_GEV), MUON_MASS_GEV),
    PION_MASS_GEV,
  );
  const photons = fromDecay(ofPhoton, NEUTRAL_PION_MASS_GEV, NEUTRAL_PION_MASS_GEV / 2, 0);
  const neutral = tabulated((energy) => 2 * photons(energy), NEUTRAL_PION_MASS_GEV);
  const modes = [
    {
      fraction: TAU_TO_ELECTRON_FRACTION,
      deposit: fromLeptonicDecay(ofElectron, TAU_MASS_GEV, ELECTRON_MASS_GEV),
    },
    { fraction: TAU_TO_MUON_FRACTION, deposit: fromLeptonicDecay(muon, TAU_MASS_GEV, MUON_MASS_GEV) },
    ...HADRONIC_MODES.map((mode) => {
      const { fraction, massGeV } = mode;
      const hadrons = tabulated(fromHadrons(mode, charged, neutral), massGeV);
      const energy = energyBesideNeutrino(TAU_MASS_GEV, massGeV);
      return { fraction, deposit: fromDecay(hadrons, TAU_MASS_GEV, energy, massGeV) };
    }),
  ];
  const known = modes.reduce((total, { fraction }) => total + fraction, 0);
  return (energy) =>
    modes.reduce((total, { fraction, deposit }) => total + fraction * deposit(energy), 0) / known;
}

function fromHadrons(
  { massGeV, charged, neutral }: HadronicMode,
  ofCharged: Deposit,
  ofNeutral: Deposit,
): Deposit {
  if (charged + neutral === 1) return ofCharged;
  const each = massGeV / (charged + neutral);
  const chargedPion = fromDecay(ofCharged, massGeV, each, PION_MASS_GEV);
  const neutralPion = fromDecay(ofNeutral, massGeV, each, NEUTRAL_PION_MASS_GEV);
  return (energy) => charged * chargedPion(energy) + neutral * neutralPion(energy);
}

/** The energy of a particle beside a neutrino, at rest of what decays to both. */
function energyBesideNeutrino(parentMassGeV: number, massGeV: number): number {
  return (parentMassGeV ** 2 + massGeV ** 2) / (2 * parentMassGeV);
}

const DIRECTIONS = gaussLegendre(12);
const ENERGIES = gaussLegendre(24);

/** One that has a given energy at rest of its parent, and any direction there: flat in energy in flight. */
function fromDecay(deposit: Deposit, parentMassGeV: number, restEnergyGeV: number, massGeV: number): Deposit {
  const restMomentum = Math.sqrt(restEnergyGeV ** 2 - massGeV ** 2);
  return (energyGeV) => {
    const boost = energyGeV / parentMassGeV;
    const middle = boost * restEnergyGeV;
    const half = Math.sqrt(Math.max(0, boost ** 2 - 1)) * restMomentum;
    return 0.5 * sum(DIRECTIONS, (s) => deposit(middle + half * s));
  };
}

/**
 * The charged lepton of mu -> e nu nu and the like: dN/dE ~ p [3 E (W - E) + (4 E^2 - 3 E W - m^2)/2] at rest, E up to W. The
 * Michel spectrum with rho = 3/4 and no polarisation (PDG 2024, muon decay parameters).
 */
function fromLeptonicDecay(deposit: Deposit, parentMassGeV: number, massGeV: number): Deposit {
  const largest = energyBesideNeutrino(parentMassGeV, massGeV);
  const half = (largest - massGeV) / 2;
  const shape = (e: number) =>
    Math.sqrt(e ** 2 - massGeV ** 2) *
    (3 * e * (largest - e) + (4 * e ** 2 - 3 * e * largest - massGeV ** 2) / 2);
  const all = sum(ENERGIES, (s) => shape(massGeV + half * (1 + s)));
  const spectrum = Array.from(ENERGIES.nodes, (s, i) => {
    const energy = massGeV + half * (1 + s);
    return {
      weight: (ENERGIES.weights[i] * shape(energy)) / all,
      inFlight: fromDecay(deposit, parentMassGeV, energy, massGeV),
    };
  });
  return (energyGeV) =>
    spectrum.reduce((total, { weight, inFlight }) => total + weight * inFlight(energyGeV), 0);
}

function sum(
  { nodes, weights }: { readonly nodes: Float64Array; readonly weights: Float64Array },
  f: (s: number) => number,
): number {
  let total = 0;
  for (let i = 0; i < nodes.length; i++) total += weights[i] * f(nodes[i]);
  return total;
}

/** Energies up to which deposits are tabulated, the last of 1506.03811, and points a factor of ten. */
const LARGEST_ENERGY_GEV = 10 ** (LOG10_ENERGY_EV.at(-1)! - 9);
const POINTS_PER_DECADE = 20;

/** The same by a curve through its share of the energy, from the mass on. */
function tabulated(deposit: Deposit, massGeV: number): Deposit {
  const from = Math.log(massGeV);
  const to = Math.log(LARGEST_ENERGY_GEV);
  const points = Math.ceil(((to - from) / Math.LN10) * POINTS_PER_DECADE) + 1;
  const x = Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
  const share = monotoneCubic(
    x,
    x.map((logarithm) => deposit(Math.exp(logarithm)) / Math.exp(logarithm)),
  );
  return (energyGeV) => energyGeV * share.at(Math.log(energyGeV));
}
