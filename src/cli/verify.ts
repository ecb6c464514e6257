import type { CommandModule } from 'yargs';
import {
  IntegrityError,
  UsageError,
  type Verification,
  type VerifiedScan,
  parseScanReference,
  verifyDatabase,
} from '../index.js';
import { databaseOption, jsonOption, numberOption } from './options.js';
import { writeJson, writeLine, writeMessage } from './output.js';
import { formatCount } from './progress.js';
import { formatTable } from './table.js';

interface VerifyArguments {
  scans: string[] | undefined;
  db: string;
  sample: string;
  json: boolean;
}

export const verifyCommand: CommandModule<object, VerifyArguments> = {
  command: 'verify [scans..]',
  describe: 'Check that the database still holds what was computed; reads only',
  builder: (yargs) =>
    yargs
      .positional('scans', {
        type: 'string',
        array: true,
        describe: 'Scans: paths of scan files, stored names or ids (default: all)',
      })
      .options({
        ...databaseOption,
        sample: {
          type: 'string',
          requiresArg: true,
          default: '20',
          describe: 'Points of each scan that are computed again and compared bit for bit',
        },
        ...jsonOption,
      })
      .example('$0 verify', 'every scan: the file, checksums, 20 points each')
      .example('$0 verify na64-model-a --sample 500', 'exit code 0 if all is well, 6 if not'),
  handler: ({ scans, db, sample, json }) => {
    const verification = verifyDatabase(db, {
      ...(scans !== undefined && scans.length > 0 && { scans: scans.map(parseScanReference) }),
      sample: sampleSize(sample),
      ...(!json && process.stderr.isTTY && { onProgress: (step) => writeMessage(`${step} ...`) }),
    });
    if (json) writeJson(verification);
    else writeLine(describe(verification));
    if (!verification.ok) throw new IntegrityError(advice(verification));
  },
};

function sampleSize(text: string): number {
  const size = numberOption('sample', text, { min: 0, max: 1e9 });
  if (Number.isInteger(size)) return size;
  throw new UsageError(`--sample: expected a whole number; got "${text}"`);
}

function describe({ database, file, unreadable, scans, ok }: Verification): string {
  const lines = [
    database,
    ...checkLines('integrity', file.integrity),
    ...checkLines('foreign keys', file.foreignKeys),
    ...checkLines('schema', file.schema),
  ];
  if (unreadable !== null) lines.push(`the scans cannot be read: ${unreadable}`);
  if (scans.length > 0) lines.push('', formatTable(COLUMNS, scans.map(row)), '');
  for (const { name, damage, notes } of scans) {
    for (const { message } of damage) lines.push(`damaged: ${name}: ${message}`);
    for (const note of notes) lines.push(`note: ${name}: ${note}`);
  }
  lines.push(ok ? 'all is well' : 'NOT all is well');
  return lines.join('\n');
}

const SHOWN_FINDINGS = 5;

function checkLines(name: string, findings: readonly string[]): string[] {
  const label = name.padEnd(14);
  if (findings.length === 0) return [`${label}ok`];
  const shown = findings.slice(0, SHOWN_FINDINGS).map((finding) => `${label}DAMAGED: ${finding}`);
  const rest = findings.length - shown.length;
  return rest === 0 ? shown : [...shown, `${label}and ${rest} more`];
}

const COLUMNS = ['id', 'scan', 'tasks done', 'points', 'checksums', 'computed again', 'verdict'];

function row({ scanId, name, tasks, recomputed, ok }: VerifiedScan): string[] {
  return [
    String(scanId),
    name,
    tasks === null ? '' : `${formatCount(tasks.tasksDone)} of ${formatCount(tasks.tasks)}`,
    tasks === null ? '' : formatCount(tasks.pointsStored),
    tasks === null ? '' : `${formatCount(tasks.checksumsEqual)} of ${formatCount(tasks.tasksDone)} agree`,
    recomputed === null ? 'none' : describeSample(recomputed),
    ok ? 'ok' : 'DAMAGED',
  ];
}

function describeSample({
  points,
  equalBits,
  withinErrors,
  different,
}: NonNullable<VerifiedScan['recomputed']>): string {
  const parts = [
    equalBits > 0 && `${equalBits} equal to the bit`,
    withinErrors > 0 && `${withinErrors} within their errors`,
    different.length > 0 && `${different.length} different`,
  ].filter((part) => part !== false);
  return points === 0 ? 'none' : parts.join(', ');
}

function advice({ database, file, unreadable, scans }: Verification): string {
  if (file.integrity.length + file.foreignKeys.length + file.schema.length > 0 || unreadable !== null) {
    return (
      `${database} is damaged as a file. Do not write to it any more. Go back to a backup (muscan backup makes them), ` +
      `or save what can be read with: sqlite3 ${database} .recover`
    );
  }
  const damaged = scans.filter(({ ok }) => !ok);
  // A run computes damaged tasks again by itself; what is damaged besides them takes all with it.
  const again = damaged
    .map(({ name, damage }) => {
      const isOfTasks = damage.every(({ tasks }) => tasks.length > 0);
      return `muscan run ${name}${isOfTasks ? '' : ' --restart'} --db ${database}`;
    })
    .join('; ');
  return (
    `${damaged.length} of ${scans.length} scans in ${database} are damaged: ` +
    `${damaged.map(describeTasks).join('; ')}. Go back to a backup, or compute them again: ${again}`
  );
}

function describeTasks({ name, damage, tasks }: VerifiedScan): string {
  const count = new Set(damage.flatMap(({ tasks: indices }) => indices)).size;
  return count === 0 || tasks === null ? name : `${name} (${count} of ${tasks.tasks} tasks)`;
}
