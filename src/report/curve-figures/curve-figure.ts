/** A kind of figure of curves: what its file says, and how it is drawn. */
import type { z } from 'zod';
import type { Checked } from '../../scan/zod-faults.js';
import type { Figure } from '../figure.js';
import type { header } from '../header-fields.js';

export interface CurveFigure<Fields extends Header = Header> {
  /** The field by which a file is known to be of this kind. */
  readonly key: string;
  readonly schema: z.ZodType<Fields>;
  /** Reads the files that are named, relative to a folder, and checks what the schema cannot; the result computes and draws. */
  prepare(fields: Fields, folder: string): Checked<() => Figure>;
}

export type Header = z.output<z.ZodObject<typeof header>>;
