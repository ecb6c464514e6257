import { describe, expect, it } from 'vitest';
import { type Death, attemptColumn } from '../../src/engine/column-attempts.js';
import type { CouplingRange } from '../../src/engine/protocol.js';
import { PointStatus } from '../../src/sensitivity/point-status.js';

const LENGTH = 200;
const ALL = { from: 0, to: LENGTH };

/** What a worker gives back: every yield tells its coupling. */
function computed({ from, to }: CouplingRange) {
  const yields = Float64Array.from({ length: to - from }, (_, i) => 1 / (1 + from + i));
  return {
    yields,
    relErrors: yields.map((value) => value / 1e4),
    statuses: new Uint8Array(to - from),
    failures: [],
    evaluations: 1000,
    durationMs: 1,
  };
}

/** A column whose workers die wherever `isDeadly` says so. */
async function attempt(isDeadly: (couplings: CouplingRange, attempts: number) => boolean) {
  const deaths: Death[] = [];
  let attempts = 0;
  const result = await attemptColumn(
    LENGTH,
    async (couplings) => {
      attempts++;
      return isDeadly(couplings, attempts) ? { death: 'killed' } : computed(couplings);
    },
    (death) => deaths.push(death),
  );
  const column = result!.column;
  const failed = [...column.statuses.keys()].filter((i) => column.statuses[i] === PointStatus.failed);
  return { column, failed, deaths, attempts, told: result!.attempts };
}

function holds(couplings: readonly number[]) {
  return ({ from, to }: CouplingRange) => couplings.some((i) => i >= from && i < to);
}

describe('a column on which workers die', () => {
  it('once or twice is tried again as a whole, and is what it always is', async () => {
    const { column, failed, deaths, told } = await attempt((_, attempts) => attempts < 3);
    expect(column).toEqual(computed(ALL));
    expect(failed).toEqual([]);
    expect(deaths.map(({ attempts, couplings }) => [attempts, couplings])).toEqual([
      [1, ALL],
      [2, ALL],
    ]);
    expect(told).toBe(3);
  });

  it.each([[[0]], [[199]], [[7, 131]], [[63, 64, 65]]])(
    'at the couplings %j loses these points and no other bit',
    async (bad) => {
      const { column, failed, deaths, attempts, told } = await attempt(holds(bad));
      expect(failed).toEqual(bad);
      expect(column.failures).toEqual(
        bad.map((couplingIndex) => ({
          couplingIndex,
          reason: 'the worker died 3 times at this point: killed',
        })),
      );
      const undisturbed = computed(ALL);
      for (const i of undisturbed.yields.keys()) {
        expect(column.yields[i]).toBe(bad.includes(i) ? Number.NaN : undisturbed.yields[i]);
        expect(column.relErrors[i]).toBe(bad.includes(i) ? Number.NaN : undisturbed.relErrors[i]);
      }
      expect(attempts).toBe(told);
      expect(deaths.filter(({ isLastOfWhole }) => isLastOfWhole)).toHaveLength(1);
      // Three of the whole, one per halving, three of the point.
      expect(deaths.length).toBeLessThanOrEqual(3 + bad.length * (8 + 3));
    },
  );

  it('with any coupling or none is given up after six deaths', async () => {
    const { column, failed, attempts } = await attempt(() => true);
    expect(attempts).toBe(6);
    expect(failed).toHaveLength(LENGTH);
    expect(column.failures).toEqual([
      {
        couplingIndex: null,
        reason: 'the worker died 6 times at this mass, with any coupling or none: killed',
      },
    ]);
  });

  it('at half of its couplings keeps the other half, after a bounded number of deaths', async () => {
    const { column, failed, deaths } = await attempt(({ to }) => to > 100);
    expect(failed).toEqual(Array.from({ length: 100 }, (_, i) => 100 + i));
    expect(deaths).toHaveLength(64);
    expect(column.failures).toHaveLength(100);
    expect(column.failures[99].reason).toMatch(/^given up: the worker died 64 times at this mass/);
  });

  it('and recovers when the couplings are told apart has no failed point', async () => {
    const { column, failed } = await attempt((_, attempts) => attempts <= 4 || attempts === 7);
    expect(failed).toEqual([]);
    expect(column.failures).toEqual([]);
    expect(column.yields).toEqual(computed(ALL).yields);
  });

  it('is left when the run stops, whenever that is', async () => {
    for (let stop = 1; stop < 25; stop++) {
      let attempts = 0;
      const result = await attemptColumn(
        LENGTH,
        async (couplings) => {
          if (++attempts === stop) return null;
          return holds([7, 131])(couplings) ? { death: 'killed' } : computed(couplings);
        },
        () => undefined,
      );
      expect(result).toBeNull();
    }
  });

  it('may have a single coupling', async () => {
    const result = await attemptColumn(
      1,
      async (couplings) => (couplings.to > 0 ? { death: 'killed' } : computed(couplings)),
      () => undefined,
    );
    expect(result!.column.failures).toHaveLength(1);
    expect(result!.column.failures[0].couplingIndex).toBe(0);
  });

  it('keeps what a part itself could not compute, at its place', async () => {
    const result = await attemptColumn(
      8,
      async (couplings) => {
        if (holds([1])(couplings)) return { death: 'killed' };
        const part = computed(couplings);
        if (couplings.from !== 4) return part;
        part.statuses.fill(PointStatus.failed);
        return { ...part, failures: [{ couplingIndex: null, reason: 'NaN' }] };
      },
      () => undefined,
    );
    expect(result!.column.failures.map(({ couplingIndex }) => couplingIndex)).toEqual([1, 4, 5, 6, 7]);
  });
});
