/** Figure files: in the plane of mass and coupling, or curves that need no stored scan. */
import { dirname } from 'node:path';
import { z } from 'zod';
import { readTextFile } from '../scan/scan-file.js';
import { parseYamlDocument } from '../scan/yaml-document.js';
import { check } from '../scan/zod-faults.js';
import { CURVE_FIGURES } from './curve-figures/index.js';
import type { Figure } from './figure.js';
import { lookOfHeader } from './header-fields.js';
import { planeFigureSchema } from './plane-fields.js';
import { type FigureFile, planeFigureFile } from './plane-figure-file.js';
import { validOrThrow } from './checked-document.js';

export type { FigureFile } from './plane-figure-file.js';

/** Whether a text is a figure file rather than a scan file: it names itself with `figure`. */
export function isFigureText(text: string): boolean {
  return /^figure\s*:/m.test(text);
}

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
  const kind = CURVE_FIGURES.find(({ key }) => key in document.value);
  if (kind === undefined) return { kind: 'plane', file: planeFigureFile(document, path) };
  const fields = validOrThrow(document, check(kind.schema, document.value));
  const draw = validOrThrow(document, kind.prepare(fields, dirname(path)));
  return { kind: 'curves', name: fields.figure, draw: () => ({ ...draw(), ...lookOfHeader(fields) }) };
}

/** The JSON Schema of figure files, for editors. */
export function figureJsonSchema() {
  return {
    $id: 'https://muscan.invalid/figure.schema.json',
    title: 'muscan figure file',
    ...z.toJSONSchema(z.union([planeFigureSchema, ...CURVE_FIGURES.map(({ schema }) => schema)]), {
      io: 'input',
    }),
  };
}
