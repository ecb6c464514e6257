/** The examples of docs/figures.md are valid, and its curves can be drawn. */
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFigureText, readFigureFile } from '../../src/report/figure-file.js';
import { renderFigure } from '../../src/report/render-figure.js';
import { parseScanFile } from '../../src/scan/scan-file.js';

const ROOT = join(import.meta.dirname, '../..');
const text = readFileSync(join(ROOT, 'docs/figures.md'), 'utf8');
const [examples, ofScans] = [true, false].map((isFigure) =>
  [...text.matchAll(/```yaml\n(.*?)```/gs)]
    .map(([, yaml]) => yaml)
    .filter((yaml) => isFigureText(yaml) === isFigure),
);

const folder = mkdtempSync(join(tmpdir(), 'muscan-figures-'));
cpSync(join(ROOT, 'scans/1701.07437'), folder, { recursive: true });

describe('docs/figures.md', () => {
  it('has an example of each kind', () => {
    expect(examples.map((yaml) => /^figure: (.*)$/m.exec(yaml)![1])).toEqual([
      'reach',
      'limits',
      'events',
      'spectrum',
    ]);
  });

  it.each(examples.map((yaml) => ({ yaml, name: /^figure: (.*)$/m.exec(yaml)![1] })))(
    'is right: $name',
    async ({ yaml }) => {
      const path = join(folder, 'example.yaml');
      writeFileSync(path, yaml);
      const figure = readFigureFile(path);
      if (figure.kind === 'plane') expect(figure.file.layers.length).toBeGreaterThan(0);
      else expect(await renderFigure(figure.draw())).toContain('width="453.543"');
    },
  );

  it('shows constraints of a scan that are right', () => {
    expect(ofScans).toHaveLength(1);
    const overlays = readFileSync(join(ROOT, 'docs/overlays.md'), 'utf8');
    const [, limit] = /```yaml\n(id: my-limit\n.*?)```/s.exec(overlays)!;
    writeFileSync(join(folder, 'my-limit.yaml'), limit);
    const scan = `name: test
model: { id: mu-tau-vector }
experiment: na64-1701.07437
grid: { mass: { from: 1 MeV, to: 1 GeV, points: 5 }, coupling: { from: 1e-6, to: 1, points: 5 } }
`;
    const { constraints } = parseScanFile(scan + ofScans[0], join(folder, 'scan.yaml'));
    expect(constraints).toHaveLength(5);
  });
});
