/** What every export says about where its numbers come from. */
import { constraintRecords, describeRecord } from '../scan/named-constraints.js';
import { VERSION } from '../version.js';
import type { ScanHead } from './plane-table.js';

export interface Provenance {
  readonly scan: string;
  readonly title: string;
  /** SHA-256 of the plan: all that determines the numbers. */
  readonly planHash: string;
  readonly numericsVersion: number;
  readonly muscanVersion: string;
  /** Of muscan, where the last run had a git checkout; with "+" where its source was changed. */
  readonly gitCommit: string;
  readonly nodeVersion: string;
  readonly architecture: string;
  readonly createdAt: string;
  /** As "computed of all". */
  readonly points: string;
  /** Drawn beside the contours, where the scan file says so; no number depends on them. */
  readonly constraints?: string;
  /** The version of muscan that wrote the export. */
  readonly exportedWith: string;
}

export function provenanceOf({ scan, plan, progress, runs }: ScanHead): Provenance {
  const lastRun = runs.at(-1);
  const { constraints } = scan.presentation;
  return {
    scan: scan.name,
    title: scan.presentation.title,
    planHash: scan.planHash,
    numericsVersion: scan.numericsVersion,
    muscanVersion: scan.muscanVersion,
    gitCommit: lastRun?.gitCommit == null ? 'unknown' : lastRun.gitCommit + (lastRun.gitDirty ? '+' : ''),
    nodeVersion: scan.nodeVersion,
    architecture: scan.architecture,
    createdAt: scan.createdAt,
    points: `${progress.pointsDone} of ${progress.points}`,
    ...(constraints !== undefined && {
      constraints: constraintRecords(constraints, plan.model).map(describeRecord).join('; ') || 'none',
    }),
    exportedWith: VERSION,
  };
}

/** The same for JSON: constraints one by one. */
export function provenanceInJson(scan: ScanHead) {
  const { constraints } = scan.scan.presentation;
  return {
    ...provenanceOf(scan),
    ...(constraints !== undefined && { constraints: constraintRecords(constraints, scan.plan.model) }),
  };
}

/** With the plan, the text of the scan file and every run. */
export function fullProvenanceOf(scan: ScanHead) {
  const scanFile = scan.scan.presentation.file?.text ?? null;
  return { ...provenanceInJson(scan), plan: scan.plan, scanFile, runs: scan.runs };
}

/** Comment lines for text files, each a `# key: value`. */
export function provenanceLines(scan: ScanHead): string[] {
  return Object.entries(provenanceOf(scan)).map(
    ([key, value]) => `# ${key}: ${String(value).replaceAll(/\s+/g, ' ')}`,
  );
}
