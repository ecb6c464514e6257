/**
 * Keeps the write-ahead log short. SQLite copies it into the database every 1000 pages and starts it over, so it stays
 * near 5 MB (measured over 4 million points); but while somebody reads it can only grow, and the file never shrinks.
 */
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { BUSY_TIMEOUT_MS } from './open-database.js';

export const WAL_LIMIT_BYTES = 64 * 2 ** 20;

/** Empties the log if it has outgrown the limit and nobody reads from it; never waits for a reader. */
export function limitWal(database: Database.Database, limitBytes = WAL_LIMIT_BYTES): void {
  const log = statSync(`${database.name}-wal`, { throwIfNoEntry: false });
  if (log !== undefined && log.size > limitBytes) truncateWal(database);
}

/** Closes the database with its log copied into it, so that the one file is complete. */
export function closeDatabase(database: Database.Database): void {
  try {
    truncateWal(database);
  } catch (error) {
    // Not a loss: what is committed lies in the log, and whoever opens the database next finds it there.
    if (!(error instanceof Database.SqliteError)) throw error;
  } finally {
    database.close();
  }
}

function truncateWal(database: Database.Database): void {
  database.pragma('busy_timeout = 0');
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}
