/** Curves of other people: files in, curves with masses in GeV and couplings of the plane out. */
export { MASS_UNITS, type OverlayCurve } from './curve.js';
export { type HepdataTable, hepdataTableSchema } from './hepdata.js';
export { OVERLAY_FORMATS, readOverlay } from './read-overlay.js';
