import { dirname, join } from 'node:path';
import type { CommandModule } from 'yargs';
import {
  type DryRun,
  ExitCode,
  type LoadedScan,
  type ParsedFigureFile,
  type RunSummary,
  type ScanFile,
  UsageError,
  contoursOf,
  contoursToCsv,
  dryRun,
  figureOfFile,
  figureOfScan,
  isFigureText,
  loadScan,
  loadScanFiles,
  parseScanReference,
  readFigureFile,
  readScanFiles,
  readTextFile,
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
      .example('$0 run scan.yaml --db /data/night.sqlite --threads 8 --json', 'events as NDJSON'),
  handler: async (args) => {
    if (args.restart && args.new) {
      throw new UsageError('--restart discards the stored scan, --new keeps it: give one of them');
    }
    const reference = parseScanReference(args.scan);
    const figure =
      reference.kind === 'file' && isFigureText(readTextFile(reference.path))
        ? readFigureFile(reference.path)
        : undefined;
    const files = figure === undefined ? loadScanFiles(reference, args.db) : scansOf(figure);
    // A folder that cannot be written is better known before a night of computing than after it.
    if (args.outputs && !args['dry-run']) makeFolder(outputFolder(args));
    if (args['dry-run']) {
      for (const file of files) reportDryRun(file, dryRun(file, args.db, threadsOf(args)), args.json);
      if (figure !== undefined) reportDryFigure(figure, args);
      return;
    }
    for (const file of files) {
      const summary = await runOne(file, args);
      if (summary.interrupted) {
        process.exitCode = ExitCode.interrupted;
        return;
      }
      if (summary.statuses.failed > 0) process.exitCode = ExitCode.failedPoints;
    }
    if (figure !== undefined && args.outputs) await writeFigure(figure, args);
  },
};

function threadsOf({ threads }: RunArguments): number | undefined {
  if (threads === undefined) return undefined;
  const count = numberOption('threads', threads, { min: 1, max: 1024 });
  if (Number.isInteger(count)) return count;
  throw new UsageError(`--threads: expected a whole number; got "${threads}"`);
}

async function runOne(file: ScanFile, args: RunArguments): Promise<RunSummary> {
  const threads = threadsOf(args);
  const progress = createProgress(args);
  const { stopSignal, abortSignal, release } = listenForSignals(progress);
  let summary: RunSummary;
  try {
    summary = await runScan(file, {
      databasePath: args.db,
      ...(threads !== undefined && { threads }),
      restart: args.restart,
      asNew: args.new,
      allowNetworkFileSystem: args['allow-network-fs'],
      stopSignal,
      abortSignal,
      onEvent: (event) => progress.event(event),
    });
  } finally {
    progress.close();
    // Once stopping, one more Ctrl-C must not kill the process over its last words.
    if (!stopSignal.aborted) release();
  }
  reportSummary(summary, args);
  if (!summary.interrupted && args.outputs) {
    await writeOutputs(loadScan({ kind: 'id', scanId: summary.scanId }, args.db), args);
  }
  return summary;
}

/** The first SIGINT or SIGTERM stops softly, the second at once. */
function listenForSignals(progress: Progress) {
  const stop = new AbortController();
  const abort = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) abort.abort();
    else {
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
  const seconds = summary.elapsedMs / 1000;
  const computed =
    summary.pointsComputed === 0
      ? 'nothing left to compute'
      : `${formatCount(summary.pointsComputed)} points in ${formatDuration(seconds)}`;
  if (summary.interrupted) {
    writeMessage(
      `${summary.scan}: interrupted; ${formatCount(summary.pointsDone)} of ${formatCount(summary.points)} points ` +
        `are safe in ${db}.\nResume with: ${resumeCommand(args)}`,
    );
    return;
  }
  writeMessage(`${summary.scan}: done, ${computed} (scan ${summary.scanId} in ${db})`);
  if (statuses.unconverged > 0) {
    writeMessage(
      `  ${formatCount(statuses.unconverged)} points are less accurate than asked: ` +
        `muscan query "SELECT * FROM grid WHERE scan = '${summary.scan}' AND status = 'unconverged'"`,
    );
  }
  if (statuses.failed > 0) {
    writeMessage(
      `  ${formatCount(statuses.failed)} points failed: ` +
        `muscan query "SELECT * FROM failures WHERE scan = '${summary.scan}'"`,
    );
  }
}

/** The same command again, ready to be pasted into a shell; --restart would begin anew, so it goes. */
function resumeCommand({ scan, db, threads, out, outputs }: RunArguments): string {
  return [
    'muscan run',
    quoted(scan),
    ...(db === databaseOption.db.default ? [] : ['--db', quoted(db)]),
    ...(threads === undefined ? [] : ['--threads', threads]),
    ...(out === undefined ? [] : ['--out', quoted(out)]),
    ...(outputs ? [] : ['--no-outputs']),
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
  writeLine(`points          ${formatCount(plan.points)}, ${formatCount(plan.pointsDone)} done`);
  writeLine(`tasks           ${formatCount(plan.tasks)}, ${formatCount(plan.tasksDone)} done`);
  writeLine(`estimated time  ${formatDuration(plan.estimatedSeconds)} on ${plan.threads} threads`);
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

function outputFolder({ out, db }: RunArguments): string {
  return out ?? dirname(db);
}

async function writeOutputs(scan: LoadedScan, args: RunArguments): Promise<void> {
  const folder = outputFolder(args);
  const { name } = scan.scan;
  if (scan.grid.massGeV.length < 2 || scan.grid.coupling.length < 2) {
    writeMessage('  no contours and no figure: they need at least two masses and two couplings');
    return;
  }
  const contours = join(folder, `${name}.contours.csv`);
  writeFileAtomically(contours, contoursToCsv(scan, contoursOf(scan)));
  announce('contours', contours, args.json);
  const figure = join(folder, `${name}.svg`);
  writeFileAtomically(figure, await renderFigure(figureOfScan(scan)));
  announce('figure', figure, args.json);
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

async function writeFigure(figure: ParsedFigureFile, args: RunArguments): Promise<void> {
  const output = figurePath(figure, args);
  const drawn = figure.kind === 'plane' ? figureOfFile(figure.file, args.db) : figure.draw();
  for (const note of drawn.notes ?? []) writeMessage(`  ${note}`);
  writeFileAtomically(output, await renderFigure(drawn));
  announce('figure', output, args.json);
}

function announce(kind: string, path: string, json: boolean): void {
  if (json) writeJson({ event: 'output', kind, path });
  else writeMessage(`  ${kind}: ${path}`);
}
