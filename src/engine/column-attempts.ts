/**
 * Gets a column computed although workers die on it.
 *
 * 1. The whole column is tried three times: a death may have been an accident.
 * 2. The mass is tried without any coupling: if workers die of that too, no coupling can be saved.
 * 3. Otherwise the couplings are halved, and halved again, until what is left are single couplings that workers died on
 *    three times each. These points are marked failed; all others are computed, and have the bits that they always have,
 *    since a point does not depend on the couplings beside it. Every part costs the integrals of its mass again.
 *
 * After 64 deaths the parts that are not done yet are marked failed as they are. Larger parts come first, so that this
 * gives up as few good points as possible.
 */
import { failedColumn } from '../sensitivity/kernel.js';
import type { ColumnFailure } from '../sensitivity/kernel.js';
import type { ComputedColumn, CouplingRange } from './protocol.js';

/** What became of a try: a column, the reason why the worker died, or null for a run that is stopping. */
export type Try = ComputedColumn | { readonly death: string } | null;

export interface Death {
  /** Tries up to now, this one included. */
  readonly attempts: number;
  readonly reason: string;
  readonly couplings: CouplingRange;
  /** Whether it is the one after which the couplings are told apart. */
  readonly isLastOfWhole: boolean;
}

export interface AttemptedColumn {
  readonly column: ComputedColumn;
  readonly attempts: number;
}

const MAX_ATTEMPTS = 3;
const MAX_DEATHS = 64;

/** The column of that many couplings; null if the run stopped before it was complete. */
export async function attemptColumn(
  length: number,
  compute: (couplings: CouplingRange) => Promise<Try>,
  onDeath: (death: Death) => void,
): Promise<AttemptedColumn | null> {
  let attempts = 0;
  let deaths = 0;
  let reason = '';
  const attempt = async (couplings: CouplingRange, isLastOfWhole = false) => {
    attempts++;
    const result = await compute(couplings);
    if (result !== null && 'death' in result) {
      deaths++;
      reason = result.death;
      onDeath({ attempts, reason, couplings, isLastOfWhole });
    }
    return result;
  };
  const several = async (couplings: CouplingRange, isWhole: boolean) => {
    for (let i = 1; ; i++) {
      const result = await attempt(couplings, isWhole && i === MAX_ATTEMPTS);
      if (i === MAX_ATTEMPTS || result === null || !('death' in result)) return result;
    }
  };

  const all = { from: 0, to: length };
  const whole = await several(all, true);
  if (whole === null) return null;
  if (!('death' in whole)) return { column: whole, attempts };

  const alone = await several({ from: 0, to: 0 }, false);
  if (alone === null) return null;
  if ('death' in alone) {
    const text = `the worker died ${deaths} times at this mass, with any coupling or none: ${reason}`;
    return { column: { ...failedColumn(length, text), durationMs: 0 }, attempts };
  }

  const parts = new Parts(length);
  const queue: (CouplingRange & { readonly died: number })[] = split(all);
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    if (deaths >= MAX_DEATHS) {
      parts.fail(
        part,
        `given up: the worker died ${deaths} times at this mass, too often to tell its couplings apart: ${reason}`,
      );
      continue;
    }
    const result = await attempt(part);
    if (result === null) return null;
    if (!('death' in result)) parts.add(part, result);
    else if (part.to - part.from > 1) queue.push(...split(part));
    else if (part.died + 1 < MAX_ATTEMPTS) queue.push({ ...part, died: part.died + 1 });
    else parts.fail(part, `the worker died ${MAX_ATTEMPTS} times at this point: ${reason}`);
  }
  return { column: parts.column(), attempts };
}

/** Two halves; a single coupling is its own half. */
function split({ from, to }: CouplingRange) {
  const middle = from + Math.ceil((to - from) / 2);
  return [
    { from, to: middle, died: 0 },
    { from: middle, to, died: 0 },
  ].filter((part) => part.to > part.from);
}

/** A column that is put together. */
class Parts {
  readonly #column: ComputedColumn;
  readonly #failures: ColumnFailure[] = [];
  #evaluations = 0;
  #durationMs = 0;

  constructor(length: number) {
    this.#column = { ...failedColumn(length, ''), durationMs: 0 };
  }

  add({ from, to }: CouplingRange, part: ComputedColumn): void {
    this.#column.yields.set(part.yields, from);
    this.#column.relErrors.set(part.relErrors, from);
    this.#column.statuses.set(part.statuses, from);
    // What was computed in all, not what would have been enough.
    this.#evaluations += part.evaluations;
    this.#durationMs += part.durationMs;
    for (const { couplingIndex, reason } of part.failures) {
      if (couplingIndex === null) this.fail({ from, to }, reason);
      else this.#failures.push({ couplingIndex: from + couplingIndex, reason });
    }
  }

  fail({ from, to }: CouplingRange, reason: string): void {
    for (let couplingIndex = from; couplingIndex < to; couplingIndex++) {
      this.#failures.push({ couplingIndex, reason });
    }
  }

  column(): ComputedColumn {
    return {
      ...this.#column,
      failures: this.#failures.toSorted((a, b) => a.couplingIndex! - b.couplingIndex!),
      evaluations: this.#evaluations,
      durationMs: this.#durationMs,
    };
  }
}
