/** zod's issues -> faults, one for each thing to be corrected. */
import type { z } from 'zod';
import type { Fault } from './fault.js';
import { PARSE_OPTIONS } from './issue-messages.js';
import type { Path } from './path.js';
import { didYouMean } from './suggestion.js';

type Issue = z.core.$ZodIssue;

/** Valid data, or the faults that prevent it. */
export interface Checked<T> {
  readonly data: T | undefined;
  readonly faults: readonly Fault[];
}

/** Validates against the schema, with all faults in our own words. */
export function check<S extends z.ZodType>(schema: S, input: unknown): Checked<z.output<S>> {
  const result = schema.safeParse(input, PARSE_OPTIONS);
  return { data: result.data, faults: result.error?.issues.flatMap(faultsOf) ?? [] };
}

function faultsOf(issue: Issue): Fault[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  switch (issue.code) {
    case 'unrecognized_keys': {
      const messages = issue.message.split('\n');
      return issue.keys.map((key, i) => ({ path: [...path, key], message: messages[i], at: 'key' }));
    }
    case 'invalid_union': {
      const meant = meantBranch(issue);
      if (meant !== undefined) {
        return meant.flatMap(faultsOf).map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
      }
      const keywords = issue.errors
        .flat()
        .flatMap((inner) => (inner.path.length === 0 ? optionsOf(inner) : []));
      return [{ path, message: issue.message + didYouMean(issue.input, keywords) }];
    }
    default:
      return [{ path, message: issue.message + didYouMean(issue.input, optionsOf(issue)) }];
  }
}

function optionsOf(issue: Issue): string[] {
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

/**
 * The issues of the alternative that the writer had in mind: one whose type fits, with the most known fields, and the
 * fewest that are missing or wrong. With nothing to tell the alternatives apart there is none, and the union's own
 * message names them all.
 */
function meantBranch({ errors, input }: z.core.$ZodIssueInvalidUnion): Issue[] | undefined {
  const fitting = errors.filter((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  if (fitting.length < 2) return fitting[0];
  if (Object.keys(input as object).length === 0) return undefined;
  return fitting.toSorted((a, b) => unknownFields(a) - unknownFields(b) || a.length - b.length)[0];
}

function unknownFields(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, issue) =>
      sum + (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys.length : 0),
    0,
  );
}

/** Faults of a section, as those of the whole. */
export function under<T>(section: Path, { data, faults }: Checked<T>): Checked<T> {
  return { data, faults: faults.map((fault) => ({ ...fault, path: [...section, ...fault.path] })) };
}

/** The data of all, and all their faults. */
export function allOf<T>(checked: readonly Checked<T>[]): Checked<readonly T[]> {
  const faults = checked.flatMap((one) => one.faults);
  return { data: faults.length > 0 ? undefined : checked.map(({ data }) => data!), faults };
}
