/**
 * YAML nodes -> plain data, and the place in the text of every value.
 * An alias shares the data of its anchor, so that aliases of aliases of aliases cost nothing.
 */
import {
  isAlias,
  isCollection,
  isMap,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { InputProblem } from '../errors.js';
import { formatPath, type Path } from './path.js';
import { parseYamlSyntax, type YamlSyntax } from './yaml-syntax.js';

export interface YamlDocument {
  readonly value: Readonly<Record<string, unknown>>;
  /** Faults that leave the rest of the file readable: fields given twice, aliases of nothing. */
  readonly problems: readonly InputProblem[];
  /** The problem at a value; where there is none, at the key of the nearest field around it. */
  readonly problemAt: (path: Path, message: string) => InputProblem;
  /** The problem at the key of a field. */
  readonly problemAtKey: (path: Path, message: string) => InputProblem;
}

/** Offsets in the text. */
interface Place {
  readonly key: number;
  readonly value: number;
  readonly children: ReadonlyMap<string | number, Place>;
}

/** @throws {InputFileError} with the place of every fault of syntax. */
export function parseYamlDocument(text: string, file: string): YamlDocument {
  const { root, problemAt } = parseYamlSyntax(text, file);
  const reader = new NodeReader(problemAt);
  const { value, place } = reader.read(root, root.range![0], []);
  return {
    value: value as Record<string, unknown>,
    problems: reader.problems,
    problemAt: (path, message) => ({
      ...problemAt(offsetOf(place, path), message),
      field: formatPath(path),
    }),
    problemAtKey: (path, message) => ({
      ...problemAt(placeOf(place, path)?.key ?? offsetOf(place, path), message),
      field: formatPath(path),
    }),
  };
}

function placeOf(root: Place, path: Path): Place | undefined {
  let place: Place | undefined = root;
  for (const step of path) place = place?.children.get(step);
  return place;
}

function offsetOf(root: Place, path: Path): number {
  const place = placeOf(root, path);
  if (place !== undefined) return place.value;
  let around = path.length - 1;
  while (placeOf(root, path.slice(0, around)) === undefined) around -= 1;
  return placeOf(root, path.slice(0, around))!.key;
}

interface Reading {
  readonly value: unknown;
  readonly children: ReadonlyMap<string | number, Place>;
}

/** Without braces around it: what begins there is its first item. */
function isBlock(node: Node): boolean {
  return isCollection(node) && node.flow !== true;
}

const NOTHING: Reading = { value: null, children: new Map() };

/** Reads one document, in its order: an alias means the last anchor of that name before it. */
class NodeReader {
  readonly problems: InputProblem[] = [];
  readonly #anchors = new Map<string, Reading | 'being read'>();

  constructor(readonly problemAt: YamlSyntax['problemAt']) {}

  read(node: Node | null, key: number, path: Path): { value: unknown; place: Place } {
    const { value, children } = this.#content(node, path);
    const hasOwnPlace = node !== null && node.range![0] < node.range![1] && !isBlock(node);
    return { value, place: { key, value: hasOwnPlace ? node.range![0] : key, children } };
  }

  #content(node: Node | null, path: Path): Reading {
    if (node === null) return NOTHING;
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target !== undefined && target !== 'being read') return target;
      const why = target === undefined ? `there is no "&${node.source}" before it` : 'it contains itself';
      this.#report(node, path, `"*${node.source}" stands for nothing: ${why}`);
      return NOTHING;
    }
    const { anchor } = node;
    if (anchor !== undefined) this.#anchors.set(anchor, 'being read');
    const reading = isMap(node)
      ? this.#record(node, path)
      : isSeq(node)
        ? this.#list(node, path)
        : { value: node.value, children: NOTHING.children };
    if (anchor !== undefined) this.#anchors.set(anchor, reading);
    return reading;
  }

  #list(list: YAMLSeq, path: Path): Reading {
    const children = new Map<number, Place>();
    const value = (list.items as Node[]).map((item, i) => {
      const read = this.read(item, item.range![0], [...path, i]);
      children.set(i, read.place);
      return read.value;
    });
    return { value, children };
  }

  #record(map: YAMLMap, path: Path): Reading {
    const children = new Map<string, Place>();
    const record: Record<string, unknown> = {};
    for (const { key, value } of map.items as Pair<Scalar<string>, Node | null>[]) {
      const field = [...path, key.value];
      if (children.has(key.value)) this.#report(key, field, 'given twice; keep one of them');
      // Assigning to it would change the prototype of the record.
      else if (key.value === '__proto__') this.#report(key, field, 'unknown field');
      else {
        const read = this.read(value, key.range![0], field);
        children.set(key.value, read.place);
        record[key.value] = read.value;
      }
    }
    return { value: record, children };
  }

  #report(node: Node, path: Path, message: string) {
    this.problems.push({ ...this.problemAt(node.range![0], message), field: formatPath(path) });
  }
}
