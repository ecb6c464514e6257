import type { CommandModule } from 'yargs';
import {
  type Figure,
  UsageError,
  figureFormat,
  figureOfFile,
  figureOfPlanes,
  figureOfScan,
  heatMapFigure,
  isFigureText,
  loadPlane,
  parseScanReference,
  readFigureFile,
  readTextFile,
} from '../index.js';
import { type FigureOptions, figureOptions, readFigureOptions } from './figure-options.js';
import {
  type ContourOptions,
  contourOptions,
  databaseOption,
  readContourOptions,
  scanArgument,
} from './options.js';
import { writeFileAtomically, writeMessage } from './output.js';
import { noteUnfinished, planeOption, readStoredPlanes } from './planes.js';

interface PlotArguments extends ContourOptions, FigureOptions {
  scan: string;
  db: string;
  output: string;
  plane: string[] | undefined;
  kind: Kind;
}

const KINDS = ['contours', 'heatmap'] as const;
type Kind = (typeof KINDS)[number];

export const plotCommand: CommandModule<object, PlotArguments> = {
  command: 'plot <scan>',
  describe: 'Draw the contours of a scan, or a figure file, as SVG, PNG or PDF',
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
          describe: 'out.svg, out.png or out.pdf',
        },
        kind: {
          choices: KINDS,
          default: KINDS[0],
          describe: 'heatmap: the expected events as colours, and the contours on them',
        },
        ...figureOptions,
        ...contourOptions,
        ...planeOption,
      })
      .example('$0 plot na64-model-a -o na64.svg', '')
      .example('$0 plot scans/1701.07437/fig5-model-a.yaml -o fig5.png', '')
      .example('$0 plot na64-model-a --size one-column -o fig1.pdf', 'for a paper')
      .example('$0 plot na64-model-a --kind heatmap -o events.png', '')
      .example('$0 plot sweep.yaml -o sweep.svg', 'a curve for each plane')
      .example('$0 plot sweep.yaml --plane delta=2cm -o 2cm.svg', ''),
  handler: async ({ scan, db, output, plane, kind, ...options }) => {
    const draw = figureFormat(output);
    const { look, scale } = readFigureOptions(options);
    if (scale !== undefined && !output.toLowerCase().endsWith('.png')) {
      throw new UsageError(`--scale: goes with .png only; got "${output}"`);
    }
    const figure = { ...figureFor(scan, { db, plane, kind, asked: readContourOptions(options) }), ...look };
    for (const note of figure.notes ?? []) writeMessage(note);
    writeFileAtomically(output, await draw(figure, { scale }));
    writeMessage(`${output} written`);
  },
};

interface Asked {
  readonly db: string;
  readonly plane: readonly string[] | undefined;
  readonly kind: Kind;
  readonly asked: ReturnType<typeof readContourOptions>;
}

function figureFor(text: string, { db, plane, kind, asked }: Asked): Figure {
  const reference = parseScanReference(text);
  if (reference.kind === 'file' && isFigureText(readTextFile(reference.path))) {
    if (asked.levels !== undefined || asked.exposures !== undefined) {
      throw new UsageError('--level, --cl, --exposure: those of a figure stand in its file');
    }
    if (plane !== undefined) throw new UsageError('--plane: the planes of a figure stand in its file');
    if (kind === 'heatmap') {
      throw new UsageError(
        '--kind: goes with a scan; in a figure file a heat map is a layer "heatmap: SCAN.yaml"',
      );
    }
    const figure = readFigureFile(reference.path);
    return figure.kind === 'curves' ? figure.draw() : figureOfFile(figure.file, db);
  }
  const planes = readStoredPlanes(reference, db, plane);
  const load = (one: (typeof planes)[number]) => {
    const scan = loadPlane(one, db);
    // Left out, a heat map is that of the experiment's exposure.
    const exposures = asked.exposures ?? (kind === 'heatmap' ? [] : undefined);
    noteUnfinished(scan, planes.length > 1, { ...asked, exposures });
    return scan;
  };
  if (planes.length === 1) {
    return kind === 'heatmap' ? heatMapFigure(load(planes[0]), asked) : figureOfScan(load(planes[0]), asked);
  }
  if (kind === 'heatmap') {
    throw new UsageError(
      `--kind heatmap: expected one plane; ${planes.length} are there. Choose one with --plane`,
    );
  }
  const curves = planes.map((one) => ({ swept: one.swept, load: () => load(one) }));
  return figureOfPlanes(curves, planes[0].file?.title, asked);
}
