import { dirname, join, resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import {
  type DryRun,
  ExitCode,
  type LoadedScan,
  type ParsedFigureFile,
  LogFile,
  PlanMismatchError,
  RunRecord,
  type RunSummary,
  type ScanFile,
  type ScanReference,
  UsageError,
  contoursOf,
  contoursToCsv,
  dryRuns,
  figureOfFile,
  figureOfScan,
  inFile,
  isFigureText,
  loadScan,
  loadScanFiles,
  parseScanReference,
  readFigureFile,
  readScanFiles,
  readTextFile,
  refuseLogInto,
  renderFigure,
  runScan,
} from '../index.js';
import { databaseOption, jsonOption, numberOption } from './options.js';
import { makeFolder, writeFileAtomically, writeJson, writeLine, writeMessage } from './output.js';
import { type Progress, createProgress, formatCount, formatDuration } from './progress.js';

interface RunArguments {
  scan: string;
  db: string;
  threads: string | undefined;
  out: string | undefined;
  outputs: boolean;
  'dry-run': boolean;
  restart: boolean;
  new: boolean;
  fork: boolean;
  'retry-failed': boolean;
  'log-file': string | undefined;
  quiet: boolean;
  json: boolean;
  'allow-network-fs': boolean;
}

export const runCommand: CommandModule<object, RunArguments> = {
  command: 'run <scan>',
  describe: 'Run a scan, or resume it; then write its contours and its figure',
  builder: (yargs) =>
    yargs
      .positional('scan', {
        type: 'string',
        demandOption: true,
        describe: 'Scan (path, stored name or id), or path of a figure file whose scans are run',
      })
      .options({
        ...databaseOption,
        threads: { type: 'string', describe: 'Worker threads (default: all cores)', requiresArg: true },
        out: {
          type: 'string',
          describe: "Folder for contours and figure (default: the database's)",
          requiresArg: true,
        },
        outputs: {
          type: 'boolean',
          default: true,
          describe: 'Write contours and figure (--no-outputs: do not)',
        },
        'dry-run': {
          type: 'boolean',
          default: false,
          describe: 'Say what would be done, and how long it would take',
        },
        restart: {
          type: 'boolean',
          default: false,
          describe: 'Discard what is stored of this scan and begin anew',
        },
        new: {
          type: 'boolean',
          default: false,
          describe: 'Store a changed plan beside the one that has its name',
        },
        fork: {
          type: 'boolean',
          default: false,
          describe: 'The same, and take over the mass columns that both plans have',
        },
        'retry-failed': {
          type: 'boolean',
          default: false,
          describe: 'Compute the columns that hold failed points again',
        },
        'log-file': {
          type: 'string',
          describe: 'Append what happens to this file, a line per event',
          requiresArg: true,
        },
        quiet: { type: 'boolean', default: false, describe: 'No progress, only the result' },
        ...jsonOption,
        'allow-network-fs': {
          type: 'boolean',
          default: false,
          describe: 'Accept a database on a network file system, at your own risk',
        },
      })
      .example('$0 run scans/1701.07437/na64-model-a.yaml', 'run or resume')
      .example('$0 run scan.yaml --dry-run', 'points, tasks, time and size')
      .example('$0 run scan.yaml --db /data/night.sqlite --threads 8 --json', 'events as NDJSON')
      .example('$0 run scan.yaml --log-file night.log', 'with a record of what happened')
      .example('$0 run scan.yaml --fork', 'go on with a longer mass axis'),
  handler: async (args) => {
    refuseContradictions(args);
    const reference = parseScanReference(args.scan);
    const progress = createProgress(args);
    const record = openRecord(args, progress, reference.kind === 'file' ? [reference.path] : []);
    try {
      await runAll(reference, { args, progress, record });
    } catch (error) {
      record?.error(error);
      throw error;
    }
  },
};

/** What the parts of a command share. */
interface Session {
  readonly args: RunArguments;
  readonly progress: Progress;
  readonly record: RunRecord | undefined;
}

function refuseContradictions(args: RunArguments): void {
  const meanings = {
    restart: 'discards the stored scan',
    new: 'keeps it and begins another',
    fork: 'begins another with what both have',
    'retry-failed': 'goes on with it',
  };
  const given = (Object.keys(meanings) as (keyof typeof meanings)[]).filter((name) => args[name]);
  if (given.length < 2) return;
  const [a, b] = given;
  throw new UsageError(`--${a} ${meanings[a]}, --${b} ${meanings[b]}: give one of them`);
}

function openRecord(
  args: RunArguments,
  progress: Progress,
  inputs: readonly string[],
): RunRecord | undefined {
  const path = args['log-file'];
  if (path === undefined || args['dry-run']) return undefined;
  refuseLogInto(path, { database: args.db, inputs });
  return new RunRecord(new LogFile(path, (message) => progress.event({ event: 'warning', message })));
}

async function runAll(reference: ScanReference, session: Session): Promise<void> {
  const { args } = session;
  const figure =
    reference.kind === 'file' && isFigureText(readTextFile(reference.path))
      ? readFigureFile(reference.path)
      : undefined;
  const files = figure === undefined ? loadScanFiles(reference, args.db) : scansOf(figure);
  // A folder that cannot be written is better known before a night of computing than after it.
  if (args.outputs && !args['dry-run']) makeFolder(outputFolder(args));
  if (args['dry-run']) {
    const options = {
      threads: threadsOf(args),
      fork: args.fork,
      asNew: args.new,
      restart: args.restart,
      retryFailed: args['retry-failed'],
    };
    const plans = dryRuns(files, args.db, options);
    for (const [i, file] of files.entries()) reportDryRun(file, plans[i], args.json);
    if (plans.length > 1 && !args.json) reportTotal(plans);
    const [mismatch] = plans.flatMap((plan) => plan.mismatch ?? []);
    if (mismatch !== undefined) throw new PlanMismatchError(mismatch);
    if (figure !== undefined) reportDryFigure(figure, args);
    return;
  }
  for (const file of files) {
    const summary = await runOne(file, session);
    if (summary.interrupted) {
      process.exitCode = ExitCode.interrupted;
      return;
    }
    if (summary.statuses.failed > 0) process.exitCode = ExitCode.failedPoints;
  }
  if (figure !== undefined && args.outputs) await writeFigure(figure, session);
}

function threadsOf({ threads }: RunArguments): number | undefined {
  if (threads === undefined) return undefined;
  const count = numberOption('threads', threads, { min: 1, max: 1024 });
  if (Number.isInteger(count)) return count;
  throw new UsageError(`--threads: expected a whole number; got "${threads}"`);
}

async function runOne(file: ScanFile, session: Session): Promise<RunSummary> {
  const { args, progress, record } = session;
  const threads = threadsOf(args);
  const { stopSignal, abortSignal, release } = listenForSignals(session);
  let summary: RunSummary;
  try {
    summary = await runScan(file, {
      databasePath: args.db,
      ...(threads !== undefined && { threads }),
      restart: args.restart,
      asNew: args.new,
      fork: args.fork,
      retryFailed: args['retry-failed'],
      allowNetworkFileSystem: args['allow-network-fs'],
      stopSignal,
      abortSignal,
      onEvent: (event) => {
        progress.event(event);
        record?.event(event);
      },
    });
  } finally {
    progress.close();
    // Once stopping, one more Ctrl-C must not kill the process over its last words.
    if (!stopSignal.aborted) release();
  }
  record?.stop(summary);
  reportSummary(summary, args);
  if (!summary.interrupted && args.outputs) {
    const loaded = loadScan({ kind: 'id', scanId: summary.scanId }, args.db);
    const { otherName } = summary;
    // Files are named, and drawn, as the file at hand says, whatever name the scan has in the database.
    const shown = otherName === undefined ? loaded : { ...loaded, scan: inFile(loaded.scan, file) };
    await writeOutputs(shown, otherName ?? summary.scan, session);
  }
  return summary;
}

/** The first SIGINT or SIGTERM stops softly, the second at once. */
function listenForSignals({ progress, record }: Session) {
  const stop = new AbortController();
  const abort = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    if (stop.signal.aborted) {
      record?.write('signal', `${signal}: stopping at once`);
      abort.abort();
    } else {
      record?.write('signal', `${signal}: stopping after the running columns`);
      progress.message('stopping after the running columns; press Ctrl-C again to stop at once');
      stop.abort();
    }
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    stopSignal: stop.signal,
    abortSignal: abort.signal,
    release: () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  };
}

function reportSummary(summary: RunSummary, args: RunArguments): void {
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

function reportDryRun(file: ScanFile, plan: DryRun, json: boolean): void {
  if (json) {
    writeJson({ scan: file.name, planHash: file.planHash, ...plan });
    return;
  }
  writeLine(`scan            ${file.name} (plan ${file.planHash.slice(0, 12)})`);
  const planned = plan.isRefined ? ' planned so far' : '';
  writeLine(`points          ${formatCount(plan.points)}${planned}, ${formatCount(plan.pointsDone)} done`);
  writeLine(`tasks           ${formatCount(plan.tasks)}, ${formatCount(plan.tasksDone)} done`);
  if (plan.tasksTakenOver > 0) {
    writeLine(`taken over      ${formatCount(plan.tasksTakenOver)} tasks, by --fork`);
  }
  if (plan.tasksToRetry > 0) {
    writeLine(`computed again  ${formatCount(plan.tasksToRetry)} tasks, by --retry-failed`);
  }
  const more = plan.isRefined ? ', without what is refined later' : '';
  writeLine(`estimated time  ${formatDuration(plan.estimatedSeconds)} on ${plan.threads} threads${more}`);
  writeLine(`estimated size  ${(plan.estimatedBytes / 1e6).toFixed(1)} MB`);
}

/** Of a figure of curves nothing is stored: it is computed as it is drawn. */
function reportDryFigure(figure: ParsedFigureFile, args: RunArguments): void {
  const name = nameOf(figure);
  const path = args.outputs ? figurePath(figure, args) : null;
  if (args.json) {
    writeJson({ figure: name, scans: scansOf(figure).map((file) => file.name), path });
    return;
  }
  const from = figure.kind === 'plane' ? 'from the scans above' : 'no scans: computed as it is drawn';
  writeLine(`figure          ${name}, ${from}`);
  writeLine(`written to      ${path ?? 'nowhere (--no-outputs)'}`);
}

function reportTotal(plans: readonly DryRun[]): void {
  const sum = (valueOf: (plan: DryRun) => number) => plans.reduce((total, plan) => total + valueOf(plan), 0);
  writeLine(`in all          ${plans.length} scans, ${formatCount(sum((plan) => plan.points))} points`);
  writeLine(`estimated time  ${formatDuration(sum((plan) => plan.estimatedSeconds))}`);
  writeLine(`estimated size  ${(sum((plan) => plan.estimatedBytes) / 1e6).toFixed(1)} MB`);
}

function outputFolder({ out, db }: RunArguments): string {
  return out ?? dirname(db);
}

async function writeOutputs(scan: LoadedScan, name: string, session: Session): Promise<void> {
  const folder = outputFolder(session.args);
  if (scan.grid.massGeV.length < 2 || scan.grid.coupling.length < 2) {
    writeMessage('  no contours and no figure: they need at least two masses and two couplings');
    return;
  }
  const found = contoursOf(scan);
  for (const { level, lines } of found) {
    if (lines.length > 0) continue;
    const hint = scan.plan.grid.refine === undefined ? '' : '; what lies between coarse points may be missed';
    writeMessage(
      `  note: no contour of N = ${level}: no two neighbouring points lie on both sides of it${hint}`,
    );
  }
  const contours = join(folder, `${name}.contours.csv`);
  writeFileAtomically(contours, contoursToCsv(scan, found));
  announce('contours', contours, session);
  const figure = join(folder, `${name}.svg`);
  const drawn = figureOfScan(scan);
  for (const note of drawn.notes ?? []) writeMessage(`  ${note}`);
  writeFileAtomically(figure, await renderFigure(drawn));
  announce('figure', figure, session);
}

function scansOf(figure: ParsedFigureFile): ScanFile[] {
  return figure.kind === 'plane' ? figure.file.scanPaths.flatMap((path) => readScanFiles(path)) : [];
}

function nameOf(figure: ParsedFigureFile): string {
  return figure.kind === 'plane' ? figure.file.figure : figure.name;
}

function figurePath(figure: ParsedFigureFile, args: RunArguments): string {
  return join(outputFolder(args), `${nameOf(figure)}.svg`);
}

async function writeFigure(figure: ParsedFigureFile, session: Session): Promise<void> {
  const { args } = session;
  const output = figurePath(figure, args);
  const drawn = figure.kind === 'plane' ? figureOfFile(figure.file, args.db) : figure.draw();
  for (const note of drawn.notes ?? []) writeMessage(`  ${note}`);
  writeFileAtomically(output, await renderFigure(drawn));
  announce('figure', output, session);
}

function announce(kind: string, path: string, { args, record }: Session): void {
  record?.write('output', `${kind} ${resolve(path)}`);
  if (args.json) writeJson({ event: 'output', kind, path });
  else writeMessage(`  ${kind}: ${path}`);
}
