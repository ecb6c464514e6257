/**
 * The checksum of a task's points, as they are stored: SQLite itself does not notice when a bit of a number changes.
 *
 * SHA-256 over the yields, then their relative errors, then the status codes, each in the order of mass and coupling:
 * numbers as little-endian doubles, NULL as the quiet NaN 0x7ff8000000000000, codes as bytes. Where a task does not have all
 * couplings, the indices of those that it has follow, as little-endian 32-bit integers.
 */
import { createHash } from 'node:crypto';
import { POINT_PENDING } from './point-status.js';

/** Points in the order of mass and coupling; NaN where the database has NULL. */
export interface PointValues {
  readonly yields: ArrayLike<number>;
  readonly relErrors: ArrayLike<number>;
  readonly statuses: ArrayLike<number>;
  /** Of a refined scan: which couplings the points have. */
  readonly couplingIndices?: ArrayLike<number> | undefined;
}

const DOUBLE_BYTES = 8;
const INDEX_BYTES = 4;
const NAN_HIGH_WORD = 0x7ff8_0000;

/** 64 hexadecimal digits. */
export function pointsChecksum({ yields, relErrors, statuses, couplingIndices }: PointValues): string {
  const count = yields.length;
  const indexOffset = count * (2 * DOUBLE_BYTES + 1);
  const indices = couplingIndices ?? [];
  const bytes = new Uint8Array(indexOffset + indices.length * INDEX_BYTES);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < count; i++) {
    writeDouble(view, i * DOUBLE_BYTES, yields[i]);
    writeDouble(view, (count + i) * DOUBLE_BYTES, relErrors[i]);
  }
  bytes.set(statuses, 2 * count * DOUBLE_BYTES);
  for (let i = 0; i < indices.length; i++) {
    view.setInt32(indexOffset + i * INDEX_BYTES, indices[i], true);
  }
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * A yield or an error as it comes from the database. A flipped bit may have made a text or a blob of it, which JavaScript
 * would take for a number in silence: it becomes one that is never stored.
 */
export function numberFrom(value: unknown): number {
  if (typeof value === 'number') return value;
  return value === null ? Number.NaN : Number.NEGATIVE_INFINITY;
}

/** The same for the code of a status. */
export function statusFrom(value: unknown): number {
  return typeof value === 'number' ? value : POINT_PENDING;
}

/** A NaN may carry any of 2^52 bit patterns: the one above is written for all. */
function writeDouble(view: DataView, offset: number, value: number): void {
  if (Number.isNaN(value)) view.setUint32(offset + 4, NAN_HIGH_WORD, true);
  else view.setFloat64(offset, value, true);
}
