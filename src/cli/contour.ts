import { extname, join } from 'node:path';
import type { CommandModule } from 'yargs';
import {
  type ContourTable,
  Kernel,
  type LevelContours,
  type LoadedScan,
  NUMERICS_VERSION,
  UsageError,
  contoursOf,
  contoursToAxionLimits,
  contoursToCsv,
  contoursToDarkcast,
  contoursToGeoJson,
  contoursToHepdata,
  contoursToJson,
  couplingsAtLevel,
  choosePlanes,
  loadPlan,
  loadPlane,
  loadScan,
  parseScanReference,
  planeContoursToCsv,
  planeContoursToJson,
  polishContours,
  readScanFiles,
} from '../index.js';
import {
  type ContourOptions,
  contourOptions,
  databaseOption,
  jsonOption,
  quantityOption,
  readContourOptions,
  scanArgument,
} from './options.js';
import { writeFileAtomically, writeJson, writeLine, writeMessage } from './output.js';
import { noteUnfinished, planeOption, readStoredPlanes } from './planes.js';

const FORMATS = ['csv', 'json', 'geojson', 'hepdata', 'axionlimits', 'darkcast'] as const;

type Format = (typeof FORMATS)[number];

interface ContourArguments extends ContourOptions {
  scan: string;
  db: string;
  mass: string | undefined;
  'at-kernel': boolean;
  polish: boolean;
  format: Format | undefined;
  json: boolean;
  output: string | undefined;
  plane: string[] | undefined;
}

export const contourCommand: CommandModule<object, ContourArguments> = {
  command: 'contour <scan>',
  describe: 'Lines of equal yield from the stored grid, or exact crossings from the kernel',
  builder: (yargs) =>
    yargs
      .positional('scan', scanArgument)
      .options({
        ...databaseOption,
        ...contourOptions,
        ...planeOption,
        mass: { type: 'string', requiresArg: true, describe: 'With --at-kernel: the mass, e.g. 0.1GeV' },
        'at-kernel': {
          type: 'boolean',
          default: false,
          describe:
            'The couplings at which the kernel itself crosses the level at one mass; needs no stored grid',
        },
        polish: {
          type: 'boolean',
          default: false,
          describe: "Move every vertex from the interpolated grid onto the kernel's own root",
        },
        format: {
          choices: FORMATS,
          describe: "Output format (default: the file's ending, or csv); hepdata writes a folder",
        },
        ...jsonOption,
        output: {
          alias: 'o',
          type: 'string',
          requiresArg: true,
          describe: 'File to write instead of stdout',
        },
      })
      .example('$0 contour scans/1701.07437/na64-model-a.yaml -o na64.csv', '')
      .example('$0 contour na64-model-a --level 3 --level 10 --format json', '')
      .example('$0 contour na64-model-a --polish -o na64.csv', 'for a table in a paper')
      .example('$0 contour na64-model-a --format hepdata -o submission', 'for hepdata.net')
      .example('$0 contour na64-model-a --cl 90% --exposure 1e12', 'rescaled, not computed anew')
      .example('$0 contour sweep.yaml -o sweep.csv', 'all planes, with a column of what is swept')
      .example('$0 contour scan.yaml --mass 0.1GeV --level 3 --at-kernel --json', ''),
  handler: (args) => {
    const asked = readContourOptions(args);
    if (args['at-kernel'] && args.polish) throw new UsageError('--polish: --at-kernel needs none');
    if (args['at-kernel']) contourAtKernel(args, asked);
    else if (args.mass === undefined) contourOfGrid(args, asked);
    else throw new UsageError('--mass goes with --at-kernel: the stored contour covers all masses');
  },
};

function contourOfGrid(
  { scan: text, db, format, json, output, plane, polish }: ContourArguments,
  { levels, exposures }: ReturnType<typeof readContourOptions>,
): void {
  const planes = readStoredPlanes(parseScanReference(text), db, plane);
  const tables = planes.map((one) => {
    const { grid, ...scan } = loadPlane(one, db);
    noteUnfinished({ ...scan, grid }, planes.length > 1, { levels, exposures });
    // Grids are large: none is kept.
    const contours = contoursOf({ ...scan, grid }, levels, exposures);
    return { swept: one.swept, scan, contours: polish ? polished(scan, contours) : contours };
  });
  const chosen = json ? 'json' : (format ?? formatOf(output));
  if (chosen === 'hepdata') {
    if (output === undefined)
      throw new UsageError('--format hepdata: a submission is a folder. Name it: -o FOLDER');
    const files = contoursToHepdata(tables);
    for (const [name, content] of files) writeFileAtomically(join(output, name), content);
    writeMessage(`${output}: ${[...files.keys()].join(', ')}`);
    return;
  }
  const content = contentOf(chosen, tables);
  if (output === undefined) writeLine(content.trimEnd());
  else writeFileAtomically(output, content);
}

function contentOf(format: Exclude<Format, 'hepdata'>, tables: readonly ContourTable[]): string {
  const [{ scan, contours }] = tables;
  const isOne = tables.length === 1;
  switch (format) {
    case 'csv':
      return isOne ? contoursToCsv(scan, contours) : planeContoursToCsv(tables);
    case 'json':
      return `${JSON.stringify(isOne ? contoursToJson(scan, contours) : planeContoursToJson(tables))}\n`;
    case 'geojson':
      return `${JSON.stringify(contoursToGeoJson(tables))}\n`;
    case 'axionlimits':
      return contoursToAxionLimits(tables);
    case 'darkcast':
      return contoursToDarkcast(tables);
  }
}

const FORMAT_OF_ENDING: Readonly<Record<string, Format>> = {
  '.json': 'json',
  '.geojson': 'geojson',
  '.lmt': 'darkcast',
};

function polished(scan: Pick<LoadedScan, 'scan' | 'plan'>, contours: readonly LevelContours[]) {
  const { numericsVersion } = scan.plan;
  if (numericsVersion !== NUMERICS_VERSION) {
    throw new UsageError(
      `--polish: "${scan.scan.name}" was computed by version ${numericsVersion} of the numerics, and this muscan has ` +
        `${NUMERICS_VERSION}. Run its file again, or leave --polish out.`,
    );
  }
  const { contours: moved, count } = polishContours(scan.plan, contours);
  const { inCoupling, inMass, left } = count;
  writeMessage(
    `${scan.scan.name}: ${inCoupling + inMass} of ${inCoupling + inMass + left} vertices moved onto roots of the kernel` +
      (inMass === 0 ? '' : ` (${inMass} along the mass, where the contour is steep)`) +
      (left === 0 ? '' : `; ${left} have none nearby and stay on the grid's contour`),
  );
  return moved;
}

function formatOf(output = ''): Format {
  return FORMAT_OF_ENDING[extname(output).toLowerCase()] ?? 'csv';
}

function contourAtKernel(
  args: ContourArguments,
  { levels, exposures }: ReturnType<typeof readContourOptions>,
): void {
  if (args.mass === undefined) throw new UsageError('--at-kernel needs a mass, such as --mass 0.1GeV');
  const massGeV = quantityOption('mass', args.mass, 'energy');
  const reference = parseScanReference(args.scan);
  const plan = loadPlan(reference, args.db, args.plane);
  const slice = new Kernel(plan).slice(massGeV);
  const { particlesOnTarget } = plan.experiment.beam;
  for (const exposure of exposures ?? [particlesOnTarget]) {
    for (const level of levels ?? defaultLevels(args)) {
      const couplings = couplingsAtLevel(slice, (level * particlesOnTarget) / exposure);
      if (args.json || args.format === 'json') writeJson({ massGeV, level, exposure, couplings });
      else {
        const of = exposures === undefined ? '' : `, ${exposure} beam particles`;
        writeLine(
          `N = ${level} at ${massGeV} GeV${of}: ${couplings.length === 0 ? 'never reached' : couplings.join(', ')}`,
        );
      }
    }
  }
}

function defaultLevels({ scan, db, plane }: ContourArguments): readonly number[] {
  const reference = parseScanReference(scan);
  return reference.kind === 'file'
    ? choosePlanes(readScanFiles(reference.path), plane ?? [])[0].contourLevels
    : loadScan(reference, db).scan.presentation.contourLevels;
}
