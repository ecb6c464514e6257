import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { MODELS } from '../../src/models/index.js';
import { SCAN_REGISTRIES } from '../../src/scan/registries.js';
import { parseScanFiles } from '../../src/scan/scan-file.js';
import { shortNames } from '../../src/scan/sweep-fields.js';
import { Kernel, couplingsAtLevel } from '../../src/sensitivity/index.js';
import { ROOT } from '../cli/run-cli.js';

const page = readFileSync(`${ROOT}docs/experiments.md`, 'utf8');
const examples = Array.from(page.matchAll(/```yaml\n(.*?)```/gs), ([, text]) => text);
const complete = examples.filter((text) => text.startsWith('name:'));
const parts = examples.filter((text) => !text.startsWith('name:'));

/** The complete file with the fields of a part; the scans of all planes. */
function scansWith(part: string) {
  const { channel: _, ...whole } = parse(complete[0]) as Record<string, unknown>;
  const fields = parse(part) as Record<string, unknown>;
  return parseScanFiles(stringify({ ...whole, ...fields }), 'docs.yaml');
}

describe('docs/experiments.md', () => {
  it('has a complete scan file, which reaches something', () => {
    expect(complete).toHaveLength(1);
    const [{ plan, name }] = parseScanFiles(complete[0], 'my-dump.yaml');
    expect(name).toBe('my-dump');
    const [lower, upper] = couplingsAtLevel(new Kernel(plan).slice(0.05), 3);
    expect(lower).toBeGreaterThan(plan.grid.coupling[0]);
    expect(upper).toBeGreaterThan(lower);
    expect(upper).toBeLessThan(plan.grid.coupling.at(-1)!);
  });

  it.each(parts.map((part) => [part.split('\n')[0], part]))(
    'part "%s ..." is right, and computes',
    (_, part) => {
      for (const { plan } of scansWith(part)) {
        const { massGeV, coupling } = plan.grid;
        const point = new Kernel(plan).column(massGeV[0], [coupling.at(-1)!]);
        expect(point.yields[0]).toBeGreaterThanOrEqual(0);
      }
    },
  );

  it('is told of the parts that it has', () => {
    expect(parts.map((part) => Object.keys(parse(part) as object).at(-1))).toEqual([
      'channel',
      'channel',
      'grid',
      'channel',
      'contours',
      'sweep',
    ]);
    expect(scansWith(parts.at(-1)!)).toHaveLength(6);
  });

  it('needs the quotation marks that it has', () => {
    const part = parts.find((text) => text.includes("form_factor: '2407.15942'"))!;
    expect(() => scansWith(part.replace("'2407.15942'", '2407.15942'))).toThrow(/form_factor/);
  });

  it('knows every model with the unit of its coupling', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|'));
    for (const { id, couplingUnit } of Object.values(MODELS)) {
      const [row] = rows.filter((line) => line.includes(`\`${id}\``));
      const [, unit] = /`1e-3( [^`]*)?`/.exec(row)!;
      expect([id, unit?.trim() ?? null]).toEqual([id, couplingUnit]);
    }
  });

  it('lists the short names of sweeps', () => {
    const [, table] = page.split('| short name');
    const listed = Array.from(table.matchAll(/^\| (`[^|]*)\|/gm), ([, cell]) =>
      Array.from(cell.matchAll(/`(\w+)`/g), ([, name]) => name),
    ).flat();
    expect(listed.toSorted()).toEqual(shortNames(SCAN_REGISTRIES).toSorted());
  });
});
