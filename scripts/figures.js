/**
 * Regenerates every shipped figure into docs/gallery: `npm run figures [-- NAME...]`, after a build.
 *
 * Scans are stored in db/figures.sqlite: what was computed before is not computed again, and an interrupted run goes on.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { isFigureText } from '../dist/index.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DATABASE = `${ROOT}db/figures.sqlite`;
const GALLERY = `${ROOT}docs/gallery`;
const PAGE = `${GALLERY}/README.md`;

const wanted = process.argv.slice(2);
const figures = readdirSync(`${ROOT}scans`, { recursive: true })
  .map(String)
  .filter((file) => /\.ya?ml$/.test(file))
  .map((file) => ({ file: `scans/${file}`, text: readFileSync(`${ROOT}scans/${file}`, 'utf8') }))
  .filter(({ text }) => isFigureText(text))
  .map(({ file, text }) => ({
    file,
    image: `${file.split('/').slice(1, -1).join('-')}-${basename(file).replace(/\.ya?ml$/, '')}`,
    about: commentOf(text),
  }))
  .toSorted((a, b) => (a.image < b.image ? -1 : 1));

/** The comment at the head of a figure file, without the editors' line. */
function commentOf(text) {
  return text
    .split('\n')
    .filter((line, i, lines) => lines.slice(0, i + 1).every((before) => before.startsWith('#')))
    .filter((line) => !line.startsWith('# yaml-language-server'))
    .map((line) => line.replace(/^# ?/, ''))
    .join(' ');
}

function muscan(...args) {
  const { status } = spawnSync(process.execPath, [`${ROOT}dist/cli/main.js`, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}

const start = performance.now();
const drawn = figures.filter(
  ({ image }) => wanted.length === 0 || wanted.some((part) => image.includes(part)),
);
for (const { file, image } of drawn) {
  muscan('run', file, '--db', DATABASE, '--no-outputs');
  for (const extension of ['svg', 'png']) {
    muscan('plot', file, '--db', DATABASE, '-o', `${GALLERY}/${image}.${extension}`);
  }
}
writeFileSync(
  PAGE,
  await format(
    [
      '# Gallery',
      'Every figure is one file under `scans/`; `npx muscan run FILE` computes and draws it, `npm run figures` all of them.',
      ...figures.map(
        ({ file, image, about }) =>
          `## ${image}\n\n[${file}](../../${file}): ${about}\n\n![${image}](${image}.svg)`,
      ),
    ].join('\n\n'),
    { ...(await resolveConfig(PAGE)), filepath: PAGE },
  ),
);
const count = drawn.length === 1 ? '1 figure' : `${drawn.length} figures`;
process.stderr.write(`${count} in ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
