/** How sure the contours of an experiment are, and where they are drawn: neither is part of the plan. */
import { describe, expect, it } from 'vitest';
import { CERTAINTIES } from '../../src/certainty.js';
import { EXPERIMENTS } from '../../src/experiments/index.js';
import { parseScanFile } from '../../src/scan/scan-file.js';

const scanOf = (experiment: string, more = '') =>
  parseScanFile(
    `name: test
model: { id: mu-tau-vector }
experiment: ${experiment}
method: exact
grid: { mass: { from: 2 MeV, to: 200 MeV, points: 3 }, coupling: { from: 1e-6, to: 1, points: 3 } }
${more}`,
    'test.yaml',
  );
const certaintyOf = (experiment: string) =>
  scanOf(experiment, experiment.includes('na64mu-2022') ? 'channel: invisible' : '').certainty;

describe('the certainty of a scan', () => {
  it.each([
    ['m3-phase-1', 'projected'],
    ['na64mu-2022', 'approximate'],
    ['{ id: na64mu-2022, channels: { invisible: { efficiency: 0.3 } } }', 'approximate'],
    // Which have not been taken.
    ['{ id: na64mu-2022, beam: { particles_on_target: 1e12 } }', 'projected'],
    ['{ id: na64mu-2022, beam: { particles_on_target: 1e10 } }', 'approximate'],
    ['{ id: na64mu-2022, certainty: computed, beam: { particles_on_target: 1e12 } }', 'projected'],
    ['e137', 'approximate'],
    ['na64e-2023', 'approximate'],
  ])('of %s is %s', (experiment, certainty) => {
    expect(certaintyOf(experiment)).toBe(certainty);
  });

  it('of an experiment written in full is projected unless it says otherwise', () => {
    const own = (more: string) =>
      certaintyOf(
        `{ id: mine, title: Mine, source: us, ${more} beam: { particle: muon, energy: 10 GeV, particles_on_target: 1e10 }, target: { material: Pb, length: 2 cm, energy_loss: none }, channels: { all: { title: All } } }`,
      );
    expect([own(''), own('certainty: computed,')]).toEqual(['projected', 'computed']);
  });

  it('is said by every shipped experiment, and none claims to exclude', () => {
    for (const { certainty } of Object.values(EXPERIMENTS)) {
      expect(certainty).toBeDefined();
      expect(CERTAINTIES[certainty!].isExclusion).toBe(false);
    }
  });

  it('is no part of the plan, and neither are the events of a limit', () => {
    const plain = scanOf('e141').planHash;
    expect(scanOf('{ id: e141, certainty: computed }').planHash).toBe(plain);
    expect(scanOf('{ id: e141, channels: { visible: { limit_events: 7 } } }').planHash).toBe(plain);
    expect(scanOf('{ id: e141, channels: { visible: { energy: { min: 1 GeV } } } }').planHash).not.toBe(
      plain,
    );
  });
});

describe('contours that a scan does not name', () => {
  // 1209.6083 for the dumps; ln 10 at 90 % without an event.
  it.each([
    ['e137', 3],
    ['orsay', 3],
    ['e141', 3419],
    ['e774', 18],
    ['kek', 3],
    ['na64e-2019', 2.3],
    ['m3-phase-1', 3],
    ['{ id: m3-phase-1, channels: { missing-momentum: { limit_events: 5 } } }', 5],
  ])('of %s are of %f events', (experiment, events) => {
    expect(scanOf(experiment).contourLevels).toEqual([events]);
    expect(scanOf(experiment, 'contours: { exposures: [1e9] }').contourLevels).toEqual([events]);
    expect(scanOf(experiment, 'contours: { levels: [4] }').contourLevels).toEqual([4]);
  });
});
