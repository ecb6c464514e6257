/** A plane of a sweep, as it enters tables of all planes. */
import type { LoadedScan } from '../engine/scan-reference.js';
import type { SweptParameter } from '../scan/swept-parameters.js';

/** What is swept, in the order of the columns that say it. */
export type Swept = readonly Pick<SweptParameter, 'key' | 'value'>[];

/** Before its grid is read: grids are large, and read one after the other. */
export interface PlaneTable {
  readonly swept: Swept;
  readonly load: () => LoadedScan;
}

/** A scan without its grid. */
export type ScanHead = Omit<LoadedScan, 'grid'>;

export function parametersOf(swept: Swept): Record<string, number | string> {
  return Object.fromEntries(swept.map(({ key, value }) => [key, value]));
}
