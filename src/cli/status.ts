import type { CommandModule } from 'yargs';
import { type DatabaseStatus, databaseStatus, withReader } from '../index.js';
import { databaseOption, jsonOption } from './options.js';
import { writeJson, writeLine } from './output.js';
import { formatTable } from './table.js';

interface StatusArguments {
  db: string;
  json: boolean;
}

export const statusCommand: CommandModule<object, StatusArguments> = {
  command: 'status',
  describe: 'How far the scans of a database have come; also while one is running',
  builder: (yargs) =>
    yargs.options({ ...databaseOption, ...jsonOption }).example('$0 status --db night.sqlite', ''),
  handler: ({ db, json }) => {
    const status = withReader(db, databaseStatus);
    if (json) writeJson(status);
    else writeLine(describe(status));
  },
};

function describe({ database, runner, scans }: DatabaseStatus): string {
  const head = `${database}: ${runner === null ? 'no run going on' : `running (${runner})`}`;
  if (scans.length === 0) return `${head}\nno scans`;
  const rows = scans.map(({ scanId, name, points, pointsDone, statuses, lastRun }) => [
    String(scanId),
    name,
    `${((100 * pointsDone) / points).toFixed(1)} %`,
    String(pointsDone),
    String(points),
    String(statuses.unconverged),
    String(statuses.failed),
    lastRun === null
      ? ''
      : `${lastRun.startedAt} ${lastRun.stopReason ?? (runner === null ? 'lost' : 'running')}`,
  ]);
  const columns = ['id', 'scan', 'done', 'points done', 'points', 'unconverged', 'failed', 'last run'];
  return `${head}\n${formatTable(columns, rows)}`;
}
