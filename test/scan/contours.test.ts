import { describe, expect, test } from 'vitest';
import { parseScanFile } from '../../src/scan/scan-file.js';
import { upperLimit } from '../../src/sensitivity/upper-limit.js';
import { exampleWith, problemsIn } from './example.js';

const withContours = (yaml: string) => exampleWith('contours: {levels: [3]}', `contours: ${yaml}`);
const levels = (yaml: string) => parseScanFile(withContours(yaml), 'scan.yaml').contourLevels;
const limit = (observed: number, background: number, method: 'poisson' | 'cls' | 'feldman-cousins') =>
  upperLimit({ method, observed, background, confidenceLevel: 0.9 });

describe('levels', () => {
  test('are numbers of events, or upper limits', () => {
    expect(levels('{levels: [1, {cl: 90%}, 3]}')).toEqual([1, limit(0, 0, 'poisson'), 3]);
    expect(levels('{levels: [{cl: 0.9, observed: 4, background: 1.5}]}')).toEqual([limit(4, 1.5, 'poisson')]);
    expect(levels('{levels: [{cl: 90 %, method: cls, background: 3}]}')).toEqual([limit(0, 3, 'cls')]);
    expect(levels('{levels: [{cl: 90%, method: feldman-cousins, observed: 1}]}')).toEqual([
      limit(1, 0, 'feldman-cousins'),
    ]);
  });

  test('come in any order', () => {
    expect(levels('{levels: [3, {cl: 90%}, 10, 1]}')).toEqual([1, limit(0, 0, 'poisson'), 3, 10]);
    expect(parseScanFile(withContours('{exposures: [1e12, 2e10]}'), 'scan.yaml').contourExposures).toEqual([
      2e10, 1e12,
    ]);
  });

  test('are 3 events if left out, or one limit', () => {
    expect(levels('{}')).toEqual([3]);
    expect(levels('{cl: 90%}')).toEqual([limit(0, 0, 'poisson')]);
    expect(levels('{cl: 90%, observed: 2, background: 1, method: cls}')).toEqual([limit(2, 1, 'cls')]);
  });
});

test('exposures are not part of the plan', () => {
  const scan = parseScanFile(withContours('{exposures: [1e10, 2e10, 1e12]}'), 'scan.yaml');
  expect(scan.contourExposures).toEqual([1e10, 2e10, 1e12]);
  expect(scan.contourLevels).toEqual([3]);
  expect(scan.planHash).toBe(parseScanFile(withContours('{}'), 'scan.yaml').planHash);
});

const NO_EVENTS = 'of events above zero, or {cl: 90%}';

describe('faults', () => {
  test.each([
    [
      '{cl: 90}',
      '16:16 contours.cl: expected a number from 0.001 to 0.999999999, or a percentage such as "90%"; got 90; did you mean "90%"?',
    ],
    ['{cl: [90%]}', '16:16 contours.cl: expected a confidence level such as "90%" or 0.9; got a list'],
    [
      '{cl: x, observed: 2.5, background: -1, method: clss, level: 3}',
      '16:16 contours.cl: expected a number from 0.001 to 0.999999999, or a percentage such as "90%"; got "x"',
      '16:29 contours.observed: expected a whole number of events, 0 or more; got 2.5',
      '16:46 contours.background: expected a number of events, 0 or more; got -1',
      '16:58 contours.method: expected one of poisson, feldman-cousins, cls; got "clss"; did you mean "cls"?',
      '16:64 contours.level: unknown field; did you mean "levels"?',
    ],
    [
      '{levels: [{cl: 90%}, 3, {cl: 0.9}, 3]}',
      `16:35 contours.levels[2]: expected each value once; got ${limit(0, 0, 'poisson')} again, as value 1`,
      '16:46 contours.levels[3]: expected each value once; got 3 again, as value 2',
    ],
    [
      '{levels: [a, -1, {}, {observed: 1}, {c: 90%}, [3]]}',
      `16:21 contours.levels[0]: expected a number ${NO_EVENTS}; got "a"`,
      '16:24 contours.levels[1]: expected a number above zero; got -1',
      '16:28 contours.levels[2].cl: expected a confidence level such as "90%" or 0.9; got nothing',
      '16:32 contours.levels[3].cl: expected a confidence level such as "90%" or 0.9; got nothing',
      '16:48 contours.levels[4].c: unknown field; did you mean "cl"?',
      `16:57 contours.levels[5]: expected a number ${NO_EVENTS}; got a list`,
    ],
    [
      '{levels: [{cl: 90%, observed: 1000000}]}',
      '16:41 contours.levels[0].observed: expected a whole number from 0 to 100000; got 1000000',
    ],
    [
      '{cl: 90%, background: 10}',
      '16:16 contours.cl: expected a limit above zero: with 0 events on a background of 10 the poisson limit excludes everything; use method: cls',
    ],
    ['{levels: [3], cl: 90%}', '16:29 contours.cl: expected either levels or a confidence level; got both'],
    [
      '{observed: 1, method: cls}',
      '16:22 contours.observed: expected "cl" beside it; got no confidence level',
      '16:33 contours.method: expected "cl" beside it; got no confidence level',
    ],
    [
      '{exposures: [2e10, 1e10, 2e10]}',
      '16:36 contours.exposures[2]: expected each value once; got 20000000000 again, as value 1',
    ],
    ['{exposures: [0]}', '16:24 contours.exposures[0]: expected a number above zero; got 0'],
    ['{exposures: 1e10}', '16:23 contours.exposures: expected a list of values; got 10000000000'],
  ])('%s', (yaml, ...problems) => {
    expect(problemsIn(withContours(yaml))).toEqual(problems);
  });
});
