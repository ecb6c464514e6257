/**
 * YAML text -> nodes with their places.
 *
 * 1. The text is cut into tokens, and given up as soon as it nests too deeply: the step after this one is recursive, and
 *    a stack that runs out there can end the whole process.
 * 2. The tokens are composed into nodes.
 */
import { Composer, type Document, isMap, isScalar, isSeq, Lexer, Parser } from 'yaml';
import type { YAMLError, YAMLMap } from 'yaml';
import { InputFileError, type InputProblem } from '../errors.js';
import { describeValue } from '../experiments/fields.js';

/** A scan file has some thousand characters; with two long axes written out, some hundred thousand. */
export const MAX_CHARACTERS = 1_000_000;
/** Of mappings and lists in each other; a scan file has five. */
const MAX_DEPTH = 50;
/** One slip can cause many errors; the first of each line are told. */
const MAX_SYNTAX_ERRORS = 20;

const MAPPING_EXPECTED = 'expected a mapping, a "field: value" on each line';

const HINTS: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'tabs cannot be used for indentation; use spaces',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " on one line; put a text that contains it in quotes',
  NON_STRING_KEY: 'expected a plain name before the ":"',
  TAG_RESOLVE_FAILED: 'tags, which begin with "!", are not used here; write the plain value',
};

export interface YamlSyntax {
  readonly root: YAMLMap;
  /** The problem at an offset in the text. */
  readonly problemAt: (offset: number, message: string) => InputProblem;
}

/**
 * Reads the text of a file whose top level is a mapping.
 *
 * @throws {InputFileError} with the place of every fault of syntax.
 */
export function parseYamlSyntax(text: string, file: string): YamlSyntax {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lineStarts = [0, ...Array.from(source.matchAll(/\n/g), ({ index }) => index + 1)];
  const problemAt = (offset: number, message: string): InputProblem => {
    const line = lastAtMost(lineStarts, offset);
    return { file, line: line + 1, column: offset - lineStarts[line] + 1, field: '', message };
  };
  const fail = (offset: number, message: string) => new InputFileError([problemAt(offset, message)]);

  if (source.length > MAX_CHARACTERS) {
    throw fail(0, `expected at most ${MAX_CHARACTERS} characters; got ${source.length}`);
  }
  const control = findControlCharacter(source);
  if (control !== undefined) {
    throw fail(control.index, `expected plain text; got the control character ${control.name}`);
  }

  const document = firstDocument(source, fail);
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) throw new InputFileError(syntaxProblems(faults, problemAt));
  const { contents } = document;
  if (isMap(contents)) return { root: contents, problemAt };
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    throw fail(0, `${MAPPING_EXPECTED}; got an empty file`);
  }
  const got = isSeq(contents) ? 'a list' : isScalar(contents) ? describeValue(contents.value) : 'an alias';
  throw fail(contents.range?.[0] ?? 0, `${MAPPING_EXPECTED}; got ${got}`);
}

/** The index of the last of the rising values that is at most the limit; the first one is. By bisection. */
function lastAtMost(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= limit) low = middle;
    else high = middle;
  }
  return low;
}

function findControlCharacter(source: string) {
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  const match = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.exec(source);
  if (match === null) return undefined;
  const code = source.charCodeAt(match.index).toString(16).toUpperCase().padStart(4, '0');
  return { index: match.index, name: `U+${code}` };
}

type Fail = (offset: number, message: string) => InputFileError;

/** @throws {InputFileError} when the text nests too deeply or has a second document. */
function firstDocument(source: string, fail: Fail): Document.Parsed {
  const parser = new Parser();
  function* tokens() {
    for (const lexeme of new Lexer().lex(source)) {
      yield* parser.next(lexeme);
      if (parser.stack.length > MAX_DEPTH) {
        throw fail(parser.offset - lexeme.length, `expected at most ${MAX_DEPTH} levels; got more`);
      }
    }
    yield* parser.end();
  }
  const composer = new Composer({
    // Explicitly, because a %YAML 1.1 directive would otherwise read `on` as true and 1:30 as 90.
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    stringKeys: true,
    // Compares every key with every other; duplicates are found on conversion instead.
    uniqueKeys: false,
    logLevel: 'silent',
  });
  let first: Document.Parsed | undefined;
  for (const document of composer.compose(tokens(), true, source.length)) {
    if (first !== undefined) {
      throw fail(document.range[0], 'expected one document; got a second one after "---"');
    }
    first = document;
  }
  return first!;
}

function syntaxProblems(faults: readonly YAMLError[], problemAt: YamlSyntax['problemAt']): InputProblem[] {
  const firstOfLine = new Map<number, InputProblem>();
  for (const { code, message, pos } of faults.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const hint =
      HINTS[code] ?? `not valid YAML: ${message.slice(0, 1).toLowerCase()}${message.slice(1, 200)}`;
    const problem = problemAt(pos[0], hint);
    if (!firstOfLine.has(problem.line)) firstOfLine.set(problem.line, problem);
  }
  return [...firstOfLine.values()].slice(0, MAX_SYNTAX_ERRORS);
}
