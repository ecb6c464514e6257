/** How well a scan converged, how long it took, and which runs it was made by. */
import type { ScanSnapshot } from '../../engine/scan-snapshot.js';
import type { StoredRun } from '../../store/run-log.js';
import { PointStatus } from '../../store/point-status.js';
import { formatCount, formatDuration, formatScientific } from '../number-words.js';
import { histogram } from './histogram.js';
import { type Html, type HtmlContent, NOTHING, html, table } from './markup.js';

const SLOWEST = 5;

export function diagnosticsSection(snapshots: readonly ScanSnapshot[]): Html {
  return html`${snapshots.map(
    (snapshot) => html`<article><h3>${snapshot.scan.name}</h3>
${summary(snapshot)}
${histogram(
  snapshot.columns.map(({ durationMs }) => durationMs),
  'Time per mass column',
  'ms',
)}
${slowest(snapshot)}
${runs(snapshot)}</article>`,
  )}`;
}

function summary(snapshot: ScanSnapshot): Html {
  const { progress, statuses, work, runs: all } = snapshot.record;
  const counts = Object.entries(statuses).filter(([, count]) => count > 0);
  const pending = progress.points - progress.pointsDone;
  const lost = all.filter(({ stopReason }) => stopReason === 'lost').length;
  const rows: [string, HtmlContent][] = [
    ['Points', `${formatCount(progress.pointsDone)} of ${formatCount(progress.points)}`],
    ...counts.map(([status, count]): [string, string] => [`Status ${status}`, formatCount(count)]),
    ...(pending > 0 ? [['Pending', formatCount(pending)] as [string, string]] : []),
    ['Largest relative error', largestError(snapshot)],
    ['Evaluations of the integrand', formatCount(work.evaluations)],
    ['Time of all threads', work.meanMs === null ? 'none' : formatDuration(work.totalMs / 1000)],
    ['Columns that took more than one attempt', formatCount(work.repeated)],
    ['Runs', `${all.length}, ${lost === 0 ? 'none' : lost} of them lost`],
  ];
  return html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** Of yields that matter: what is negligible is not held to the accuracy asked for. */
function largestError({ grid, scan }: ScanSnapshot): string {
  let worst = -1;
  for (const [k, status] of grid.status.entries()) {
    if (status !== PointStatus.ok && status !== PointStatus.unconverged) continue;
    if (worst < 0 || grid.relError[k] > grid.relError[worst]) worst = k;
  }
  if (worst < 0) return 'none';
  const mass = grid.massGeV[Math.floor(worst / grid.coupling.length)];
  const coupling = grid.coupling[worst % grid.coupling.length];
  return `${formatScientific(grid.relError[worst], 2)} (asked for: ${formatScientific(scan.accuracy, 2)}), at ${formatScientific(mass)} GeV and coupling ${formatScientific(coupling)}`;
}

function slowest({ columns }: ScanSnapshot): Html {
  if (columns.length === 0) return NOTHING;
  const rows = columns
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .slice(0, SLOWEST)
    .map(({ massGeV, durationMs, evaluations, attempts }) => [
      formatScientific(massGeV),
      `${formatScientific(durationMs / 1000, 3)} s`,
      formatCount(evaluations),
      attempts,
    ]);
  return table({
    caption: 'The slowest mass columns',
    columns: ['Mass [GeV]', 'Time', 'Evaluations', 'Attempts'],
    rows,
  });
}

function runs({ record }: ScanSnapshot): Html {
  return table({
    caption: 'Every run, oldest first',
    columns: ['Run', 'Started', 'Stopped', 'End', 'Points', 'Threads', 'Host', 'muscan', 'Commit', 'Node'],
    rows: record.runs.map((run) => [
      run.runId,
      instant(run.startedAt),
      run.stoppedAt === null ? '–' : instant(run.stoppedAt),
      run.stopReason ?? (record.runner === null ? 'lost' : 'running'),
      formatCount(run.pointsDone),
      run.threads,
      run.host,
      run.muscanVersion,
      commitOf(run),
      run.nodeVersion,
    ]),
  });
}

function instant(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`;
}

function commitOf({ gitCommit, gitDirty }: StoredRun): string {
  if (gitCommit === null) return '–';
  return `${gitCommit.slice(0, 12)}${gitDirty === true ? ', with changes' : ''}`;
}
