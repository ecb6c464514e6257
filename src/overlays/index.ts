/** Curves of other people: files in, curves with masses in GeV and couplings of the plane out; constraints at work. */
export { type OverlayCurve, outline } from './curve.js';
export { type ParameterDescription, confidenceOf, describeParameters } from './describe-parameters.js';
export {
  type ConstraintRequest,
  type ConstraintRow,
  type EdgeStatus,
  type EvaluatedConstraint,
  evaluateConstraint,
} from './evaluate-constraint.js';
export { type HepdataTable, LINE_VARIABLE, hepdataTableSchema } from './hepdata.js';
export { OVERLAY_FORMATS, readOverlay } from './read-overlay.js';
