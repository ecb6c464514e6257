/** A kind of figure of curves: what its file says, and how it is drawn. */
import type { z } from 'zod';
import type { Fault } from '../../scan/fault.js';
import type { Figure } from '../figure.js';

export interface CurveFigure<Fields extends Header = Header> {
  /** The field by which a file is known to be of this kind. */
  readonly key: string;
  readonly schema: z.ZodType<Fields>;
  /** What is wrong beyond the schema. */
  faults?(fields: Fields): readonly Fault[];
  /** Reads the files that are named; what it returns computes and draws. */
  prepare(fields: Fields, folder: string): () => Figure;
}

interface Header {
  readonly figure: string;
}
