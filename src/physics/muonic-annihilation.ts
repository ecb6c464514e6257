/**
 * e+ e- -> gamma* -> mu+ mu- X at tree level, X radiated off either muon: by -g X mubar mu, or by g X_a mubar gamma^a mu.
 *
 * With a = (p_1 + k)^2 - m^2, b = (p_2 + k)^2 - m^2 of the two muons, w = (p_1 + p_2)^2 = s + M^2 - a - b and M the mass of X,
 * T = -g_{mu nu} sum M^mu M^nu* over e^2 g^2 is
 *
 *   scalar: T = 4 { [(s - w + 4 m^2)^2 + M^4 - 4 m^2 M^2 + 8 m^2 s]/(a b)
 *                   + (s + 2 m^2) (4 m^2 - M^2) (1/a^2 + 1/b^2) }
 *   vector: T = 8 { [(w + 2 m^2)^2 + (s + M^2 + 2 m^2) (s + M^2 - 6 m^2)]/(a b)
 *                   - (s + 2 m^2) (M^2 + 2 m^2) (1/a^2 + 1/b^2) - 2 }
 *
 * The current is conserved, so that the angles of the electron, taken as massless, integrate to the trace alone:
 * sigma = e^4 g^2/(6 s^2) int T dPhi_3 with dPhi_3 = dw da/(128 pi^3 s).
 *
 * Derived; a test holds T to Dirac traces, and sigma to an independent Monte Carlo and to that of a light gluon.
 */
import { integrate } from '../numerics/integrate.js';
import { E_SQUARED } from './bremsstrahlung.js';
import { LEPTON_MASS_GEV } from './particles.js';

/** What is radiated. */
export type MuonRadiation = 'scalar' | 'vector';

const RELATIVE_TOLERANCE = 1e-9;

/** T = constant + overProduct/(a b) + overSquares (1/a^2 + 1/b^2), at one w. */
interface TraceAtPairMass {
  readonly constant: number;
  readonly overProduct: number;
  readonly overSquares: number;
}

function traceAt(
  kind: MuonRadiation,
  sGeV2: number,
  massGeV: number,
  pairMass2GeV2: number,
  leptonMassGeV: number,
): TraceAtPairMass {
  const [s, w] = [sGeV2, pairMass2GeV2];
  const m2 = leptonMassGeV ** 2;
  const mass2 = massGeV ** 2;
  if (kind === 'scalar') {
    return {
      constant: 0,
      overProduct: 4 * ((s - w + 4 * m2) ** 2 + mass2 * mass2 - 4 * m2 * mass2 + 8 * m2 * s),
      overSquares: 4 * (s + 2 * m2) * (4 * m2 - mass2),
    };
  }
  return {
    constant: -16,
    overProduct: 8 * ((w + 2 * m2) ** 2 + (s + mass2 + 2 * m2) * (s + mass2 - 6 * m2)),
    overSquares: -8 * (s + 2 * m2) * (mass2 + 2 * m2),
  };
}

/** T at a and b in GeV^2: without a unit for a scalar as for a vector. */
export function muonRadiationTrace(
  kind: MuonRadiation,
  sGeV2: number,
  massGeV: number,
  a: number,
  b: number,
  leptonMassGeV: number = LEPTON_MASS_GEV.muon,
): number {
  const w = sGeV2 + massGeV ** 2 - a - b;
  const { constant, overProduct, overSquares } = traceAt(kind, sGeV2, massGeV, w, leptonMassGeV);
  return constant + overProduct / (a * b) + overSquares * (1 / (a * a) + 1 / (b * b));
}

/**
 * sigma(e+ e- -> mu+ mu- X) in GeV^-2 at unit coupling; it scales as the square. 0 where it is closed.
 *
 * Accuracy: 1e-8. No radiation off the electrons, of photons or of X.
 *
 * @example muonicAnnihilationGeVm2('vector', 1, 10.58) // 2.557e-7, or 99.6 pb
 */
export function muonicAnnihilationGeVm2(
  kind: MuonRadiation,
  massGeV: number,
  sqrtSGeV: number,
  leptonMassGeV: number = LEPTON_MASS_GEV.muon,
): number {
  const s = sqrtSGeV ** 2;
  const mass2 = massGeV ** 2;
  const m2 = leptonMassGeV ** 2;
  const least = 4 * m2;
  const range = (sqrtSGeV - massGeV) ** 2 - least;
  if (sqrtSGeV <= massGeV + 2 * leptonMassGeV) return 0;
  /** int T da between the limits (sum -+ width)/2 of a and b, whose product has no cancellation. */
  const overEnergySharing = (w: number) => {
    const sum = s + mass2 - w;
    const momentum2 = sum * sum - 4 * s * mass2;
    const width = Math.sqrt(Math.max(0, (1 - least / w) * momentum2));
    const product = s * mass2 + (m2 / w) * momentum2;
    const logarithm = 2 * Math.asinh(width / (2 * Math.sqrt(product)));
    const { constant, overProduct, overSquares } = traceAt(kind, s, massGeV, w, leptonMassGeV);
    return width * (constant + (2 * overSquares) / product) + (2 * overProduct * logarithm) / sum;
  };
  // w = least + range sin^2: phase space closes as a square root at either end.
  const { value } = integrate(
    (angle) => range * Math.sin(2 * angle) * overEnergySharing(least + range * Math.sin(angle) ** 2),
    0,
    Math.PI / 2,
    { relativeTolerance: RELATIVE_TOLERANCE },
  );
  return (E_SQUARED ** 2 * value) / (6 * s * s * 128 * Math.PI ** 3 * s);
}
