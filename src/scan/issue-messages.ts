/**
 * Our own words for zod's issues, where the schema has none.
 * Every message says what was expected and what came.
 */
import { z } from 'zod';
import { describeValue } from '../experiments/fields.js';
import { didYouMean } from './suggestion.js';

/** To be passed to every `safeParse` whose issues reach the user. */
export const PARSE_OPTIONS = { error: explainIssue, reportInput: true } as const;

const TYPES: Record<string, string> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  string: 'text',
};

/** For unknown fields a line each, in the order of `issue.keys`. */
function explainIssue(issue: z.core.$ZodRawIssue): string {
  const got = describeValue(issue.input);
  switch (issue.code) {
    case 'invalid_type': {
      const fields = knownFields(issue.inst);
      const hint = fields.length === 0 ? '' : ` of ${fields.join(', ')}`;
      return `expected ${TYPES[issue.expected] ?? issue.expected}${hint}; got ${got}${quotesHint(issue.expected, issue.input)}`;
    }
    case 'invalid_value':
      return `expected ${oneOf(issue.values.map(String))}; got ${got}${namesakeHint(issue.values, issue.input)}`;
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField(key, knownFields(issue.inst))).join('\n');
    case 'too_small':
    case 'too_big':
      return `expected ${explainBound(issue)}; got ${Array.isArray(issue.input) ? issue.input.length : got}`;
    default:
      return `expected another value; got ${got}`;
  }
}

/** A text that YAML reads as a number. */
function quotesHint(expected: string, input: unknown): string {
  return expected === 'string' && typeof input === 'number' ? `, a number: put it in quotes: '${input}'` : '';
}

/** A name that YAML reads as a number, whose last zeros may be gone. */
function namesakeHint(names: readonly unknown[], input: unknown): string {
  const meant = typeof input === 'number' ? names.find((name) => Number(name) === input) : undefined;
  return typeof meant === 'string' ? `, a number: put it in quotes: '${meant}'` : '';
}

/** `one of a, b, c`, or the only one. */
export function oneOf(options: readonly string[]): string {
  return options.length === 1 ? `"${options[0]}"` : `one of ${options.join(', ')}`;
}

/** What is said at the key of a field that there is not. */
export function unknownField(key: string, known: readonly string[]): string {
  return `unknown field${didYouMean(key, known) || (known.length > 0 ? `; expected ${oneOf(known)}` : '; expected none')}`;
}

function knownFields(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

type BoundIssue = Extract<z.core.$ZodRawIssue, { code: 'too_small' | 'too_big' }>;

function explainBound(issue: BoundIssue): string {
  const isLower = issue.code === 'too_small';
  const limit = Number(isLower ? issue.minimum : issue.maximum);
  if (issue.origin === 'string' && isLower && limit === 1) return 'some text';
  if (issue.inclusive === false) return `a number ${isLower ? 'above' : 'below'} ${limit}`;
  const bound = `${isLower ? 'at least' : 'at most'} ${limit}`;
  const things: Record<string, string> = { string: ' characters', array: ' values' };
  return bound + (things[issue.origin] ?? '');
}
