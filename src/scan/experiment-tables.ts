/** The tables of an experiment, and the folders in which their files are. */
import { fileURLToPath } from 'node:url';
import type { CsvTable } from './csv-table.js';
import { isRecord, type Path, valueAt } from './path.js';
import { readTables, type WithTables } from './table-files.js';

/** Where a table may stand; `*` is any channel. */
const PLACES: readonly Path[] = [
  ['beam', 'spectrum'],
  ['target', 'energy_loss'],
  ['channels', '*', 'efficiency'],
];

/** Files of registered experiments are shipped with the scans of the package, from which both src and dist are one step. */
const SHIPPED = fileURLToPath(new URL('../../scans', import.meta.url));

/** Whether a table may stand there: it is replaced as a whole. */
export function isTablePlace(path: Path): boolean {
  return PLACES.some(
    (place) => place.length === path.length && place.every((step, i) => step === '*' || step === path[i]),
  );
}

/**
 * Reads the tables of an experiment. Those that its reference in a scan file names are relative to the scan file's
 * folder, the others are those of the registered experiment.
 */
export function readExperimentTables(
  experiment: unknown,
  {
    reference,
    folder,
    read,
  }: { reference?: unknown; folder?: string; read?: (path: string) => CsvTable } = {},
): WithTables {
  const channels = valueAt(experiment, ['channels']);
  const ids = isRecord(channels) ? Object.keys(channels) : [];
  const places = PLACES.flatMap((place) =>
    place.includes('*') ? ids.map((id) => place.map((step) => (step === '*' ? id : step))) : [place],
  );
  const folderOf = (place: Path) =>
    folder === undefined || valueAt(reference, place) === undefined ? SHIPPED : folder;
  return readTables(experiment, places, folderOf, read);
}
