import { basename, extname } from 'node:path';
import type { CommandModule } from 'yargs';
import {
  type StoredPlane,
  UsageError,
  parseScanReference,
  readSnapshot,
  refuseMixedUnits,
  reportPage,
  withContours,
  withReader,
} from '../index.js';
import { type ContourOptions, contourOptions, databaseOption, readContourOptions } from './options.js';
import { writeFileAtomically, writeMessage } from './output.js';
import { noteUnfinished, planeOption, readStoredPlanes } from './planes.js';

interface ReportArguments extends ContourOptions {
  scans: string[];
  db: string;
  output: string | undefined;
  plane: string[] | undefined;
}

export const reportCommand: CommandModule<object, ReportArguments> = {
  command: 'report <scans..>',
  describe: 'One self-contained HTML page: an interactive plot, tables, diagnostics, provenance, data',
  builder: (yargs) =>
    yargs
      .positional('scans', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Scans: paths of scan files, stored names or ids; all in one plane',
      })
      .options({
        ...databaseOption,
        output: {
          alias: 'o',
          type: 'string',
          requiresArg: true,
          describe: 'The file to write (default: the name of the first scan, .report.html)',
        },
        ...contourOptions,
        ...planeOption,
      })
      .example('$0 report na64-model-a', 'writes na64-model-a.report.html')
      .example('$0 report na64-model-a fermilab-model-a --cl 90% -o model-a.html', ''),
  handler: async ({ scans, db, output, plane, ...contours }) => {
    if (output !== undefined && extname(output).toLowerCase() !== '.html') {
      throw new UsageError(`--output: expected a file that ends in .html; got "${output}"`);
    }
    const asked = readContourOptions(contours);
    const planes = eachOnce(scans.flatMap((scan) => readStoredPlanes(parseScanReference(scan), db, plane)));
    const snapshots = withReader(db, (database) => planes.map(({ scan }) => readSnapshot(database, scan)));
    refuseMixedUnits(snapshots);
    for (const snapshot of snapshots) noteUnfinished(snapshot, snapshots.length > 1, asked);
    const page = await reportPage(
      snapshots.map((snapshot) => withContours(snapshot, asked)),
      { databaseName: basename(db) },
    );
    const path = output ?? `${snapshots[0].scan.name}.report.html`;
    writeFileAtomically(path, page);
    writeMessage(`${path} written`);
  },
};

function eachOnce(planes: readonly StoredPlane[]): readonly StoredPlane[] {
  return [...new Map(planes.map((plane) => [plane.scan.scanId, plane])).values()];
}
