import { extname } from 'node:path';
import type { CommandModule } from 'yargs';
import {
  type Figure,
  UsageError,
  figureOfFile,
  figureOfPlanes,
  figureOfScan,
  isFigureText,
  loadPlane,
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
import { noteUnfinished, planeOption, readStoredPlanes } from './planes.js';

interface PlotArguments extends ContourOptions {
  scan: string;
  db: string;
  output: string;
  plane: string[] | undefined;
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
        ...planeOption,
      })
      .example('$0 plot na64-model-a -o na64.svg', '')
      .example('$0 plot scans/1701.07437/fig5-model-a.yaml -o fig5.png', '')
      .example('$0 plot sweep.yaml -o sweep.svg', 'a curve for each plane')
      .example('$0 plot sweep.yaml --plane delta=2cm -o 2cm.svg', ''),
  handler: async ({ scan, db, output, plane, ...contours }) => {
    const extension = extname(output).toLowerCase();
    if (extension !== '.svg' && extension !== '.png') {
      throw new UsageError(`--output: expected a file that ends in .svg or .png; got "${output}"`);
    }
    const figure = figureFor(scan, { db, plane, asked: readContourOptions(contours) });
    for (const note of figure.notes ?? []) writeMessage(note);
    const svg = await renderFigure(figure);
    writeFileAtomically(output, extension === '.svg' ? svg : await svgToPng(svg));
    writeMessage(`${output} written`);
  },
};

interface Asked {
  readonly db: string;
  readonly plane: readonly string[] | undefined;
  readonly asked: ReturnType<typeof readContourOptions>;
}

function figureFor(text: string, { db, plane, asked }: Asked): Figure {
  const reference = parseScanReference(text);
  if (reference.kind === 'file' && isFigureText(readTextFile(reference.path))) {
    if (asked.levels !== undefined || asked.exposures !== undefined) {
      throw new UsageError('--level, --cl, --exposure: those of a figure stand in its file');
    }
    if (plane !== undefined) throw new UsageError('--plane: the planes of a figure stand in its file');
    const figure = readFigureFile(reference.path);
    return figure.kind === 'curves' ? figure.draw() : figureOfFile(figure.file, db);
  }
  const planes = readStoredPlanes(reference, db, plane);
  const load = (one: (typeof planes)[number]) => {
    const scan = loadPlane(one, db);
    noteUnfinished(scan, planes.length > 1, asked);
    return scan;
  };
  if (planes.length === 1) return figureOfScan(load(planes[0]), asked);
  const curves = planes.map((one) => ({ swept: one.swept, load: () => load(one) }));
  return figureOfPlanes(curves, planes[0].file?.title, asked);
}
