/** Codes of the table `status`, which spells out their meaning. A test compares them with it and with the kernel's. */
export const PointStatus = { ok: 0, unconverged: 1, closed: 2, failed: 3, negligible: 4 } as const;

export type PointStatus = (typeof PointStatus)[keyof typeof PointStatus];

export type PointStatusName = keyof typeof PointStatus;

/** In a grid read back: not computed yet. Never stored, since a pending point has no row. */
export const POINT_PENDING = 255;
