/** A few points of a scan, spread over what is computed of its grid: always the same ones. */
import type Database from 'better-sqlite3';
import { PointStatus } from './point-status.js';

export interface SamplePoint {
  readonly taskIndex: number;
  readonly massIndex: number;
  readonly couplingIndex: number;
  readonly yield: number;
  /** NaN where unknown. */
  readonly relError: number;
  readonly status: number;
  /** Of the task. */
  readonly finishedAt: string;
}

interface DoneMass {
  readonly taskIndex: number;
  readonly massIndex: number;
  readonly finishedAt: string;
}

type PointRow = [couplingIndex: number, value: number, relError: number | null, status: number];

/** The couplings of a sample step by this fraction of the axis: any number of such steps is spread evenly. */
const GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2;

/** At most `count` points that did not fail, in the order of the masses. */
export function samplePoints(database: Database.Database, scanId: number, count: number): SamplePoint[] {
  const masses = database
    .prepare<[number], DoneMass>(
      `SELECT task_index AS taskIndex, mass_index AS massIndex, finished_at AS finishedAt
       FROM task CROSS JOIN mass_axis USING (scan_id)
       WHERE scan_id = ? AND state = 'done'
         AND mass_index >= first_mass_index AND mass_index < first_mass_index + mass_count
       ORDER BY mass_index`,
    )
    .all(scanId);
  const select = database
    .prepare<[number, number, number], PointRow>(
      `SELECT coupling_index, yield, rel_error, status FROM point
       WHERE scan_id = ? AND mass_index = ? AND status <> ? ORDER BY coupling_index`,
    )
    .raw();
  const sample: SamplePoint[] = [];
  for (const [i, mass] of masses.entries()) {
    const before = Math.floor((i * count) / masses.length + 0.5);
    const wanted = Math.floor(((i + 1) * count) / masses.length + 0.5) - before;
    if (wanted === 0) continue;
    const rows = select.all(scanId, mass.massIndex, PointStatus.failed);
    for (const position of spread(rows.length, wanted, before)) {
      const [couplingIndex, value, relError, status] = rows[position];
      sample.push({ ...mass, couplingIndex, yield: value, relError: relError ?? Number.NaN, status });
    }
  }
  return sample;
}

/** `wanted` different positions below `length`, or all of them if there are no more. */
function spread(length: number, wanted: number, first: number): number[] {
  const positions = new Set<number>();
  for (let step = first + 1; positions.size < Math.min(wanted, length); step++) {
    let position = Math.floor(((step * GOLDEN_SECTION) % 1) * length);
    while (positions.has(position)) position = (position + 1) % length;
    positions.add(position);
  }
  return [...positions].sort((a, b) => a - b);
}
