import type { PointStatus } from '../sensitivity/point-status.js';

/** Codes of the table `status`, which spells out their meaning. */
export { PointStatus } from '../sensitivity/point-status.js';

export type PointStatusName = keyof typeof PointStatus;

/** In a grid read back: not computed yet. Never stored, since a pending point has no row. */
export const POINT_PENDING = 255;
