/** Points that have no yield, or a less accurate one than was asked for. */
import type { ScanSnapshot } from '../../engine/scan-snapshot.js';
import { PointStatus } from '../../store/point-status.js';
import { formatCount, formatScientific } from '../number-words.js';
import { type Html, NOTHING, html, table } from './markup.js';

/** More are counted, and left to `muscan query`. */
const SHOWN = 100;

export function failuresSection(snapshots: readonly ScanSnapshot[]): Html {
  const faulty = snapshots.filter(({ record: { statuses } }) => statuses.failed + statuses.unconverged > 0);
  if (faulty.length === 0)
    return html`<p>None: every point that was computed is as accurate as asked for.</p>`;
  return html`${faulty.map(
    (snapshot) =>
      html`<article><h3>${snapshot.scan.name}</h3>${failed(snapshot)}${unconverged(snapshot)}</article>`,
  )}`;
}

function failed({ record, plan: { grid }, failures }: ScanSnapshot): Html {
  if (record.statuses.failed === 0) return NOTHING;
  const rows = failures
    .slice(0, SHOWN)
    .map(({ massIndex, couplingIndex, reason }) => [
      formatScientific(grid.massGeV[massIndex]),
      couplingIndex === null ? 'all that failed' : formatScientific(grid.coupling[couplingIndex]),
      reason,
    ]);
  return html`${table({
    caption: `Failed points (${formatCount(record.statuses.failed)})`,
    columns: ['Mass [GeV]', 'Coupling', 'Reason'],
    rows,
  })}${more(failures.length)}`;
}

function unconverged({ record, grid }: ScanSnapshot): Html {
  const count = record.statuses.unconverged;
  if (count === 0) return NOTHING;
  const rows = Array.from(grid.status.entries())
    .flatMap(([k, status]) => (status === PointStatus.unconverged ? [k] : []))
    .sort((a, b) => grid.relError[b] - grid.relError[a])
    .slice(0, SHOWN)
    .map((k) => [
      formatScientific(grid.massGeV[Math.floor(k / grid.coupling.length)]),
      formatScientific(grid.coupling[k % grid.coupling.length]),
      formatScientific(grid.yield[k]),
      formatScientific(grid.relError[k], 2),
    ]);
  return html`${table({
    caption: `Less accurate than asked for, the worst first (${formatCount(count)})`,
    columns: ['Mass [GeV]', 'Coupling', 'Events', 'Relative error'],
    rows,
  })}${more(count)}`;
}

function more(count: number): Html {
  return count > SHOWN ? html`<p class="note">and ${formatCount(count - SHOWN)} more</p>` : NOTHING;
}
