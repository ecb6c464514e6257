import type { CommandModule } from 'yargs';
import {
  type ConstraintRecord,
  type Plan,
  type ScanRecord,
  type StoredRun,
  type StoredScan,
  UsageError,
  constraintRecords,
  describeRecord,
  findStoredScans,
  parseScanReference,
  readScanRecord,
  withReader,
} from '../index.js';
import { databaseOption, jsonOption, scanArgument } from './options.js';
import { writeJson, writeLine } from './output.js';
import { formatCount, formatDuration } from './progress.js';

interface ShowArguments {
  scan: string;
  db: string;
  file: boolean;
  plan: boolean;
  json: boolean;
}

export const showCommand: CommandModule<object, ShowArguments> = {
  command: 'show <scan>',
  describe: 'Where the numbers of a scan come from: plan, program, every run on it',
  builder: (yargs) =>
    yargs
      .positional('scan', scanArgument)
      .options({
        ...databaseOption,
        file: { type: 'boolean', default: false, describe: 'The text of the scan file, as it was run' },
        plan: { type: 'boolean', default: false, describe: 'The resolved plan, as JSON' },
        ...jsonOption,
      })
      .example('$0 show na64-model-a', '')
      .example('$0 show na64-model-a --file > again.yaml', 'the scan file, even if it was changed since'),
  handler: ({ scan, db, file, plan, json }) => {
    if (file && plan && !json) throw new UsageError('--file and --plan: give one of them, or --json as well');
    const record = withReader(db, (database) => {
      const [found, ...others] = findStoredScans(database, parseScanReference(scan));
      if (others.length === 0) return readScanRecord(database, found);
      const names = [found, ...others].map(({ name }) => name).join(', ');
      throw new UsageError(`${scan} has ${others.length + 1} planes. Name one of its scans: ${names}`);
    });
    if (json) writeJson(jsonOf(record, { file, plan }));
    else if (file) process.stdout.write(fileText(record));
    else if (plan) writeLine(JSON.stringify(JSON.parse(record.scan.plan), null, 2));
    else writeLine(describe(record).join('\n'));
  },
};

function fileText({ scan: { name, presentation } }: ScanRecord): string {
  if (presentation.file === null) throw new UsageError(`"${name}" was not made from a scan file`);
  return presentation.file.text;
}

/** The long texts only where they are asked for. */
function jsonOf({ scan, ...record }: ScanRecord, { file, plan }: { file: boolean; plan: boolean }) {
  const { plan: planText, presentation, ...rest } = scan;
  return {
    ...rest,
    title: presentation.title,
    contourLevels: presentation.contourLevels,
    contourExposures: presentation.contourExposures,
    constraints: recordsOf(scan) ?? null,
    scanFile: presentation.file?.path ?? null,
    ...(file && { fileText: presentation.file?.text ?? null }),
    ...(plan && { plan: JSON.parse(planText) as unknown }),
    ...record,
  };
}

/** Undefined where the scan file does not say which. */
function recordsOf({ plan, presentation: { constraints } }: StoredScan): ConstraintRecord[] | undefined {
  return constraints && constraintRecords(constraints, (JSON.parse(plan) as Plan).model);
}

function describe(record: ScanRecord): string[] {
  const { scan, axes, progress, work, failures, runs, runner } = record;
  const { labels, presentation } = scan;
  const events = presentation.contourLevels.map(String).join(', ');
  const parameters = Object.entries(labels.parameters).map(([name, value]) => `${name} = ${value}`);
  const fields: [string, string][] = [
    ['scan', `${scan.name} (id ${scan.scanId})`],
    ['title', presentation.title],
    ['scan file', presentation.file?.path ?? 'none'],
    [
      'created',
      `${scan.createdAt} by muscan ${scan.muscanVersion}, Node ${scan.nodeVersion} on ${scan.architecture}`,
    ],
    ['plan', scan.planHash],
    ['numerics', `version ${scan.numericsVersion}`],
    ['model', labels.model],
    ['parameters', parameters.join(', ') || 'none'],
    ['experiment', labels.experiment],
    ['channel', labels.channel],
    ['method', labels.method],
    ['form factor', labels.formFactor],
    ['accuracy', String(scan.accuracy)],
    [
      'contours',
      `${events || 'none'}${presentation.contourExposures.length > 0 ? `, for ${presentation.contourExposures.join(', ')} beam particles` : ''}`,
    ],
    ['constraints', describeConstraints(scan)],
    ['masses', `${formatCount(axes.massGeV.values)}, ${axes.massGeV.from} to ${axes.massGeV.to} GeV`],
    ['couplings', `${formatCount(axes.coupling.values)}, ${axes.coupling.from} to ${axes.coupling.to}`],
    ...(scan.refinement === null
      ? []
      : [
          [
            'refined',
            `${formatCount(progress.tasks)} of the masses, ${scan.refinement === 'complete' ? 'to its end' : 'not to its end: more will be planned'}`,
          ] as [string, string],
        ]),
    [
      'tasks',
      `${formatCount(progress.tasksDone)} of ${formatCount(progress.tasks)} done, ${describeChecksums(record)}`,
    ],
    [
      'points',
      `${formatCount(progress.pointsDone)} of ${formatCount(progress.points)}${describeStatuses(record)}`,
    ],
    ['evaluations', formatCount(work.evaluations)],
    ['time', describeTime(record)],
  ];
  const lines = fields.map(([key, value]) => `${key.padEnd(13)}${value}`);
  for (const { massGeV, coupling, reason } of failures.first) {
    const place = coupling === null ? '' : `, coupling ${coupling}`;
    lines.push(`${'failed'.padEnd(13)}${massGeV} GeV${place}: ${reason}`);
  }
  if (failures.reasons > failures.first.length) {
    lines.push(`${''.padEnd(13)}and ${formatCount(failures.reasons - failures.first.length)} more`);
  }
  return [...lines, ...describeRuns(runs, runner)];
}

function describeConstraints(scan: StoredScan): string {
  const records = recordsOf(scan);
  if (records === undefined) return 'as for every scan: the (g-2) band of the muon';
  return records.map(describeRecord).join(`\n${' '.repeat(13)}`) || 'none';
}

function describeChecksums({ progress: { tasksDone }, work: { checksums } }: ScanRecord): string {
  if (checksums === tasksDone) return 'all with a checksum';
  return `${formatCount(tasksDone - checksums)} of them without a checksum`;
}

function describeStatuses({ statuses }: ScanRecord): string {
  const parts = Object.entries(statuses)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${formatCount(count)} ${status}`);
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

function describeTime({ work: { totalMs, meanMs, maxMs, repeated } }: ScanRecord): string {
  if (meanMs === null || maxMs === null) return 'none';
  const [total, mean, longest] = [totalMs, meanMs, maxMs].map((ms) => precise(ms / 1000));
  const again = repeated === 0 ? '' : `; ${repeated} tasks took more than one attempt`;
  return `${total} of all threads together; a task ${mean} in the mean, ${longest} at most${again}`;
}

function precise(seconds: number): string {
  return seconds < 1 ? `${Number((1000 * seconds).toPrecision(3))} ms` : formatDuration(seconds);
}

const LOST =
  'lost: the process was killed or the power failed, which the next run found out; what it had committed until then ' +
  'is in the database';

function describeRuns(runs: readonly StoredRun[], runner: string | null): string[] {
  const lines: string[] = [];
  let before = '';
  let isAnyLost = false;
  for (const run of runs) {
    const end = run.stopReason ?? (runner === null ? 'lost' : 'running');
    isAnyLost ||= end === 'lost';
    lines.push(
      '',
      `${`run ${run.runId}`.padEnd(13)}${run.startedAt}${run.stoppedAt === null ? '' : ` to ${run.stoppedAt}`}: ${end}, ` +
        `${formatCount(run.pointsDone)} points`,
      `${''.padEnd(13)}${run.threads} threads, process ${run.pid} on ${run.host}`,
    );
    // Most runs of a scan are made by one program: said once.
    const program = describeProgram(run);
    if (program !== before) lines.push(`${''.padEnd(13)}${program}`);
    before = program;
  }
  return isAnyLost ? [...lines, '', LOST] : lines;
}

function describeProgram(run: StoredRun): string {
  const commit =
    run.gitCommit === null
      ? ''
      : ` (commit ${run.gitCommit.slice(0, 12)}${run.gitDirty === true ? ', with changes' : ''})`;
  const parts = [
    `muscan ${run.muscanVersion}${commit}`,
    `Node ${run.nodeVersion}${run.architecture === null ? '' : ` on ${run.architecture}`}`,
    ...Object.entries(run.packages ?? {}).map(([name, version]) => `${name} ${version}`),
    ...(run.scanFile === null ? [] : [run.scanFile]),
  ];
  return parts.join(', ');
}
