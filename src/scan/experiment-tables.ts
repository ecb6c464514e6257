/** The tables of an experiment, and the folders in which their files are. */
import { fileURLToPath } from 'node:url';
import type { CsvTable } from './csv-table.js';
import { isRecord, type Path, valueAt } from './path.js';
import { type Columns, readTables, type WithTables } from './table-files.js';

/** Where a table may stand, with which columns; `*` is any channel. */
const TABLES: readonly { readonly place: Path; readonly columns: readonly Columns[] }[] = [
  { place: ['beam', 'spectrum'], columns: [['energy_from_gev', 'energy_to_gev', 'particles']] },
  { place: ['target', 'energy_loss'], columns: [['energy_gev', 'loss_gev_per_cm']] },
  {
    place: ['channels', '*', 'efficiency'],
    columns: [
      ['mass_gev', 'efficiency'],
      ['x', 'efficiency'],
    ],
  },
];

/** Files of registered experiments are shipped with the scans of the package, from which both src and dist are one step. */
const SHIPPED = fileURLToPath(new URL('../../scans', import.meta.url));

/** Whether a table may stand there: it is replaced as a whole. */
export function isTablePlace(path: Path): boolean {
  return columnsAt(path).length > 0;
}

/** The columns that a table may have there. */
export function columnsAt(path: Path): readonly Columns[] {
  const found = TABLES.find(
    ({ place }) => place.length === path.length && place.every((step, i) => step === '*' || step === path[i]),
  );
  return found?.columns ?? [];
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
  const places = TABLES.flatMap(({ place }) =>
    place.includes('*') ? ids.map((id) => place.map((step) => (step === '*' ? id : step))) : [place],
  );
  const folderOf = (place: Path) =>
    folder === undefined || valueAt(reference, place) === undefined ? SHIPPED : folder;
  return readTables(experiment, places, folderOf, read);
}
