/** Where a database really lies, and whether that place can be trusted with it. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { StorageError } from '../errors.js';

export interface LocationOptions {
  /** Accept NFS and the like, at the user's own risk; the database then uses a rollback journal. */
  readonly allowNetworkFileSystem?: boolean;
}

/**
 * The absolute path with symbolic links followed, so that one database has one name and one lock.
 * The last parts need not exist yet.
 */
export function resolveDatabasePath(path: string): string {
  const absolute = resolve(path.trim());
  if (existsSync(absolute)) return realpathSync(absolute);
  const parent = dirname(absolute);
  return parent === absolute ? absolute : join(resolveDatabasePath(parent), basename(absolute));
}

/** Makes the directory of the database `file` (resolved) and refuses places where a database cannot be kept safely. */
export function prepareLocation(file: string, { allowNetworkFileSystem = false }: LocationOptions): void {
  refuseDirectory(file);
  createDirectory(dirname(file));
  const fileSystem = networkFileSystem(dirname(file));
  if (fileSystem === undefined || allowNetworkFileSystem) return;
  throw new StorageError(
    `${file} lies on a network file system (${fileSystem}), where SQLite's locks and shared memory cannot be ` +
      'relied upon. Put the database on a local disk (on a cluster: the node-local scratch) and copy it afterwards, ' +
      'or accept the risk by allowing network file systems: slower, with a rollback journal.',
  );
}

export function refuseDirectory(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined || stats.isFile()) return;
  if (!stats.isDirectory())
    throw new StorageError(`${file} is not a regular file. Give the path of a database file.`);
  throw new StorageError(
    `${file} is a directory. Give the path of the database file, such as ${join(file, 'muscan.db')}`,
  );
}

/** Like mkdir -p, and the new entries survive a power cut: SQLite itself syncs only the innermost directory. */
export function createDirectory(directory: string): void {
  if (existsSync(directory)) return;
  // One by one: mkdir's own `recursive` never returns where a file system takes no directories, such as /proc.
  createDirectory(dirname(directory));
  mkdirSync(directory);
  syncDirectory(dirname(directory));
}

/** Makes the names of files in a directory survive a power cut. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Linux: f_type of statfs(2), from linux/magic.h and the file systems' own sources. */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB2'],
  [0xff534d42, 'CIFS'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0xaad7aaea, 'PanFS'],
  [0x7461636f, 'OCFS2'],
  [0x01161970, 'GFS2'],
  [0x01021997, '9P'],
]);

/** The name of the network file system that holds `directory`; undefined for a local one (and outside Linux). */
function networkFileSystem(directory: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  // >>> 0: a 32-bit kernel reports the numbers with a sign.
  return NETWORK_FILE_SYSTEMS.get(statfsSync(directory).type >>> 0);
}
