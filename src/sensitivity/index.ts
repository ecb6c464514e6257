export { type Column, type ColumnFailure, Kernel, failedColumn } from './kernel.js';
export { PointStatus } from './point-status.js';
export { couplingsAtLevel } from './couplings-at-level.js';
export { type PointAnatomy, describePoint } from './describe-point.js';
