/** What `muscan run` says of a scan when it stops. */
import type { RunSummary } from '../index.js';
import { databaseOption } from './options.js';
import { writeJson, writeMessage } from './output.js';
import { formatCount, formatDuration } from './progress.js';
import type { RunArguments } from './run-arguments.js';

/** What became of a scan. */
export function reportSummary(summary: RunSummary, args: RunArguments): void {
  const { db, json } = args;
  const { statuses, ...rest } = summary;
  if (json) {
    writeJson({ event: summary.interrupted ? 'interrupted' : 'done', ...rest, statuses });
    return;
  }
  const computed =
    summary.pointsComputed === 0
      ? 'nothing left to compute'
      : `${formatCount(summary.pointsComputed)} points in ${formatDuration(summary.elapsedMs / 1000)}`;
  if (summary.interrupted) {
    writeMessage(
      `${summary.scan}: interrupted; ${formatCount(summary.pointsDone)} of ${formatCount(summary.points)} points ` +
        `are safe in ${db}.\nResume with: ${resumeCommand(args)}`,
    );
    return;
  }
  writeMessage(`${summary.scan}: done, ${computed} (scan ${summary.scanId} in ${db})`);
  if (summary.failedBefore !== undefined) {
    writeMessage(
      summary.failedBefore === 0 && statuses.failed === 0
        ? '  there were no failed points'
        : `  failed points: ${formatCount(summary.failedBefore)} before, ${formatCount(statuses.failed)} remain`,
    );
  }
  if (statuses.unconverged > 0) {
    writeMessage(
      `  ${formatCount(statuses.unconverged)} points are less accurate than asked: ` +
        `muscan query "SELECT * FROM grid WHERE scan = '${summary.scan}' AND status = 'unconverged'"`,
    );
  }
  if (statuses.failed > 0) {
    writeMessage(
      `  ${formatCount(statuses.failed)} points failed: ` +
        `muscan query "SELECT * FROM failures WHERE scan = '${summary.scan}'"` +
        (summary.failedBefore === undefined ? '; --retry-failed computes them again' : ''),
    );
  }
}

/** The same command again, ready to be pasted into a shell; --restart would begin anew, so it goes. */
function resumeCommand(args: RunArguments): string {
  const { scan, db, threads, out, outputs, 'log-file': logFile } = args;
  return [
    'muscan run',
    quoted(scan),
    ...(db === databaseOption.db.default ? [] : ['--db', quoted(db)]),
    ...(threads === undefined ? [] : ['--threads', threads]),
    ...(out === undefined ? [] : ['--out', quoted(out)]),
    ...(outputs ? [] : ['--no-outputs']),
    ...(args['retry-failed'] ? ['--retry-failed'] : []),
    ...(logFile === undefined ? [] : ['--log-file', quoted(logFile)]),
    ...(args['allow-network-fs'] ? ['--allow-network-fs'] : []),
  ].join(' ');
}

function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
