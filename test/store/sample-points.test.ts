import { describe, expect, it } from 'vitest';
import { PointStatus } from '../../src/store/point-status.js';
import { samplePoints } from '../../src/store/sample-points.js';
import { axis, newColumn, newDatabase, newScan, startScan } from './fixtures.js';

function grid(masses: number, couplings: number, done = masses) {
  const database = newDatabase();
  const { scanId, writer } = startScan(
    database,
    newScan({ massGeV: axis(masses), coupling: axis(couplings) }),
  );
  writer.saveColumns(Array.from({ length: done }, (_, mass) => newColumn(mass, couplings)));
  const sample = (count: number) =>
    samplePoints(database, scanId, count).map(({ massIndex, couplingIndex }) => [massIndex, couplingIndex]);
  return { database, scanId, writer, sample };
}

describe('a sample', () => {
  it('is spread over both axes, and always the same', () => {
    const { sample } = grid(40, 50);
    const points = sample(20);
    expect(points).toHaveLength(20);
    expect(sample(20)).toEqual(points);
    expect(new Set(points.map(([mass]) => Math.floor(mass / 10)))).toEqual(new Set([0, 1, 2, 3]));
    expect(new Set(points.map(([mass]) => mass)).size).toBe(20);
    for (let part = 0; part < 5; part++) {
      const inPart = points.filter(([, coupling]) => Math.floor(coupling / 10) === part);
      expect(inPart.length).toBeGreaterThanOrEqual(3);
    }
  });

  it.each([1, 5, 39, 41, 399, 400, 401, 100_000])('of %i points has no point twice', (count) => {
    const points = grid(20, 20).sample(count);
    expect(points).toHaveLength(Math.min(count, 400));
    expect(new Set(points.map(String)).size).toBe(points.length);
  });

  it('is taken from what is done', () => {
    const points = grid(10, 4, 3).sample(6);
    expect(points).toHaveLength(6);
    expect(points.every(([mass]) => mass < 3)).toBe(true);
    expect(grid(10, 4, 0).sample(6)).toEqual([]);
    expect(grid(10, 4).sample(0)).toEqual([]);
  });

  it('leaves failed points out, and comes with what is stored', () => {
    const { database, scanId, writer } = grid(2, 4, 0);
    const { ok, failed } = PointStatus;
    const yields = Float64Array.of(Number.NaN, 0.1, Number.NaN, Number.NaN);
    const relErrors = Float64Array.of(0, Number.NaN, 0, 0);
    writer.saveColumns([
      newColumn(1, 4, { yields, relErrors, statuses: Uint8Array.of(failed, ok, failed, ok) }),
    ]);
    const [{ finishedAt, ...point }, ...others] = samplePoints(database, scanId, 10);
    expect(others).toEqual([]);
    expect(point).toEqual({
      taskIndex: 1,
      massIndex: 1,
      couplingIndex: 1,
      yield: 0.1,
      relError: Number.NaN,
      status: ok,
    });
    expect(new Date(finishedAt).getTime()).toBeLessThanOrEqual(Date.now());
  });
});
