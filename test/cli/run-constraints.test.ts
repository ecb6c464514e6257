/** A scan file that names constraints, from the run to the figure. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, temporaryFolder, writeScan } from './run-cli.js';

const folder = temporaryFolder();
const muscan = (...args: string[]) => runCli([...args, '--db', 'scan.sqlite'], { cwd: folder });
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

const LIMIT =
  'id: mine\ntitle: Mine\nsource: arXiv:2401.00001\ncertainty: digitised\ncoupling_is: g\ncoupling_of: muon\ndata: { file: mine.csv }\n';
const TABLE = 'mass,coupling\n0.01,1e-4\n0.1,1e-3\n';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

writeFileSync(join(folder, 'mine.yaml'), LIMIT);
writeFileSync(join(folder, 'mine.csv'), TABLE);

const MODEL = { model: '{ id: mu-tau-vector }' };
const scan = (constraints: string) => writeScan(folder, { ...MODEL, constraints }, 'scan.yaml');

describe('constraints in a scan file', () => {
  it('are drawn, recorded, changed without a new scan, and kept without their files', async () => {
    scan('[muon-g-2, mine.yaml]');
    const first = await muscan('run', 'scan.yaml', '--json');
    expect(first.code).toBe(0);
    const svg = read('small.svg');
    expect(svg).toContain('aria-label="Mine"');
    expect(svg).toContain('(2021)');
    expect(read('small.contours.csv')).toContain(
      `# constraints: muon-g-2 (measured 2021, sigmas 2); mine (mine.yaml sha256 ${sha256(LIMIT)}, mine.csv sha256 ${sha256(TABLE)})\n`,
    );

    scan('[muon-g-2, { constraint: ccfr-trident, label: CCFR, parameters: { sigmas: 3 } }, mine.yaml]');
    const again = await muscan('run', 'scan.yaml', '--json');
    const done = again.stdout.split('\n').find((line) => line.includes('"event":"done"'))!;
    expect(JSON.parse(done)).toMatchObject({ scanId: 1, pointsComputed: 0 });
    expect(read('small.svg')).toContain('aria-label="CCFR"');
    const { planHash, constraints } = JSON.parse((await muscan('show', 'small', '--json')).stdout) as {
      planHash: string;
      constraints: unknown;
    };
    expect(first.stdout).toContain(planHash);
    expect(constraints).toMatchObject([
      { constraint: 'muon-g-2', parameters: { measured: '2021', sigmas: 2 } },
      { constraint: 'ccfr-trident', parameters: { sigmas: 3 } },
      { constraint: 'mine', files: [{ name: 'mine.yaml', sha256: sha256(LIMIT) }, { name: 'mine.csv' }] },
    ]);

    rmSync(join(folder, 'mine.csv'));
    expect((await muscan('plot', 'small', '-o', 'by-name.svg')).code).toBe(0);
    expect(read('by-name.svg')).toBe(read('small.svg'));
    // A run by the name, too, goes on with what is stored.
    expect((await muscan('run', 'small', '--quiet')).code).toBe(0);
    expect(read('small.svg')).toBe(read('by-name.svg'));
    const byFile = await muscan('plot', 'scan.yaml', '-o', 'no.svg');
    expect(byFile).toMatchObject({ code: 2 });
    expect(byFile.stderr).toMatch(
      /^scan\.yaml:11:\d+: constraints\[2\]: mine\.yaml:7:\d+: data\.file: .*no such file/,
    );
    writeFileSync(join(folder, 'mine.csv'), TABLE);
  });

  it('are drawn for all planes of a sweep, also of a refined one', async () => {
    const grid =
      '{ mass: { from: 2 MeV, to: 200 MeV, points: 5 }, coupling: { from: 1e-6, to: 1, points: 6 }, refine: { levels: 1, accuracy: 1 % } }';
    const sweep = '{ exposure: [1e12, 1e13] }';
    const constraints = '[ccfr-trident, mine.yaml]';
    writeScan(folder, { ...MODEL, name: 'swept', grid, sweep, constraints }, 'sweep.yaml');
    expect((await muscan('run', 'sweep.yaml', '--quiet')).code).toBe(0);
    expect(read('swept-exposure-1e12.svg')).toContain('aria-label="Mine"');
    expect((await muscan('plot', 'sweep.yaml', '-o', 'sweep.svg')).code).toBe(0);
    const count = (name: string) => read(name).split('aria-label="Mine"').length;
    expect(count('sweep.svg')).toBe(count('swept-exposure-1e12.svg'));
  });

  it('that are not for the model end a run before it begins: exit 2', async () => {
    writeScan(
      folder,
      { ...MODEL, name: 'bad', constraints: '[ams-02-positrons, sn1987a-alp-muon]' },
      'bad.yaml',
    );
    const outcome = await muscan('run', 'bad.yaml', '--quiet');
    expect(outcome.code).toBe(2);
    expect(outcome.stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^bad\.yaml:11:15: constraints\[0\]: ams-02-positrons: nothing is drawn\. /),
      expect.stringMatching(
        /^bad\.yaml:11:33: constraints\[1\]: .* an ALP that couples to muons; got mu-tau-vector$/,
      ),
    ]);
  });
});
