/**
 * Loaded into a run before muscan itself (`node --import`), in the main thread and in the workers: notes what the run
 * does, and ends it at an armed point. Nothing in src/ knows of it.
 *
 * MUSCAN_FAULTS_LOG       file that gets a line per event, at once: `begin MASS` and `end MASS` of a column in a worker,
 *                         `ack TASK,TASK` when a commit has returned, `hit POINT` before the process kills itself
 * MUSCAN_FAULTS_KILL      `POINT` or `POINT#N`: SIGKILL at the point, the N-th time it is reached
 * MUSCAN_FAULTS_SLOW      milliseconds that every column takes longer, asleep: time for others to meet the run
 */
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const {
  MUSCAN_FAULTS_LOG: logPath,
  MUSCAN_FAULTS_KILL: armed = '',
  MUSCAN_FAULTS_SLOW: slow = '0',
} = process.env;

/** When a step of the main thread is one of these: [kind, before or after, what its SQL looks like]. */
const POINTS = {
  'lock: not yet taken': ['exec', 'before', /^BEGIN EXCLUSIVE/],
  'lock: just taken': ['exec', 'after', /^BEGIN EXCLUSIVE/],
  'open: before the write-ahead log': ['pragma', 'before', /^journal_mode/],
  'open: write-ahead log switched on': ['pragma', 'after', /^synchronous = FULL/],
  'schema: before its first table': ['exec', 'before', /CREATE TABLE scan/],
  'schema: before COMMIT': ['pragma', 'after', /^user_version = 1$/],
  'schema: between two migrations': ['commit', 'after', /^user_version = 1$/],
  'schema: last migration, its version not yet set': ['exec', 'after', /ALTER TABLE task/],
  'schema: last migration before COMMIT': ['pragma', 'after', /^user_version = 3$/],
  'scan: some of its tasks': ['run', 'after', /^INSERT INTO task/],
  'scan: before COMMIT': ['run', 'after', /^INSERT INTO coupling_axis/],
  'scan: after COMMIT': ['commit', 'after', /^INSERT INTO coupling_axis/],
  'run: not yet noted': ['run', 'before', /^INSERT INTO run/],
  'run: noted': ['commit', 'after', /^INSERT INTO run/],
  'save: before BEGIN': ['save', 'before', /./],
  'save: after BEGIN': ['run', 'before', /^UPDATE task SET state = 'done'/],
  'save: mid-insert': ['run', 'after', /^INSERT INTO point/],
  'save: before COMMIT': ['run', 'after', /^UPDATE run SET points_done/],
  'save: after COMMIT, before the acknowledgement': ['commit', 'after', /^UPDATE run SET points_done/],
  'save: acknowledged': ['save', 'after', /./],
  'close: end of the run not yet noted': ['run', 'before', /^UPDATE run SET stopped_at/],
  'close: end of the run noted': ['run', 'after', /^UPDATE run SET stopped_at/],
  'checkpoint: before': ['pragma', 'before', /^wal_checkpoint/],
  'checkpoint: after': ['pragma', 'after', /^wal_checkpoint/],
  'close: database closed, lock still held': ['close', 'before', /\.lock$/],
  'gc: before anything is removed': ['run', 'before', /^DELETE FROM point/],
  'gc: some columns removed': ['run', 'after', /^UPDATE task SET state = 'pending'/],
  'gc: all columns removed': ['commit', 'after', /^UPDATE task SET state = 'pending'/],
  'gc: the scan removed': ['run', 'after', /^DELETE FROM scan/],
  'gc: before VACUUM': ['exec', 'before', /^VACUUM/],
  'gc: after VACUUM': ['exec', 'after', /^VACUUM/],
  'backup: before the copy': ['backup', 'before', /./],
  'backup: copied': ['backup', 'after', /./],
  'backup: checked, not yet in its place': ['pragma', 'after', /^quick_check/],
};

const [point, number = '1'] = armed.split('#');
if (point !== '' && !(point in POINTS)) throw new Error(`no such kill point: ${point}`);

function log(line) {
  if (logPath !== undefined) appendFileSync(logPath, `${line}\n`);
}

if (isMainThread) await watchStore();
else await watchKernel();

async function watchStore() {
  const { default: Database } = await import('better-sqlite3');
  const { ColumnWriter } = await import('../../dist/store/column-writer.js');
  const { prepare, exec, pragma, close, backup } = Database.prototype;
  let last = '';
  let reached = 0;

  function step(kind, when, text) {
    if (point === '') return;
    const [armedKind, armedWhen, pattern] = POINTS[point];
    if (kind !== armedKind || when !== armedWhen || !pattern.test(text)) return;
    if (++reached < Number(number)) return;
    log(`hit ${point}`);
    process.kill(process.pid, 'SIGKILL');
  }

  function around(kind, text, work) {
    // A COMMIT is known by the statement before it.
    if (text === 'COMMIT') return around('commit', last, work);
    last = text;
    step(kind, 'before', text);
    const result = work();
    step(kind, 'after', text);
    return result;
  }

  Database.prototype.exec = function (sql) {
    return around('exec', sql, () => exec.call(this, sql));
  };
  Database.prototype.pragma = function (source, options) {
    return around('pragma', source, () => pragma.call(this, source, options));
  };
  Database.prototype.backup = async function (path, options) {
    step('backup', 'before', path);
    const result = await backup.call(this, path, options);
    step('backup', 'after', path);
    return result;
  };
  Database.prototype.close = function () {
    return around('close', this.name, () => close.call(this));
  };
  Database.prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql);
    const prototype = Object.getPrototypeOf(statement);
    if (!Object.hasOwn(prototype, 'isWatched')) {
      const { run } = prototype;
      prototype.isWatched = true;
      prototype.run = function (...values) {
        return around('run', this.source, () => run.apply(this, values));
      };
    }
    return statement;
  };

  const { saveColumns } = ColumnWriter.prototype;
  ColumnWriter.prototype.saveColumns = function (columns) {
    const tasks = columns.map(({ taskIndex }) => taskIndex).join(',');
    step('save', 'before', tasks);
    saveColumns.call(this, columns);
    log(`ack ${tasks}`);
    step('save', 'after', tasks);
  };
}

async function watchKernel() {
  const { Kernel } = await import('../../dist/sensitivity/kernel.js');
  const { column } = Kernel.prototype;
  Kernel.prototype.column = function (massGeV, couplings) {
    log(`begin ${massGeV}`);
    if (slow !== '0') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(slow));
    const result = column.call(this, massGeV, couplings);
    log(`end ${massGeV}`);
    return result;
  };
}
