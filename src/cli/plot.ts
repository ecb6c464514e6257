import { extname } from 'node:path';
import type { CommandModule } from 'yargs';
import {
  type Figure,
  UsageError,
  figureOfFile,
  figureOfScan,
  isFigureText,
  loadScan,
  parseScanReference,
  readFigureFile,
  readTextFile,
  renderFigure,
  svgToPng,
} from '../index.js';
import {
  type ContourOptions,
  contourOptions,
  databaseOption,
  readContourOptions,
  scanArgument,
} from './options.js';
import { writeFileAtomically, writeMessage } from './output.js';

interface PlotArguments extends ContourOptions {
  scan: string;
  db: string;
  output: string;
}

export const plotCommand: CommandModule<object, PlotArguments> = {
  command: 'plot <scan>',
  describe: 'Draw the contours of a scan, or a figure file, as SVG or PNG',
  builder: (yargs) =>
    yargs
      .positional('scan', {
        ...scanArgument,
        describe: 'Scan (path, stored name or id) or path of a figure file',
      })
      .options({
        ...databaseOption,
        output: {
          alias: 'o',
          type: 'string',
          demandOption: true,
          requiresArg: true,
          describe: 'out.svg or out.png',
        },
        ...contourOptions,
      })
      .example('$0 plot na64-model-a -o na64.svg', '')
      .example('$0 plot scans/1701.07437/fig5-model-a.yaml -o fig5.png', ''),
  handler: async ({ scan, db, output, ...contours }) => {
    const extension = extname(output).toLowerCase();
    if (extension !== '.svg' && extension !== '.png') {
      throw new UsageError(`--output: expected a file that ends in .svg or .png; got "${output}"`);
    }
    const figure = figureFor(scan, db, readContourOptions(contours));
    for (const note of figure.notes ?? []) writeMessage(note);
    const svg = await renderFigure(figure);
    writeFileAtomically(output, extension === '.svg' ? svg : await svgToPng(svg));
    writeMessage(`${output} written`);
  },
};

function figureFor(text: string, db: string, asked: ReturnType<typeof readContourOptions>): Figure {
  const reference = parseScanReference(text);
  if (reference.kind === 'file' && isFigureText(readTextFile(reference.path))) {
    if (asked.levels !== undefined || asked.exposures !== undefined) {
      throw new UsageError('--level, --cl, --exposure: those of a figure stand in its file');
    }
    const figure = readFigureFile(reference.path);
    return figure.kind === 'curves' ? figure.draw() : figureOfFile(figure.file, db);
  }
  return figureOfScan(loadScan(reference, db), asked);
}
