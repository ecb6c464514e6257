/** docs/gallery: every picture is whole, says what it shows, and has its figure file. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { readFigureFile } from '../../src/report/figure-file.js';

const ROOT = join(import.meta.dirname, '../..');
const GALLERY = join(ROOT, 'docs/gallery');
const pictures = readdirSync(GALLERY).filter((file) => file.endsWith('.svg'));
const page = readFileSync(join(GALLERY, 'README.md'), 'utf8');

/** `1701.07437-fig3.svg` is that of scans/1701.07437/fig3.yaml. */
function fileOf(picture: string): string {
  const [, paper, name] = /^([\d.]+|[a-z]+)-(.*)\.svg$/.exec(picture)!;
  return join('scans', paper, `${name}.yaml`);
}

describe('the gallery', () => {
  it('is not empty', () => {
    expect(pictures.length).toBeGreaterThan(10);
  });

  it.each(pictures)('%s is a whole picture of a shipped figure file', (picture) => {
    const svg = readFileSync(join(GALLERY, picture), 'utf8');
    expect(() => new Resvg(svg)).not.toThrow();
    expect(svg).toMatch(
      /^<svg xmlns="[^"]+" width="\d+" height="\d+" viewBox="[^"]+" role="img" aria-label="[^"]+">/,
    );
    expect(svg).not.toMatch(/<text|NaN|undefined|Infinity/);

    const path = join(ROOT, fileOf(picture));
    expect(existsSync(path), fileOf(picture)).toBe(true);
    const figure = readFigureFile(path);
    if (figure.kind === 'plane') {
      const { title } = figure.file;
      const escaped = title?.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      expect(svg).toContain(`aria-label="${escaped ?? ''}`);
    }
    expect(existsSync(join(GALLERY, picture.replace('.svg', '.png')))).toBe(true);
    expect(page).toContain(`](${picture})`);
  });
});
