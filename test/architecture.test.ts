import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

/** Imports run only leftwards along this row; models and experiments stand on one step. */
const LAYERS: readonly (readonly string[])[] = [
  ['errors', 'version', 'certainty'],
  ['numerics'],
  ['contour'],
  ['physics'],
  ['models', 'experiments'],
  ['sensitivity'],
  ['constraints'],
  ['scan'],
  ['overlays'],
  ['store'],
  ['engine'],
  ['report'],
  ['live'],
  ['index'],
  ['cli'],
];

const FILES = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .toSorted();

const IMPORTS = new Map(FILES.map((file) => [file, importsOf(file)]));

/** Relative imports (types, re-exports and dynamic ones included) as paths within src. */
function importsOf(file: string): { inside: string[]; packages: string[] } {
  const { module } = parseSync(file, readFileSync(join(SOURCE, file), 'utf8'));
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
  ];
  const inside = specifiers
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => relative(SOURCE, join(SOURCE, dirname(file), specifier)).replace(/\.js$/, '.ts'));
  return {
    inside: [...new Set(inside)],
    packages: specifiers.filter((specifier) => !specifier.startsWith('.')),
  };
}

function layerOf(file: string): number {
  const top = file.split('/')[0].replace(/\.ts$/, '');
  return LAYERS.findIndex((layer) => layer.includes(top));
}

function closureOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of IMPORTS.get(file)!.inside) closureOf(next, seen);
  return seen;
}

describe('imports', () => {
  it('are found at all, and every file belongs to a layer', () => {
    expect(FILES.length).toBeGreaterThan(60);
    expect(FILES.filter((file) => layerOf(file) === -1)).toEqual([]);
    expect(
      [...IMPORTS.values()].flatMap(({ inside }) => inside).filter((file) => !IMPORTS.has(file)),
    ).toEqual([]);
  });

  it('run only leftwards between layers', () => {
    const wrong = FILES.flatMap((file) =>
      IMPORTS.get(file)!
        .inside.filter((other) => {
          const sameFolder = file.split('/')[0] === other.split('/')[0];
          return !sameFolder && layerOf(other) >= layerOf(file);
        })
        .map((other) => `${file} -> ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  it('have no circles', () => {
    const circles = FILES.filter((file) =>
      IMPORTS.get(file)!.inside.some((other) => other !== file && closureOf(other).has(file)),
    );
    expect(circles).toEqual([]);
  });

  it('keep the worker away from the database, reports and the command line', () => {
    const closure = [...closureOf('engine/worker.ts')];
    expect(closure).toContain('sensitivity/kernel.ts');
    expect(closure.filter((file) => /^(store|report|cli|index)/.test(file))).toEqual([]);
    expect(closure.flatMap((file) => IMPORTS.get(file)!.packages).toSorted()).not.toContain('better-sqlite3');
  });

  it('of the command line go through the public API', () => {
    const wrong = FILES.filter((file) => file.startsWith('cli/')).flatMap((file) =>
      IMPORTS.get(file)!.inside.filter((other) => !other.startsWith('cli/') && other !== 'index.ts'),
    );
    expect(wrong).toEqual([]);
  });

  it('of the numerics reach no physics and no package', () => {
    const files = FILES.filter((file) => /^(numerics|contour)\//.test(file));
    expect(files.flatMap((file) => IMPORTS.get(file)!.packages)).toEqual([]);
  });
});
