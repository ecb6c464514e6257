/** Status of a point, as stored. */
export const PointStatus = {
  /** Converged to the accuracy asked. */
  ok: 0,
  /** A value, but its error estimate exceeds the accuracy asked. */
  unconverged: 1,
  /** Kinematically forbidden or cut away: the yield is exactly zero. */
  closed: 2,
  /** Not computed; the reason is stored beside it. */
  failed: 3,
  /** Below 1e-30 events, or zero beyond the range of doubles: not held to the accuracy asked. */
  negligible: 4,
} as const;

export type PointStatus = (typeof PointStatus)[keyof typeof PointStatus];
