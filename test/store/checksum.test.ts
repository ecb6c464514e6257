import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { checkTasks } from '../../src/store/check-tasks.js';
import { numberFrom, pointsChecksum, statusFrom } from '../../src/store/checksum.js';
import { POINT_PENDING, PointStatus } from '../../src/store/point-status.js';
import { axis, newColumn, newDatabase, newScan, startScan } from './fixtures.js';

const points = { yields: [1.5, Number.NaN], relErrors: [Infinity, 5e-324], statuses: [0, 3] };

it('is the SHA-256 of the bytes that db/README.md describes', () => {
  const bytes = ['000000000000f83f', '000000000000f87f', '000000000000f07f', '0100000000000000', '00', '03'];
  expect(pointsChecksum(points)).toBe(createHash('sha256').update(bytes.join(''), 'hex').digest('hex'));
});

it('changes with any bit, and with the order', () => {
  const sums = [
    points,
    { ...points, yields: [1.5 + Number.EPSILON, Number.NaN] },
    { ...points, yields: [Number.NaN, 1.5] },
    { ...points, relErrors: [Infinity, 0] },
    { ...points, relErrors: points.yields, yields: points.relErrors },
    { ...points, statuses: [1, 3] },
    { yields: [1.5], relErrors: [Infinity], statuses: [0] },
  ].map(pointsChecksum);
  expect(new Set(sums).size).toBe(sums.length);
});

it('does not depend on the bits of a NaN', () => {
  const yields = new Float64Array(new BigUint64Array([0x3ff8000000000000n, 0xfff8000000001234n]).buffer);
  expect(pointsChecksum({ ...points, yields })).toBe(pointsChecksum(points));
});

it.each([1, 100, 250])('is stored with a column of %i points, whatever their values', (couplings) => {
  const database = newDatabase();
  const { scanId, writer } = startScan(database, newScan({ massGeV: [1, 2, 3], coupling: axis(couplings) }));
  const { ok, unconverged, failed } = PointStatus;
  const awkward = [-0, Number.NaN, Infinity, 5e-324, -1e300, 2 ** 53, 0.1, 0];
  const codes = [ok, unconverged, failed, ok];
  writer.saveColumns([
    newColumn(0, couplings),
    newColumn(2, couplings, {
      yields: Float64Array.from({ length: couplings }, (_, i) => awkward[i % awkward.length]),
      relErrors: Float64Array.from({ length: couplings }, (_, i) => awkward[(i + 3) % awkward.length]),
      statuses: Uint8Array.from({ length: couplings }, (_, i) => codes[i % codes.length]),
    }),
  ]);
  expect(checkTasks(database, scanId)).toEqual({
    tasks: 3,
    tasksDone: 2,
    pointsStored: 2 * couplings,
    checksumsEqual: 2,
    checksumsAbsent: 0,
    faults: [],
  });
});

it('what a flipped bit has made a text or a blob of is never taken for a stored number', () => {
  expect([1.5, 0, null].map(numberFrom)).toEqual([1.5, 0, Number.NaN]);
  expect(['', '0', Buffer.alloc(0), undefined].map(numberFrom)).toEqual(Array(4).fill(-Infinity));
  expect([0, 3, '', '0', Buffer.alloc(0), null].map(statusFrom)).toEqual([
    0,
    3,
    ...Array(4).fill(POINT_PENDING),
  ]);
});
