/** The parameters of a constraint, in words: the same for lists, for JSON and for the page of constraints. */
import { z } from 'zod';
import type { Constraint } from '../constraints/index.js';
import { bandParameters } from '../scan/find-constraint.js';

export interface ParameterDescription {
  readonly name: string;
  /** Null where one must be given. */
  readonly default: unknown;
  readonly description: string;
  /** Null for a number without one, or what is not a number. */
  readonly unit: string | null;
}

/** Of a band, those that figures take. */
export function describeParameters(constraint: Constraint): ParameterDescription[] {
  if (constraint.kind === 'missing') return [];
  const schema: z.ZodType = constraint.kind === 'band' ? bandParameters(constraint) : constraint.parameters;
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => {
    const { description = '', unit = null } = field.meta() ?? {};
    return {
      name,
      default: field.safeParse(undefined).data ?? null,
      description,
      unit: unit as string | null,
    };
  });
}

/** The level of a constraint at values of its parameters, one of which may be the number of its standard deviations. */
export function confidenceOf(
  constraint: Constraint,
  parameters: Readonly<Record<string, unknown>>,
): string | null {
  if (constraint.kind === 'missing') return null;
  const { sigmas } = parameters;
  return typeof sigmas === 'number' ? `${sigmas} sigma` : (constraint.confidence ?? null);
}
