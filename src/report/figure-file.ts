/** Figure files: which scans and bands stand together in one plane of mass and coupling. */
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { MOMENT_DIFFERENCES } from '../constraints/index.js';
import { InputFileError, type InputProblem } from '../errors.js';
import { identifier, positiveNumber, quantity } from '../experiments/fields.js';
import { problemsOf } from '../scan/problems.js';
import { readTextFile } from '../scan/scan-file.js';
import { parseYamlDocument } from '../scan/yaml-document.js';
import { check } from '../scan/zod-faults.js';
import { PALETTE } from './colours.js';
import { crossSectionsFigureSchema, curveFigure, spectraFigureSchema } from './curve-figure-file.js';
import type { Figure } from './figure.js';

const label = z
  .string()
  .min(1)
  .optional()
  .meta({ description: 'Text for the legend; mathematics between $ signs.' });
const colour = z
  .enum(Object.keys(PALETTE) as [keyof typeof PALETTE])
  .optional()
  .meta({ description: 'Left out: the next unused colour.' });

const scanLayer = z.strictObject({
  scan: z.string().min(1).meta({ description: 'A scan file, relative to this file.' }),
  level: positiveNumber()
    .optional()
    .meta({ description: "Expected events on the line; left out: the scan's own levels." }),
  style: z
    .enum(['exclusion', 'projection'])
    .default('exclusion')
    .meta({ description: 'Solid for an exclusion, dashed for a projection.' }),
  fill: z.boolean().default(true).meta({ description: 'Tint the region with more events.' }),
  label,
  colour,
});

const bandLayer = z.strictObject({
  band: z.enum(['muon-g-2']).meta({ description: 'A band computed from the model of the first scan.' }),
  measured: z
    .enum(Object.keys(MOMENT_DIFFERENCES) as [string, ...string[]])
    .meta({ description: 'Which measured minus predicted value.' }),
  sigmas: positiveNumber().default(2).meta({ description: 'Half width of the band in standard deviations.' }),
  label,
  colour,
});

const figureSchema = z.strictObject({
  figure: identifier().meta({ description: 'Name of the figure.' }),
  title: z.string().min(1).optional().meta({ description: 'Title above the frame.' }),
  mass: z
    .strictObject({ from: quantity('energy'), to: quantity('energy') })
    .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a mass above "from"' })
    .meta({ description: 'Range of the mass axis.' }),
  coupling: z
    .strictObject({ from: positiveNumber(), to: positiveNumber() })
    .refine(({ from, to }) => from < to, { path: ['to'], error: 'expected a coupling above "from"' })
    .meta({ description: "Range of the coupling axis, in the model's unit." }),
  layers: z
    .array(
      z.union([scanLayer, bandLayer], {
        error: () => 'expected a layer with either "scan" (a scan file) or "band" (muon-g-2)',
      }),
    )
    .min(1)
    .meta({ description: 'What is drawn, first to last.' }),
});

export type FigureFields = z.output<typeof figureSchema>;

export interface FigureFile extends FigureFields {
  readonly path: string;
  /** The scan files of the layers, resolved against the figure file; each once. */
  readonly scanPaths: readonly string[];
}

/** Whether a text is a figure file rather than a scan file: it names itself with `figure`. */
export function isFigureText(text: string): boolean {
  return /^figure\s*:/m.test(text);
}

/** A figure in the plane of mass and coupling, or one of curves that need no stored scan. */
export type ParsedFigureFile =
  | { readonly kind: 'plane'; readonly file: FigureFile }
  | { readonly kind: 'curves'; readonly name: string; readonly draw: () => Figure };

/**
 * Reads a figure file.
 *
 * @throws {InputFileError} with all faults of its content.
 */
export function readFigureFile(path: string): ParsedFigureFile {
  const document = parseYamlDocument(readTextFile(path), path);
  for (const [key, schema] of [
    ['spectra', spectraFigureSchema],
    ['cross_sections', crossSectionsFigureSchema],
  ] as const) {
    if (!(key in document.value)) continue;
    const { data, faults } = check(schema, document.value);
    refuseFaults(problemsOf(document, faults));
    return { kind: 'curves', name: data!.figure, draw: () => curveFigure(data!) };
  }
  const { data, faults } = check(figureSchema, document.value);
  refuseFaults(problemsOf(document, [...faults, ...(data === undefined ? [] : firstLayerFault(data))]));
  const layers = data!.layers.map((layer) =>
    'scan' in layer ? { ...layer, scan: join(dirname(path), layer.scan) } : layer,
  );
  const scanPaths = [...new Set(layers.flatMap((layer) => ('scan' in layer ? [layer.scan] : [])))];
  return { kind: 'plane', file: { ...data!, layers, path, scanPaths } };
}

function refuseFaults(problems: readonly InputProblem[]): void {
  if (problems.length > 0) throw new InputFileError(problems);
}

function firstLayerFault({ layers }: FigureFields) {
  if (layers.some((layer) => 'scan' in layer)) return [];
  const message =
    'expected at least one layer with a scan: the model of the figure is that of its first scan';
  return [{ path: ['layers'], message }];
}

/** The JSON Schema of figure files, for editors. */
export function figureJsonSchema() {
  return {
    $id: 'https://muscan.invalid/figure.schema.json',
    title: 'muscan figure file',
    ...z.toJSONSchema(z.union([figureSchema, spectraFigureSchema, crossSectionsFigureSchema]), {
      io: 'input',
    }),
  };
}
