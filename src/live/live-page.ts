/** A page that follows its scans: what it shows first, and what changed since any later moment. */
import { randomUUID } from 'node:crypto';
import type { FeedState } from './scan-feed.js';
import { changingSections, reportPage, waitingPage } from '../report/html/page.js';
import type { PageUpdate } from '../report/html/page-data.js';
import { type ContouredScan, columnUpdate, contourData } from '../report/html/scan-data.js';
import { provenanceLines } from '../report/provenance.js';

export class LivePage {
  /** Tells the pages of an earlier server from those of this one. */
  readonly #session = randomUUID();
  readonly #databaseName: string;
  #state: FeedState = { kind: 'waiting', reason: 'The database is being read.' };
  #revision = 0;
  /** The first revision since which the page itself is another one: other scans, or none. */
  #firstRevision = 0;
  /** By scan, the revision in which each mass column was last changed. */
  #changedIn: Int32Array[] = [];

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
      this.#changedIn =
        state.kind === 'waiting'
          ? []
          : state.scans.map(({ snapshot }) =>
              new Int32Array(snapshot.grid.massGeV.length).fill(this.#revision),
            );
    } else if (state.kind === 'scans' && this.#state.kind === 'scans') {
      for (const [i, scan] of state.scans.entries()) {
        noteChanges(this.#changedIn[i], this.#revision, this.#state.scans[i], scan);
      }
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
    const updates = scans.map((scan, i) => ({
      comments: provenanceLines(scan.snapshot),
      columns: Array.from(this.#changedIn[i].entries())
        .filter(([, changed]) => changed > since)
        .map(([massIndex]) => columnUpdate(scan.snapshot, massIndex)),
      contours: contourData(scan),
    }));
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

function noteChanges(
  changedIn: Int32Array,
  revision: number,
  { snapshot: { grid: before } }: ContouredScan,
  { snapshot: { grid: now } }: ContouredScan,
): void {
  const size = now.coupling.length;
  for (let i = 0; i < changedIn.length; i++) {
    const isChanged = (['yield', 'relError', 'status'] as const).some((name) => {
      const [a, b] = [before[name], now[name]].map((values) => values.subarray(i * size, (i + 1) * size));
      return !a.every((value, j) => Object.is(value, b[j]));
    });
    if (isChanged) changedIn[i] = revision;
  }
}
