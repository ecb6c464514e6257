/** A page that follows its scans: what it shows first, and what changed since any later moment. */
import { randomUUID } from 'node:crypto';
import type { FeedState } from './scan-feed.js';
import { changingSections, reportPage, waitingPage } from '../report/html/page.js';
import type { PageUpdate, ScanUpdate } from '../report/html/page-data.js';
import { type ContouredScan, columnUpdate, contourData, scanData } from '../report/html/scan-data.js';
import { provenanceLines } from '../report/provenance.js';

export class LivePage {
  /** Tells the pages of an earlier server from those of this one. */
  readonly #session = randomUUID();
  readonly #databaseName: string;
  #state: FeedState = { kind: 'waiting', reason: 'The database is being read.' };
  #revision = 0;
  /** The first revision since which the page itself is another one: other scans, or none. */
  #firstRevision = 0;
  #changes: ScanChangeLog[] = [];

  constructor(databaseName: string) {
    this.#databaseName = databaseName;
  }

  get revision(): string {
    return `${this.#session}-${this.#revision}`;
  }

  take(state: FeedState): void {
    this.#revision++;
    if (keyOf(state) !== keyOf(this.#state)) {
      this.#firstRevision = this.#revision;
      this.#changes = state.kind === 'waiting' ? [] : state.scans.map((scan) => newLog(scan, this.#revision));
    } else if (state.kind === 'scans' && this.#state.kind === 'scans') {
      const { scans: before } = this.#state;
      this.#changes = state.scans.map((scan, i) =>
        withChanges(this.#changes[i], this.#revision, before[i], scan),
      );
    }
    this.#state = state;
  }

  async render(): Promise<string> {
    const { revision } = this;
    if (this.#state.kind === 'waiting') return waitingPage(this.#state.reason, revision);
    const live = { revision, now: Date.now() };
    return reportPage(this.#state.scans, { databaseName: this.#databaseName, live });
  }

  /** Since a revision; undefined if the page has to be loaded anew. */
  async changesSince(text: string): Promise<PageUpdate | undefined> {
    const since = this.#numberOf(text);
    if (since === undefined || since < this.#firstRevision || this.#state.kind === 'waiting')
      return undefined;
    // Both are of one moment, whatever comes while the sections are set.
    const { scans } = this.#state;
    const { revision } = this;
    const updates = scans.map((scan, i) => scanUpdate(scan, this.#changes[i], since));
    const sections = await changingSections(scans, Date.now());
    return {
      revision,
      scans: updates,
      sections: Object.fromEntries(Object.entries(sections).map(([id, { markup }]) => [id, markup])),
    };
  }

  #numberOf(text: string): number | undefined {
    if (!text.startsWith(`${this.#session}-`)) return undefined;
    const number = Number(text.slice(this.#session.length + 1));
    return Number.isInteger(number) && number <= this.#revision ? number : undefined;
  }
}

/** What a page cannot change without being loaded anew. */
function keyOf(state: FeedState): string {
  if (state.kind === 'waiting') return state.reason;
  return JSON.stringify(
    state.scans.map(({ snapshot: { scan }, open }) => [
      scan.scanId,
      scan.planHash,
      scan.presentation.title,
      open.map(({ level, exposure }) => [level, exposure]),
    ]),
  );
}

/** The revisions in which parts of a scan were last changed. */
interface ScanChangeLog {
  readonly axes: number;
  /** By mass. */
  readonly columns: Int32Array;
}

function newLog({ snapshot: { grid } }: ContouredScan, revision: number): ScanChangeLog {
  return { axes: revision, columns: new Int32Array(grid.massGeV.length).fill(revision) };
}

function withChanges(
  log: ScanChangeLog,
  revision: number,
  { snapshot: { grid: before } }: ContouredScan,
  scan: ContouredScan,
): ScanChangeLog {
  const { grid: now } = scan.snapshot;
  if (!isSame(before.massGeV, now.massGeV) || !isSame(before.coupling, now.coupling)) {
    return newLog(scan, revision);
  }
  const size = now.coupling.length;
  const column = (values: Float64Array | Uint8Array, i: number) => values.subarray(i * size, (i + 1) * size);
  return {
    ...log,
    columns: log.columns.map((changed, i) =>
      (['yield', 'relError', 'status'] as const).every((name) =>
        isSame(column(before[name], i), column(now[name], i)),
      )
        ? changed
        : revision,
    ),
  };
}

function isSame(a: Float64Array | Uint8Array, b: Float64Array | Uint8Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}

function scanUpdate(scan: ContouredScan, { axes, columns }: ScanChangeLog, since: number): ScanUpdate {
  if (axes > since) return { whole: scanData(scan) };
  return {
    comments: provenanceLines(scan.snapshot),
    columns: Array.from(columns.entries())
      .filter(([, changed]) => changed > since)
      .map(([massIndex]) => columnUpdate(scan.snapshot, massIndex)),
    contours: contourData(scan),
  };
}
