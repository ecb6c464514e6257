import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Point, clipLine, clipRing } from '../../src/report/clip.js';

const coordinate = fc.double({ min: -2, max: 3, noNaN: true });
const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 12 });

function isInside([u, v]: Point, margin = 0): boolean {
  return u >= -margin && u <= 1 + margin && v >= -margin && v <= 1 + margin;
}

describe('clipLine', () => {
  it('keeps a line within the square as it is', () => {
    const line: Point[] = [
      [0, 0],
      [0.5, 1],
      [1, 0.2],
    ];
    expect(clipLine(line)).toEqual([line]);
  });

  it('cuts a line that passes through into one piece with ends on the border', () => {
    expect(
      clipLine([
        [-1, 0.5],
        [0.5, 0.5],
        [2, 0.5],
      ]),
    ).toEqual([
      [
        [0, 0.5],
        [0.5, 0.5],
        [1, 0.5],
      ],
    ]);
  });

  it('cuts a line that leaves and returns into two pieces', () => {
    const pieces = clipLine([
      [0.25, 0.5],
      [0.25, 1.5],
      [0.75, 1.5],
      [0.75, 0.5],
    ]);
    expect(pieces).toEqual([
      [
        [0.25, 0.5],
        [0.25, 1],
      ],
      [
        [0.75, 1],
        [0.75, 0.5],
      ],
    ]);
  });

  it('drops a line outside, also one that touches a corner or passes it by', () => {
    expect(
      clipLine([
        [-1, 1],
        [0, 2],
      ]),
    ).toEqual([]);
    expect(
      clipLine([
        [-0.5, 0.5],
        [0.5, -0.5],
      ]),
    ).toEqual([]);
  });

  it('returns only what is inside, and all of it', () => {
    fc.assert(
      fc.property(points, (line) => {
        const pieces = clipLine(line);
        expect(pieces.flat().every((point) => isInside(point))).toBe(true);
        // Every point well inside is on some piece.
        const probes = line
          .slice(1)
          .flatMap((end, i) => [0.1, 0.37, 0.5, 0.81].map((t) => mix(line[i], end, t)));
        const within = probes.filter((probe) => isInside(probe, -1e-6));
        expect(within.filter((probe) => distanceToPieces(probe, pieces) > 1e-9)).toEqual([]);
      }),
    );
  });
});

describe('clipRing', () => {
  it('keeps the part of a square that overlaps', () => {
    const ring = clipRing([
      [0.5, 0.5],
      [2, 0.5],
      [2, 2],
      [0.5, 2],
    ]);
    expect(area(ring)).toBeCloseTo(0.25, 12);
  });

  it('turns a ring around the whole square into the square', () => {
    const ring = clipRing([
      [-1, -1],
      [2, -1],
      [2, 2],
      [-1, 2],
    ]);
    expect(Math.abs(area(ring))).toBeCloseTo(1, 12);
  });

  it('leaves nothing of a ring outside', () => {
    expect(
      clipRing([
        [2, 2],
        [3, 2],
        [3, 3],
      ]),
    ).toEqual([]);
  });

  it('covers the same points of the square as before', () => {
    fc.assert(
      fc.property(
        points,
        fc.tuple(
          fc.double({ min: 0.01, max: 0.99, noNaN: true }),
          fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        ),
        (ring, probe) => {
          const clipped = clipRing(ring);
          expect(clipped.every((point) => isInside(point, 1e-12))).toBe(true);
          // On an edge, inside is a matter of rounding.
          fc.pre(distanceToPieces(probe, [[...ring, ring[0]]]) > 1e-9);
          expect(isCovered(probe, clipped)).toBe(isCovered(probe, ring));
        },
      ),
    );
  });
});

function mix([u0, v0]: Point, [u1, v1]: Point, t: number): Point {
  return [u0 + t * (u1 - u0), v0 + t * (v1 - v0)];
}

function distanceToPieces([u, v]: Point, pieces: readonly (readonly Point[])[]): number {
  const distances = pieces.flatMap((piece) =>
    piece.slice(1).map((end, i) => {
      const start = piece[i];
      const [du, dv] = [end[0] - start[0], end[1] - start[1]];
      const length2 = du * du + dv * dv;
      const along = length2 === 0 ? 0 : ((u - start[0]) * du + (v - start[1]) * dv) / length2;
      const [nearU, nearV] = mix(start, end, Math.min(1, Math.max(0, along)));
      return Math.hypot(u - nearU, v - nearV);
    }),
  );
  return Math.min(...distances);
}

/** By the even-odd rule. */
function isCovered([u, v]: Point, ring: readonly Point[]): boolean {
  let covered = false;
  ring.forEach(([u1, v1], i) => {
    const [u0, v0] = ring.at(i - 1)!;
    if (v0 > v !== v1 > v && u < u0 + ((v - v0) / (v1 - v0)) * (u1 - u0)) covered = !covered;
  });
  return covered;
}

function area(ring: readonly Point[]): number {
  return ring.reduce((sum, [u1, v1], i) => {
    const [u0, v0] = ring.at(i - 1)!;
    return sum + (u0 * v1 - u1 * v0) / 2;
  }, 0);
}
