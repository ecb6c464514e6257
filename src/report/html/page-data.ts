/** What the page of a report is drawn from: written by the program, read by the script of the page. */
import type { Certainty } from '../../certainty.js';

export interface PageData {
  /** What the axes span. */
  readonly massGeV: Range;
  readonly coupling: Range;
  /** As text, empty for a pure number. */
  readonly couplingUnit: string;
  readonly scans: readonly ScanData[];
  readonly glyphs: GlyphWidths;
  /** Where the page is served, the state of the scans that it shows; null in a file. */
  readonly revision: string | null;
}

export type Range = readonly [from: number, to: number];

/** In px at the size of tick labels, by the character; axis titles at their own size, by `x` and `y`. */
export type GlyphWidths = Readonly<Record<string, number>>;

/** The little-endian bytes of an array of doubles, or an array of bytes, in base 64. */
export type Packed = string;

export interface ScanData {
  readonly name: string;
  /** The head of CSV files. */
  readonly comments: readonly string[];
  readonly massGeV: Packed;
  readonly coupling: Packed;
  /** By mass, then coupling; NaN where a point failed or is not computed. */
  readonly events: Packed;
  readonly relError: Packed;
  readonly status: Packed;
  readonly decays: DecayData;
  readonly contours: readonly ContourData[];
  /** Whether a contour is for another exposure than the experiment's. */
  readonly isOtherExposure: boolean;
}

/** One over the decay length, per cm, by mass: coupling^couplingPower scaling + fixed. */
export interface DecayData {
  readonly couplingPower: 1 | 2;
  readonly scaling: Packed;
  readonly fixed: Packed;
}

export interface ContourData {
  readonly level: number;
  readonly exposure: number;
  readonly certainty: Certainty;
  /** As in tables: open where nothing is known. */
  readonly lines: readonly LineData[];
  /** As in figures: with steps where decay channels open. */
  readonly steppedLines: readonly LineData[];
  readonly region: readonly LineData[];
}

export interface LineData {
  readonly x: Packed;
  readonly y: Packed;
  readonly closed: boolean;
}

/** What changed since a revision of the page. */
export interface PageUpdate {
  readonly revision: string;
  readonly scans: readonly ScanUpdate[];
  /** Contents of elements, by id. */
  readonly sections: Readonly<Record<string, string>>;
}

/** A scan whose axes changed, as those of a refined one do, comes as a whole. */
export type ScanUpdate = { readonly whole: ScanData } | ScanChanges;

export interface ScanChanges {
  readonly comments: readonly string[];
  readonly columns: readonly ColumnUpdate[];
  readonly contours: readonly ContourData[];
}

export interface ColumnUpdate {
  readonly massIndex: number;
  readonly events: Packed;
  readonly relError: Packed;
  readonly status: Packed;
}

export function unpackDoubles(packed: Packed): Float64Array {
  return new Float64Array(unpackBytes(packed).buffer);
}

export function unpackBytes(packed: Packed): Uint8Array<ArrayBuffer> {
  const bytes = atob(packed);
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}
