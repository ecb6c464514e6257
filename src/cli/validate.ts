import type { CommandModule } from 'yargs';
import {
  coarseCouplings,
  coarseMasses,
  isFigureText,
  readFigureFile,
  readScanFiles,
  readTextFile,
} from '../index.js';
import { jsonOption } from './options.js';
import { writeJson, writeLine } from './output.js';
import { formatCount } from './progress.js';

interface ValidateArguments {
  scan: string;
  json: boolean;
}

export const validateCommand: CommandModule<object, ValidateArguments> = {
  command: 'validate <scan>',
  describe: 'Check a scan or figure file and report every problem at once',
  builder: (yargs) =>
    yargs
      .positional('scan', { type: 'string', demandOption: true, describe: 'Path of a scan or figure file' })
      .options(jsonOption)
      .example('$0 validate scan.yaml', 'exit code 0 if it is valid, 2 if not'),
  handler: ({ scan, json }) => {
    if (isFigureText(readTextFile(scan))) {
      const figure = readFigureFile(scan);
      const name = figure.kind === 'plane' ? figure.file.figure : figure.name;
      const scans = figure.kind === 'plane' ? figure.file.scanPaths : [];
      for (const path of scans) readScanFiles(path);
      if (json) writeJson({ valid: true, figure: name, scans });
      else writeLine(`${scan}: valid figure "${name}"${scans.length > 0 ? ` of ${scans.join(', ')}` : ''}`);
      return;
    }
    for (const { name, plan, planHash } of readScanFiles(scan)) {
      const points = coarseMasses(plan).length * coarseCouplings(plan).length;
      const isRefined = plan.grid.refine !== undefined;
      if (json) writeJson({ valid: true, name, planHash, points, isRefined });
      else {
        const count = `${formatCount(points)} points${isRefined ? ' to begin with, then refined' : ''}`;
        writeLine(`${scan}: valid scan "${name}", ${count}, plan ${planHash.slice(0, 12)}`);
      }
    }
  },
};
