import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/report/layout.js';
import { LINE_WEIGHT, occupancy } from '../../src/report/occupancy.js';
import { INSET, placeInFrame } from '../../src/report/place-legend.js';

const frame: Box = { left: 50, top: 20, right: 450, bottom: 320 };
const legend = { widthPx: 100, heightPx: 60 };
const corners = {
  left: frame.left + INSET,
  right: frame.right - INSET - legend.widthPx,
  top: frame.top + INSET,
  bottom: frame.bottom - INSET - legend.heightPx,
};

function line(...points: [number, number][]) {
  return { lines: [{ x: points.map(([px]) => px), y: points.map(([, py]) => py) }], region: [] };
}

function place(...shapes: Parameters<typeof occupancy>[1]) {
  return placeInFrame(legend, frame, occupancy(frame, shapes));
}

describe('occupancy', () => {
  const square = { x: [100, 200, 200, 100], y: [100, 100, 200, 200] };

  it('is zero where nothing is drawn', () => {
    const hidden = occupancy(frame, [line([60, 30], [440, 30])]);
    expect(hidden({ left: 60, top: 60, right: 440, bottom: 310 })).toBe(0);
    expect(hidden({ left: 200, top: 25, right: 210, bottom: 40 })).toBeGreaterThanOrEqual(LINE_WEIGHT);
  });

  it('sees a line between far-apart points', () => {
    const hidden = occupancy(frame, [line([50, 20], [450, 320])]);
    expect(hidden({ left: 245, top: 165, right: 255, bottom: 175 })).toBeGreaterThanOrEqual(LINE_WEIGHT);
  });

  it('weighs the area of a region, less than any line', () => {
    const hidden = occupancy(frame, [{ lines: [], region: [square] }]);
    const inside = hidden({ left: 120, top: 120, right: 180, bottom: 180 });
    // 60 x 60 px in cells of 4 x 4 px, give or take the cells at the edge.
    expect(inside).toBeGreaterThan(200);
    expect(inside).toBeLessThan(260);
    expect(hidden({ left: 60, top: 220, right: 260, bottom: 260 })).toBe(0);
    expect(hidden({ left: 220, top: 120, right: 260, bottom: 180 })).toBe(0);
  });

  it('does not count a hole', () => {
    const hole = { x: [120, 180, 180, 120], y: [120, 120, 180, 180] };
    const hidden = occupancy(frame, [{ lines: [], region: [square, hole] }]);
    expect(hidden({ left: 130, top: 130, right: 170, bottom: 170 })).toBe(0);
  });
});

describe('placeInFrame', () => {
  it('takes the upper right corner of an empty frame', () => {
    expect(place()).toEqual({ left: corners.right, top: corners.top, hidesLine: false });
  });

  it('takes the next free corner', () => {
    const upperRight = line([400, 40], [440, 60]);
    expect(place(upperRight)).toMatchObject({ left: corners.left, top: corners.top });
    const upperLeft = line([60, 40], [100, 60]);
    expect(place(upperRight, upperLeft)).toMatchObject({ left: corners.right, top: corners.bottom });
    const lowerRight = line([400, 300], [440, 310]);
    expect(place(upperRight, upperLeft, lowerRight)).toMatchObject({
      left: corners.left,
      top: corners.bottom,
    });
  });

  it('moves along the frame where every corner is taken', () => {
    const ring = line([60, 30], [60, 310], [440, 310], [440, 30], [60, 30]);
    const { left, top, hidesLine } = place(ring);
    expect(hidesLine).toBe(false);
    expect(left).toBeGreaterThan(60);
    expect(left + legend.widthPx).toBeLessThan(440);
    expect(top).toBeGreaterThan(30);
  });

  it('says so where every place hides a line', () => {
    const comb = Array.from({ length: 20 }, (_, i) => line([60 + 20 * i, 20], [60 + 20 * i, 320]));
    expect(place(...comb).hidesLine).toBe(true);
  });
});
