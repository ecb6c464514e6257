import type { Packed } from './page-data.js';

/** The counterpart of `unpackDoubles` and `unpackBytes`: every machine that runs Node keeps doubles in little-endian order. */
export function pack(values: ArrayLike<number> | Uint8Array): Packed {
  const { buffer, byteOffset, byteLength } =
    values instanceof Float64Array || values instanceof Uint8Array ? values : Float64Array.from(values);
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
