import type { CommandModule } from 'yargs';
import {
  ExitCode,
  LogFile,
  PlanMismatchError,
  RunRecord,
  type RunSummary,
  type ScanFile,
  type ScanReference,
  UsageError,
  dryRuns,
  inFile,
  isFigureText,
  loadScan,
  loadScanFiles,
  parseScanReference,
  readFigureFile,
  readTextFile,
  refuseLogInto,
  runScan,
} from '../index.js';
import { databaseOption, jsonOption, numberOption } from './options.js';
import { makeFolder } from './output.js';
import { type Progress, createProgress } from './progress.js';
import type { RunArguments } from './run-arguments.js';
import { reportDryFigure, reportDryRuns } from './run-dry.js';
import { outputFolder, scansOf, writeFigure, writeOutputs } from './run-outputs.js';
import { reportSummary } from './run-summary.js';

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
    reportDryRuns(files, plans, args.json);
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
