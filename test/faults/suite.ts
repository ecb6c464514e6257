/** What the fault suite has in common: how much to do, chance that can be repeated, and a report of what was done. */
import { appendFileSync } from 'node:fs';
import { expect, onTestFinished, type TestContext } from 'vitest';

/** `npm run test:faults` does all of it, `npm test` a short form. */
export const FULL = process.env['MUSCAN_FAULTS'] === 'full';

/** The first for the full suite, the second for its short form. */
export function choose<T>(full: T, short: T): T {
  return FULL ? full : short;
}

/** Fixed in the short form, so that what passed once passes again; printed, so that a failure can be repeated. */
export const SEED = Number(process.env['MUSCAN_FAULTS_SEED'] ?? 1);

export const MINUTE = 60_000;

/** A generator of its own for every purpose, from the seed (mulberry32). */
export class Chance {
  #state: number;

  constructor(purpose: string) {
    this.#state = SEED;
    for (const character of purpose)
      this.#state = Math.imul(this.#state ^ character.charCodeAt(0), 16_777_619);
  }

  /** In [0, 1). */
  number(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.number() * (to - from + 1));
  }

  pick<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)];
  }
}

/** Counts what a test did and collects what went wrong; all of it is told in the end, whether it failed or not. */
export class Report {
  readonly #section: string;
  readonly #counts: Record<string, number | string> = { seed: SEED };
  readonly #problems: string[] = [];
  readonly #startedAt = performance.now();

  constructor(section: string) {
    this.#section = section;
    onTestFinished(() => this.#write());
  }

  count(name: string, by = 1): void {
    this.#counts[name] = Number(this.#counts[name] ?? 0) + by;
  }

  /** Keeps the largest. */
  largest(name: string, value: number): void {
    this.#counts[name] = Math.max(Number(this.#counts[name] ?? 0), value);
  }

  note(name: string, value: number | string): void {
    this.#counts[name] = value;
  }

  value(name: string): number {
    return Number(this.#counts[name] ?? 0);
  }

  problem(text: string): void {
    this.#problems.push(text);
  }

  check(isRight: boolean, text: string): void {
    if (!isRight) this.problem(text);
  }

  skip(context: TestContext, reason: string): never {
    this.note('NOT TESTED', reason);
    return context.skip(`NOT TESTED: ${reason}`);
  }

  /** To be called last: fails if there were problems. */
  finish(): void {
    expect(this.#problems).toEqual([]);
  }

  #write(): void {
    this.#counts['seconds'] = Math.round((performance.now() - this.#startedAt) / 100) / 10;
    const report = { section: this.#section, counts: this.#counts, problems: this.#problems };
    const path = process.env['MUSCAN_FAULTS_REPORT'];
    if (path !== undefined) appendFileSync(path, `${JSON.stringify(report)}\n`);
    else console.log(JSON.stringify(report));
  }
}
