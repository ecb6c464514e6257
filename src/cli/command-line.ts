/** The command line as a whole: which commands there are, and how every error leaves the program. */
import yargs from 'yargs';
import { ExitCode, InputFileError, MuscanError, UsageError, VERSION, closestWord } from '../index.js';
import { backupCommand } from './backup.js';
import { constraintCommand } from './constraint.js';
import { contourCommand } from './contour.js';
import { exportCommand } from './export.js';
import { gcCommand } from './gc.js';
import { initCommand } from './init.js';
import { kaonCommand } from './kaon.js';
import { limitCommand } from './limit.js';
import { listCommand } from './list.js';
import { writeError } from './output.js';
import { plotCommand } from './plot.js';
import { pointCommand } from './point.js';
import { queryCommand } from './query.js';
import { reportCommand } from './report.js';
import { runCommand } from './run.js';
import { schemaCommand } from './schema.js';
import { showCommand } from './show.js';
import { statusCommand } from './status.js';
import { validateCommand } from './validate.js';
import { verifyCommand } from './verify.js';
import { watchCommand } from './watch.js';
import { xsecCommand } from './xsec.js';

const COMMANDS = [
  'run',
  'status',
  'show',
  'validate',
  'init',
  'schema',
  'list',
  'query',
  'contour',
  'point',
  'xsec',
  'kaon',
  'limit',
  'constraint',
  'plot',
  'report',
  'watch',
  'export',
  'verify',
  'backup',
  'gc',
  'completion',
];

export async function runCommandLine(args: readonly string[]): Promise<void> {
  exitQuietlyOnClosedPipe();
  const json = args.includes('--json');
  const [word] = args;
  try {
    if (word !== undefined && !word.startsWith('-') && !COMMANDS.includes(word)) {
      throw new UsageError(unknownCommand(word));
    }
    await yargs()
      .scriptName('muscan')
      .usage('$0 <command>\n\nWhich masses and couplings of a new particle can a muon beam experiment reach?')
      .command(runCommand)
      .command(statusCommand)
      .command(showCommand)
      .command(validateCommand)
      .command(initCommand)
      .command(schemaCommand)
      .command(listCommand)
      .command(queryCommand)
      .command(contourCommand)
      .command(pointCommand)
      .command(xsecCommand)
      .command(kaonCommand)
      .command(limitCommand)
      .command(constraintCommand)
      .command(plotCommand)
      .command(reportCommand)
      .command(watchCommand)
      .command(exportCommand)
      .command(verifyCommand)
      .command(backupCommand)
      .command(gcCommand)
      .completion('completion', 'Print a completion script for your shell: muscan completion >> ~/.bashrc')
      .demandCommand(1, 'expected a command')
      .epilogue(
        'SCAN is the path of a scan file, a stored name or an id.\n' +
          'Exit codes: 0 done, 1 unexpected, 2 usage or bad file, 3 failed points, 4 plan mismatch, 5 locked, ' +
          '6 integrity, 74 I/O or disk full, 75 interrupted (resumable).',
      )
      .version(VERSION)
      .alias('h', 'help')
      .parserConfiguration({ 'parse-numbers': false, 'parse-positional-numbers': false })
      .strict()
      .check((argv, { array }) => {
        // yargs makes a list of any option that is given twice, also where a single value is expected.
        const twice = Object.keys(argv).find(
          (name) => name !== '_' && Array.isArray(argv[name]) && !array.includes(inKebabCase(name)),
        );
        if (twice === undefined) return true;
        throw new UsageError(
          `--${twice}: expected it once; got it ${(argv[twice] as unknown[]).length} times`,
        );
      })
      .recommendCommands()
      .wrap(Math.min(100, process.stdout.columns ?? 100))
      .exitProcess(false)
      .fail((message, error) => {
        // yargs prints the completion script itself, and then finds that nobody knows the command.
        if (error === undefined && word === 'completion') return;
        throw error ?? new UsageError(inOurWords(message));
      })
      .parseAsync([...args]);
  } catch (error) {
    process.exitCode = report(error, json);
  }
}

/** yargs has every option under both spellings, `at-theta` and `atTheta`, but declares it under the first. */
function inKebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** yargs lists invalid choices over several lines; this is one line each, with a suggestion. */
function inOurWords(message: string): string {
  const choices = [...message.matchAll(/Argument: (.+), Given: "(.*)", Choices: (.+)/g)].map(
    ([, argument, given, list]) => {
      const allowed = list.split(', ').map((choice) => choice.replaceAll('"', ''));
      const closest = closestWord(given, allowed);
      const hint = closest === undefined ? '' : `; did you mean "${closest}"?`;
      return `${argument}: expected one of ${allowed.join(', ')}; got "${given}"${hint}`;
    },
  );
  return choices.length > 0 ? choices.join('\n') : `${message}. See muscan --help`;
}

function unknownCommand(word: string): string {
  const closest = closestWord(word, COMMANDS);
  return `there is no command "${word}"${closest === undefined ? '.' : `; did you mean "${closest}"?`} See muscan --help`;
}

/** Tells the user, and returns the exit code. Only what nobody foresaw shows a stack trace, and only when asked. */
function report(error: unknown, json: boolean): ExitCode {
  if (error instanceof MuscanError) {
    if (json) {
      const problems = error instanceof InputFileError ? { problems: error.problems } : {};
      writeError(JSON.stringify({ error: { code: error.code, message: error.message, ...problems } }));
    } else {
      writeError(error.message);
    }
    return error.exitCode;
  }
  // yargs throws its own complaints (unknown option, missing argument) under this name.
  if (error instanceof Error && error.name === 'YError') {
    writeError(`${error.message}. See muscan --help`);
    return ExitCode.usage;
  }
  const text = error instanceof Error ? error.message : String(error);
  writeError(
    `unexpected error: ${text}. This is a bug in muscan; run again with MUSCAN_DEBUG=1 and report the trace.`,
  );
  if (process.env['MUSCAN_DEBUG'] !== undefined && error instanceof Error) writeError(error.stack ?? '');
  return ExitCode.unexpected;
}

/** `muscan query ... | head` closes our output: that is no error. */
function exitQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(ExitCode.done);
    writeError(`cannot write the output: ${error.message}`);
    process.exit(ExitCode.io);
  });
}
