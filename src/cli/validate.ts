import type { CommandModule } from 'yargs';
import {
  coarseCouplings,
  coarseMasses,
  isConstraintText,
  isFigureText,
  openConstraintFile,
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
  describe: 'Check a scan, figure or constraint file and report every problem at once',
  builder: (yargs) =>
    yargs
      .positional('scan', {
        type: 'string',
        demandOption: true,
        describe: 'Path of a scan, figure or constraint file',
      })
      .options(jsonOption)
      .example('$0 validate scan.yaml', 'exit code 0 if it is valid, 2 if not'),
  handler: ({ scan, json }) => {
    const text = readTextFile(scan);
    if (isConstraintText(text)) {
      reportConstraint(scan, json);
      return;
    }
    if (isFigureText(text)) {
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

function reportConstraint(path: string, json: boolean): void {
  const { constraint, models, masses } = openConstraintFile(path);
  const { id, certainty } = constraint;
  if (json) {
    writeJson({ valid: true, constraint: id, certainty, models, masses });
    return;
  }
  const ranges = masses.map(({ fromGeV, toGeV }) => `${fromGeV} to ${toGeV} GeV`).join(' and ');
  writeLine(`${path}: valid constraint "${id}" (${certainty}), ${ranges}, for ${models.join(', ')}`);
}
