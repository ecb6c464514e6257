/** Columns that are finished but not yet stored: committed when enough have come, and never later than the interval. */
import type { ColumnWriter, FinishedColumn } from '../store/column-writer.js';

const COMMIT_INTERVAL_MS = 200;

export class CommitBatch {
  #columns: FinishedColumn[] = [];
  #timer: NodeJS.Timeout | undefined;
  #failure: unknown;

  /** @param onFailure a commit that nobody waited for has failed; the next call throws the error. */
  constructor(
    readonly writer: ColumnWriter,
    readonly limit: number,
    readonly onCommitted: (columns: readonly FinishedColumn[]) => void,
    readonly onFailure: () => void,
  ) {}

  add(column: FinishedColumn): void {
    this.#throwFailure();
    this.#columns.push(column);
    if (this.#columns.length >= this.limit) this.#commit();
    else this.#timer ??= setTimeout(() => this.#commitLater(), COMMIT_INTERVAL_MS);
  }

  finish(): void {
    this.#throwFailure();
    this.#commit();
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  /** A timer has nobody to throw to: the failure is kept for the next call, and the pool stopped meanwhile. */
  #commitLater(): void {
    try {
      this.#commit();
    } catch (error) {
      this.#failure = error;
      this.onFailure();
    }
  }

  #commit(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#columns.length === 0) return;
    const columns = this.#columns;
    this.#columns = [];
    this.writer.saveColumns(columns);
    this.onCommitted(columns);
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}
