/** Contours in the formats of other programs; overlays read each of them back. */
import { stringify } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../errors.js';
import { MODELS } from '../models/index.js';
import { type HepdataTable, LINE_VARIABLE, hepdataTableSchema } from '../overlays/index.js';
import type { Polyline } from './figure.js';
import { parametersOf } from './plane-table.js';
import { provenanceLines, provenanceOf } from './provenance.js';
import type { LevelContours } from './scan-contours.js';
import type { ContourTable } from './tables.js';

/** Lines as GeoJSON has them, with mass in GeV and the coupling as coordinates: every program of maps draws them. */
export function contoursToGeoJson(tables: readonly ContourTable[]) {
  return {
    type: 'FeatureCollection',
    features: tables.flatMap(({ swept, scan, contours }) =>
      contours.flatMap(({ level, exposure, isPolished = false, lines }) =>
        lines.map((line) => ({
          type: 'Feature',
          geometry: geometryOf(line),
          properties: {
            ...parametersOf(swept),
            level,
            particlesOnTarget: exposure,
            polished: isPolished,
            x: 'mass in GeV',
            y: `coupling${inUnit(scan.plan.model.id)}`,
            ...provenanceOf(scan),
          },
        })),
      ),
    ),
  };
}

function geometryOf({ x, y, closed }: Polyline) {
  const coordinates = Array.from(x, (mass, i) => [mass, y[i]]);
  // A ring repeats its first point.
  return closed
    ? { type: 'Polygon', coordinates: [[...coordinates, coordinates[0]]] }
    : { type: 'LineString', coordinates };
}

function inUnit(modelId: string): string {
  const { couplingUnit } = MODELS[modelId];
  return couplingUnit === null ? '' : ` in ${couplingUnit}`;
}

/**
 * Two columns, mass in eV and coupling, as AxionLimits has them: closed lines with their first point again. Lines are parted
 * by rows of NaN, which Matplotlib leaves out; NumPy skips blank lines.
 */
export function contoursToAxionLimits(tables: readonly ContourTable[]): string {
  const { scan, contour } = theOnly(tables, 'axionlimits');
  const unit = inUnit(scan.plan.model.id);
  const blocks = contour.lines.map(({ x, y, closed }) => {
    const rows = Array.from(x, (mass, i) => `${mass * 1e9} ${y[i]}`);
    return [...rows, ...(closed ? rows.slice(0, 1) : [])].join('\n');
  });
  const head = [...provenanceLines(scan), `# level: ${contour.level}`, `# mass [eV], coupling${unit}`];
  return `${head.join('\n')}\n${blocks.join('\nnan nan\n')}\n`;
}

/**
 * A row for each mass at which the contour has one or two couplings: mass in GeV, lower and upper edge, as darkcast has
 * them. Where nothing ends the region from above within the grid, the edge is the largest coupling of the grid.
 *
 * @throws {UsageError} the contour has more edges at one mass, or an edge goes from one line to another: darkcast
 * interpolates between all rows.
 */
export function contoursToDarkcast(tables: readonly ContourTable[]): string {
  const { scan, contour } = theOnly(tables, 'darkcast');
  const { massGeV, coupling } = scan.plan.grid;
  const edges = new Map<number, Edge[]>(massGeV.map((mass) => [mass, []]));
  for (const line of contour.lines) {
    Array.from(line.x, (mass, i) => edges.get(mass)?.push({ line, coupling: line.y[i] }));
  }
  const rows = [...edges]
    .filter(([, at]) => at.length > 0)
    .map(([mass, at]) => [mass, at.toSorted((a, b) => a.coupling - b.coupling)] as const);
  const crowded = rows.find(([, at]) => at.length > 2);
  if (crowded !== undefined) {
    throw new UsageError(
      `--format darkcast: expected a lower and an upper edge at each mass; the contour has ${crowded[1].length} at ${crowded[0]} GeV. Take csv, geojson or hepdata.`,
    );
  }
  const parted = rows.findIndex(([, at], i) => i > 0 && isParted(rows[i - 1][1], at));
  if (parted !== -1) {
    throw new UsageError(
      `--format darkcast: expected one curve, since the format joins all its rows; the contour goes from one line to another between ${rows[parted - 1][0]} and ${rows[parted][0]} GeV. Take csv, geojson or hepdata.`,
    );
  }
  const isTwoSided = rows.some(([, at]) => at.length === 2);
  const lines = rows.map(([mass, at]) => {
    const [lower, upper = coupling.at(-1)!] = at.map((edge) => edge.coupling);
    return isTwoSided ? `${mass} ${lower} ${upper}` : `${mass} ${lower}`;
  });
  const head = [
    ...provenanceLines(scan),
    `# level: ${contour.level}`,
    `# mass [GeV], lower${isTwoSided ? ' and upper' : ''} edge of the coupling${inUnit(scan.plan.model.id)}`,
  ];
  return `${[...head, ...lines].join('\n')}\n`;
}

interface Edge {
  readonly line: Polyline;
  readonly coupling: number;
}

/** Whether the lower or the upper edge is on another line at the next mass. */
function isParted(before: readonly Edge[], after: readonly Edge[]): boolean {
  return before.some(({ line }, i) => i < after.length && after[i].line !== line);
}

/** Formats of one contour per file. */
function theOnly(
  tables: readonly ContourTable[],
  format: string,
): { readonly scan: ContourTable['scan']; readonly contour: LevelContours } {
  const all = tables.flatMap(({ scan, contours }) => contours.map((contour) => ({ scan, contour })));
  if (all.length === 1) return all[0];
  throw new UsageError(
    `--format ${format}: expected one contour, since the format has no place to say which is which; got ${all.length}. ` +
      'Choose one with --level, --exposure or --plane.',
  );
}

/** Source: the documentation of HEPData's submission format, https://hepdata-submission.readthedocs.io (submission.yaml). */
export const hepdataSubmissionSchema = z.strictObject({
  name: z.string().min(1).max(64),
  location: z.string().max(256).optional(),
  description: z.string().min(1),
  keywords: z.array(
    z.strictObject({
      name: z.enum(['cmenergies', 'observables', 'reactions', 'phrases']),
      values: z.array(z.union([z.string().max(128), z.number()])),
    }),
  ),
  data_file: z.string().min(1),
});

/**
 * A submission for hepdata.net: `submission.yaml` and a table for each contour, as contents by file name. Its rows follow the
 * lines, one after the other; a column says to which line a row belongs.
 */
export function contoursToHepdata(tables: readonly ContourTable[]): ReadonlyMap<string, string> {
  const all = tables.flatMap((table) => table.contours.map((contour) => ({ ...table, contour })));
  const files = new Map<string, string>();
  const entries = all.map(({ swept, scan, contour }, i) => {
    const file = `contour${i + 1}.yaml`;
    const { level, exposure } = contour;
    const { model, experiment } = scan.plan;
    const planes = swept.map(({ key, value }) => `${key} = ${value}`).join(', ');
    const described = [
      `Contour of ${level} expected events for ${exposure} beam particles`,
      `${scan.scan.presentation.title}${planes === '' ? '' : ` (${planes})`}`,
      `Computed, not measured: muscan ${scan.scan.muscanVersion}, plan ${scan.scan.planHash}`,
    ];
    files.set(file, stringify(hepdataTableSchema.parse(tableOf(scan, contour, swept)), { lineWidth: 0 }));
    return hepdataSubmissionSchema.parse({
      name: `Contour ${i + 1}`,
      description: `${described.join('. ')}.`,
      keywords: [
        { name: 'observables', values: ['Coupling'] },
        { name: 'phrases', values: [model.id, experiment.id, experiment.channel.id] },
      ],
      data_file: file,
    });
  });
  const comment = 'Contours of expected signal events in the plane of mass and coupling, computed by muscan.';
  const documents = [{ comment }, ...entries].map((document) => stringify(document, { lineWidth: 0 }));
  return new Map([['submission.yaml', `---\n${documents.join('---\n')}`], ...files]);
}

function tableOf(
  scan: ContourTable['scan'],
  { level, exposure, lines }: LevelContours,
  swept: ContourTable['swept'],
): HepdataTable {
  const { couplingSymbol, couplingUnit, massSymbol } = MODELS[scan.plan.model.id];
  const vertices = lines.flatMap(({ x, y, closed }, line) => {
    const rows = Array.from(x, (mass, i) => ({ mass, coupling: y[i], line: line + 1 }));
    return closed ? [...rows, rows[0]] : rows;
  });
  const qualifiers = [
    { name: 'Expected events', value: level },
    { name: 'Beam particles', value: exposure },
    { name: 'Experiment', value: scan.plan.experiment.id },
    { name: 'Channel', value: scan.plan.experiment.channel.id },
    ...swept.map(({ key, value }) => ({ name: key, value })),
  ];
  return {
    independent_variables: [
      {
        header: { name: `$${massSymbol}$`, units: 'GeV' },
        values: vertices.map(({ mass }) => ({ value: mass })),
      },
    ],
    dependent_variables: [
      {
        header: { name: `$${couplingSymbol}$`, ...(couplingUnit !== null && { units: couplingUnit }) },
        qualifiers,
        values: vertices.map(({ coupling }) => ({ value: coupling })),
      },
      { header: { name: LINE_VARIABLE }, values: vertices.map(({ line }) => ({ value: line })) },
    ],
  };
}
