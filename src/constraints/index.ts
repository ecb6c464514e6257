export { type CouplingBand, MOMENT_DIFFERENCES, type MomentDifference, momentBand } from './muon-g-2.js';
