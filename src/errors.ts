/** Process exit codes, one per outcome a script may want to tell apart. */
export const ExitCode = {
  done: 0,
  unexpected: 1,
  usage: 2,
  failedPoints: 3,
  planMismatch: 4,
  locked: 5,
  integrity: 6,
  io: 74,
  interrupted: 75,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * Base of every error that is meant for the user: `message` is complete, in plain words, and is printed as it is,
 * without a stack trace. `code` is stable and appears in `--json` output.
 */
export abstract class MuscanError extends Error {
  abstract readonly code: string;
  abstract readonly exitCode: ExitCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A command line that cannot be carried out: unknown option, wrong unit, missing file. */
export class UsageError extends MuscanError {
  readonly code = 'usage';
  readonly exitCode = ExitCode.usage;
}

/** One fault in a scan or figure file. `line` and `column` count from 1. */
export interface InputProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the field, e.g. `grid.mass.from`; empty for the file as a whole. */
  readonly field: string;
  /** What was expected, what came, and what to do about it. */
  readonly message: string;
}

/** A scan or figure file with faults; all of them at once, in the order of the file. */
export class InputFileError extends MuscanError {
  readonly code = 'bad-input';
  readonly exitCode = ExitCode.usage;

  constructor(readonly problems: readonly InputProblem[]) {
    super(problems.map(formatProblem).join('\n'));
  }
}

function formatProblem({ file, line, column, field, message }: InputProblem): string {
  return `${file}:${line}:${column}: ${field === '' ? '' : `${field}: `}${message}`;
}

/** The stored scan of that name was made from a different plan. */
export class PlanMismatchError extends MuscanError {
  readonly code = 'plan-mismatch';
  readonly exitCode = ExitCode.planMismatch;
}

/** Another process is running a scan in this database. */
export class DatabaseLockedError extends MuscanError {
  readonly code = 'locked';
  readonly exitCode = ExitCode.locked;
}

/** The file is not a muscan database, is damaged, or was written by a newer muscan. */
export class IntegrityError extends MuscanError {
  readonly code = 'integrity';
  readonly exitCode = ExitCode.integrity;
}

/** Disk full, unwritable directory, I/O error. */
export class StorageError extends MuscanError {
  readonly code = 'io';
  readonly exitCode = ExitCode.io;
}
