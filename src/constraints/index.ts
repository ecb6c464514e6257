/** The registry of lines, bands and limits: a new one is a file and a line here. */
import {
  annihilationProjection,
  annihilationProjectionProduct,
  fermiAnnihilation,
  fermiAnnihilationProduct,
  planckAnnihilation,
  planckAnnihilationProduct,
} from './asymmetric-annihilation.js';
import { babarFourMuons } from './babar-four-muons.js';
import { babarMonoPhoton } from './babar-mono-photon.js';
import { babarMuonicScalar } from './babar-muonic-scalar.js';
import { belleInvisible } from './belle-ii-invisible.js';
import { borexino } from './borexino.js';
import type {
  BandConstraint,
  Constraint,
  LimitConstraint,
  LineConstraint,
  RelationConstraint,
} from './constraint.js';
import { millicharge } from './millicharge.js';
import { muonColliderBhabha } from './muon-collider-bhabha.js';
import { muonColliderMonoPhoton } from './muon-collider-mono-photon.js';
import { muonMomentBand } from './muon-g-2.js';
import { na62DimuonProjection } from './na62-dimuon-projection.js';
import { na62InvisibleProjection } from './na62-invisible-projection.js';
import { na62MuonInvisible } from './na62-muon-invisible.js';
import { effectiveNeutrinos } from './n-eff.js';
import { ccfrTrident, charmTrident } from './neutrino-trident.js';
import { perturbativity } from './perturbativity.js';
import { relicDensity } from './relic-density.js';
import { relicProduct } from './relic-product.js';
import { relicSecluded } from './relic-secluded.js';
import { relicVector } from './relic-vector.js';
import { relicVectorTarget } from './relic-vector-target.js';
import { supernovaAlpMuon, supernovaMuTauVector } from './sn1987a-2006.13942.js';
import { supernovaMuonicAlp, supernovaMuonicScalar } from './sn1987a-2109.03244.js';
import { supernovaDarkPair } from './sn1987a-dark-pair.js';
import { tauToMuonAlp } from './tau-to-muon-alp.js';
import { belleMonoPhoton, positronLimits } from './without-numbers.js';

export { CERTAINTIES, CERTAINTY_NAMES, type Certainty } from '../certainty.js';
export type {
  BandConstraint,
  Constraint,
  CouplingBand,
  CouplingInterval,
  LimitConstraint,
  LimitOf,
  LimitRegion,
  LineConstraint,
  MeasuredDifference,
  MissingConstraint,
  NoBand,
  RelationConstraint,
  Statement,
} from './constraint.js';
export { type LimitTable, tableRegion } from './limit-regions.js';
export { certaintyInPlane, isOwnCoupling } from './own-coupling.js';
export { MOMENT_DIFFERENCES, momentBand } from './muon-g-2.js';

const ALL: readonly Constraint[] = [
  muonMomentBand,
  relicDensity,
  relicVector,
  millicharge,
  relicProduct,
  relicSecluded,
  relicVectorTarget,
  planckAnnihilation,
  planckAnnihilationProduct,
  fermiAnnihilation,
  fermiAnnihilationProduct,
  annihilationProjection,
  annihilationProjectionProduct,
  babarFourMuons,
  babarMuonicScalar,
  babarMonoPhoton,
  belleInvisible,
  ccfrTrident,
  charmTrident,
  borexino,
  effectiveNeutrinos,
  tauToMuonAlp,
  na62MuonInvisible,
  na62InvisibleProjection,
  na62DimuonProjection,
  supernovaMuonicScalar,
  supernovaMuonicAlp,
  supernovaMuTauVector,
  supernovaAlpMuon,
  supernovaDarkPair,
  perturbativity,
  muonColliderMonoPhoton,
  muonColliderBhabha,
  belleMonoPhoton,
  positronLimits,
];

export const CONSTRAINTS: Readonly<Record<string, Constraint>> = byId(ALL);
export const BANDS: Readonly<Record<string, BandConstraint>> = byId(
  ALL.filter((constraint) => constraint.kind === 'band'),
);
export const LINES: Readonly<Record<string, LineConstraint>> = byId(
  ALL.filter((constraint) => constraint.kind === 'line'),
);
export const RELATIONS: Readonly<Record<string, RelationConstraint>> = byId(
  ALL.filter((constraint) => constraint.kind === 'relation'),
);
export const LIMITS: Readonly<Record<string, LimitConstraint>> = byId(
  ALL.filter((constraint) => constraint.kind === 'limit'),
);

function byId<C extends Constraint>(constraints: readonly C[]): Record<string, C> {
  return Object.fromEntries(constraints.map((constraint) => [constraint.id, constraint]));
}
