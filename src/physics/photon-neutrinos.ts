/**
 * mu+ mu- -> gamma nu nubar, the background of a photon beside something invisible: initial-state radiation times
 * mu+ mu- -> nu nubar by Z and, for nu_mu, W.
 *
 * The photon that the W radiates is left out, and muons are massless: the photon must not be collinear.
 */
import { integrate } from '../numerics/integrate.js';
import { E_SQUARED } from './bremsstrahlung.js';
import { W_MASS_GEV, W_TO_MUON, Z_MASS_GEV, Z_TO_MUON, Z_TO_NEUTRINO, Z_WIDTH_GEV } from './electroweak.js';
import { photonEnergyGeV } from './photon-singlet.js';

/**
 * The cross-section of mu+ mu- -> nu nubar, three flavours, in GeV^-2.
 *
 * With A = g_L g_nu/(s - M_Z^2 + i M_Z Gamma_Z) of the Z, and W exchange for nu_mu:
 * sigma = 1/(16 pi s^2) int dt { u^2 |A_L + w^2/(t - M_W^2)|^2 + t^2 |A_R|^2 } for nu_mu, and without w for the other two.
 * The integrals over t are closed. Source: the amplitudes by chirality of `bhabha.ts`.
 */
export function neutrinoPairCrossSectionGeV2(sGeV2: number): number {
  const s = sGeV2;
  const distance = s - Z_MASS_GEV ** 2;
  const norm = distance ** 2 + (Z_MASS_GEV * Z_WIDTH_GEV) ** 2;
  const left = Z_TO_MUON.left * Z_TO_NEUTRINO.left;
  const right = Z_TO_MUON.right * Z_TO_NEUTRINO.left;
  // Three flavours, each a third of s^3.
  const zSquared = ((left ** 2 + right ** 2) * s ** 3) / norm;
  const { overPropagator, overSquare } = wIntegrals(s);
  const interference = (-2 * left * W_TO_MUON ** 2 * distance * overPropagator) / norm;
  return (zSquared + interference + W_TO_MUON ** 4 * overSquare) / (16 * Math.PI * s * s);
}

/** int_{-s}^0 dt u^2/(M_W^2 - t)^n for n = 1 (GeV^4) and 2 (GeV^2); by a series where the logarithm cancels. */
function wIntegrals(s: number): { overPropagator: number; overSquare: number } {
  const M2 = W_MASS_GEV ** 2;
  const x = s / M2;
  if (x < 0.05) {
    // u^2 = s^2 (1-y)^2, -t = s y: sum over k of (-x)^k B(k+1, 3), (k+1) times for the square.
    let overPropagator = 0;
    let overSquare = 0;
    for (let k = 0; k < 14; k++) {
      const term = (2 * (-x) ** k) / ((k + 1) * (k + 2) * (k + 3));
      overPropagator += term;
      overSquare += (k + 1) * term;
    }
    return { overPropagator: (overPropagator * s ** 3) / M2, overSquare: (overSquare * s ** 3) / M2 ** 2 };
  }
  const Y = 1 + x;
  const logarithm = Math.log1p(x);
  return {
    overPropagator: M2 ** 2 * (Y * Y * logarithm - 2 * Y * x + (Y * Y - 1) / 2),
    overSquare: M2 * (Y * x - 2 * Y * logarithm + x),
  };
}

/**
 * Photons of initial-state radiation per unit of x = 2 E/sqrt(s), with |cos(theta)| < maxCosTheta < 1:
 * (2 alpha/pi)/(x (1 - c^2)) [(1 - x/2)^2 + x^2 c^2/4] over c. Exact for an annihilation into one vector:
 * `photonSingletDifferentialGeV2`, where muons are massless.
 */
export function photonRadiator(x: number, maxCosTheta: number): number {
  const c = maxCosTheta;
  const angles = Math.log((1 + c) / (1 - c));
  const alpha = E_SQUARED / (4 * Math.PI);
  return ((2 * alpha) / (Math.PI * x)) * (((1 - x / 2) ** 2 + (x * x) / 4) * angles - (x * x * c) / 2);
}

/** The cross-section in GeV^-2 of gamma nu nubar with a photon of these energies and |cos(theta)| < maxCosTheta. */
export function photonNeutrinosCrossSectionGeV2({
  sqrtSGeV,
  fromGeV,
  toGeV,
  maxCosTheta,
}: {
  sqrtSGeV: number;
  /** Energies of the photon, GeV, above 0; none is above sqrt(s)/2. */
  fromGeV: number;
  toGeV: number;
  maxCosTheta: number;
}): number {
  const density = (energyGeV: number) => {
    const x = (2 * energyGeV) / sqrtSGeV;
    return (
      (photonRadiator(x, maxCosTheta) * 2 * neutrinoPairCrossSectionGeV2(sqrtSGeV ** 2 * (1 - x))) / sqrtSGeV
    );
  };
  // The Z is a narrow line in the energy of the photon.
  const peaks = [-6, 0, 6].map((widths) => photonEnergyGeV(sqrtSGeV, Z_MASS_GEV + widths * Z_WIDTH_GEV));
  const end = Math.min(toGeV, sqrtSGeV / 2);
  const points = [fromGeV, ...peaks.filter((peak) => fromGeV < peak && peak < end), end].toSorted(
    (a, b) => a - b,
  );
  let total = 0;
  for (let i = 1; i < points.length; i++) {
    total += integrate(density, points[i - 1], points[i], { relativeTolerance: 1e-7 }).value;
  }
  return total;
}
