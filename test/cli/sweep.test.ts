/** Sweeps on the command line: one scan per plane, found by its plan whoever stored it. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runCli, scanText, temporaryFolder } from './run-cli.js';

const GRID = '{ mass: { from: 2 MeV, to: 200 MeV, points: 4 }, coupling: { from: 1e-6, to: 1, points: 5 } }';
/** The second plane of the sweep. */
const SINGLE = {
  name: 'single',
  title: 'My own title',
  experiment: '{ id: na64-1701.07437, target: { length: 40 cm } }',
  grid: GRID,
};
const SWEEP = {
  name: 'swept',
  title: 'Lengths',
  grid: GRID,
  sweep: '{ experiment.target.length: [20 cm, 40 cm] }',
};
const LENGTH = 'target_length_cm';

function project() {
  const folder = temporaryFolder();
  const database = join(folder, 'scan.sqlite');
  const single = join(folder, 'single.yaml');
  const sweep = join(folder, 'sweep.yaml');
  writeFileSync(single, scanText(SINGLE));
  writeFileSync(sweep, scanText(SWEEP));
  const muscan = (...args: string[]) => runCli([...args, '--db', database]);
  const rows = async (sql: string) =>
    JSON.parse((await muscan('query', sql, '--format', 'json')).stdout) as Record<string, unknown>[];
  return { folder, single, sweep, muscan, rows };
}

describe.each([
  ['the single scan first', ['single', 'sweep']],
  ['the sweep first', ['sweep', 'single']],
] as const)('a plane that is also a scan of its own: %s', (_, order) => {
  const { folder, single, sweep, muscan, rows } = project();
  const isSingleFirst = order[0] === 'single';
  const outcomes: Awaited<ReturnType<typeof muscan>>[] = [];

  beforeAll(async () => {
    for (const file of order) {
      outcomes.push(
        await muscan(
          'run',
          { single, sweep }[file],
          '--quiet',
          ...(file === 'single' ? ['--no-outputs'] : []),
        ),
      );
    }
  });

  it('is stored once, under the name and title that it got first, and says so', async () => {
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    expect(outcomes[1].stderr).toContain(
      isSingleFirst
        ? 'swept-length-40cm: the same plan is stored as "single" (scan 1), which is used and keeps its name and title\n'
        : 'single: the same plan is stored as "swept-length-40cm" (scan 2), which is used and keeps its name and title\n',
    );
    expect(await rows('SELECT name, title FROM scan ORDER BY scan_id')).toEqual(
      isSingleFirst
        ? [
            { name: 'single', title: 'My own title' },
            { name: 'swept-length-20cm', title: 'Lengths' },
          ]
        : [
            { name: 'swept-length-20cm', title: 'Lengths' },
            { name: 'swept-length-40cm', title: 'Lengths' },
          ],
    );
  });

  it('is found by its parameter', async () => {
    const sql = `SELECT parameters ->> '$.${LENGTH}' AS cm, count(*) AS points FROM grid GROUP BY 1 ORDER BY 1`;
    expect(await rows(sql)).toEqual([
      { cm: 20, points: 20 },
      { cm: 40, points: 20 },
    ]);
    // What has a short name in a sweep is known of every scan.
    expect(await rows(`SELECT DISTINCT parameters ->> '$.energy_gev' AS energy FROM scan`)).toEqual([
      { energy: 160 },
    ]);
  });

  it('is drawn, contoured and exported with its siblings, and alone', async () => {
    expect(['20', '40'].map((cm) => existsSync(join(folder, `swept-length-${cm}cm.contours.csv`)))).toEqual([
      true,
      true,
    ]);
    const svg = join(folder, 'all.svg');
    expect((await muscan('plot', sweep, '-o', svg)).code).toBe(0);
    expect(readFileSync(svg, 'utf8')).toMatch(
      /aria-label="length 20 cm \(projected\)"[^]*aria-label="length 40 cm \(projected\)"/,
    );

    const { stdout, stderr } = await muscan('contour', sweep);
    expect(stderr).toBe(isSingleFirst ? 'note: swept-length-40cm is stored as "single"\n' : '');
    const lines = stdout.trim().split('\n');
    expect(lines.filter((line) => line.startsWith('#'))).toEqual([
      expect.stringMatching(/^# target_length_cm = 20: scan swept-length-20cm, plan [0-9a-f]{64}$/),
      expect.stringMatching(/^# target_length_cm = 40: scan (single|swept-length-40cm), plan [0-9a-f]{64}$/),
      expect.stringMatching(/^# exportedWith: /),
    ]);
    expect(lines[3]).toBe(`${LENGTH},level,line,closed,mass_gev,coupling`);
    expect(new Set(lines.slice(4).map((line) => line.split(',')[0]))).toEqual(new Set(['20', '40']));

    const alone = (await muscan('contour', sweep, '--plane', 'experiment.target.length=400mm')).stdout;
    expect(alone).toBe((await muscan('contour', sweep, '--plane', `${LENGTH}=40`)).stdout);
    const body = (text: string) => text.split('\n').filter((line) => /^\d/.test(line));
    expect(body(alone)).toEqual(
      body(stdout).flatMap((line) => (line.startsWith('40,') ? line.slice(3) : [])),
    );

    const json = JSON.parse((await muscan('contour', sweep, '--json')).stdout) as { planes: object[] };
    expect(json.planes).toMatchObject([{ parameters: { [LENGTH]: 20 } }, { parameters: { [LENGTH]: 40 } }]);
  });

  it('is exported in every format', async () => {
    const csv = (await muscan('export', sweep)).stdout.split('\n').filter((line) => !line.startsWith('#'));
    expect(csv[0]).toBe(`${LENGTH},mass_gev,coupling,yield,rel_error,status`);
    expect(csv.slice(1).filter((line) => line.startsWith('20,'))).toHaveLength(20);
    expect(csv.slice(1).filter((line) => line.startsWith('40,'))).toHaveLength(20);
    const { planes } = JSON.parse((await muscan('export', sweep, '--format', 'json')).stdout) as {
      planes: { parameters: object; plan: object; points: object[] }[];
    };
    expect(planes.map(({ parameters, points }) => [parameters, points.length])).toEqual([
      [{ [LENGTH]: 20 }, 20],
      [{ [LENGTH]: 40 }, 20],
    ]);
    const path = join(folder, 'grid.parquet');
    expect((await muscan('export', sweep, '-o', path)).code).toBe(0);
    const file = await asyncBufferFromFile(path);
    const table = await parquetReadObjects({ file });
    expect(table.map((row) => row[LENGTH])).toEqual([...Array(20).fill(20), ...Array(20).fill(40)]);
    const [{ key, value }] = (await parquetMetadataAsync(file)).key_value_metadata!;
    expect(key).toBe('muscan.planes');
    expect(JSON.parse(value!)).toMatchObject([
      { parameters: { [LENGTH]: 20 } },
      { parameters: { [LENGTH]: 40 } },
    ]);
  });
});

describe('planes on the command line', () => {
  const { sweep, single, muscan } = project();

  beforeAll(async () => {
    expect((await muscan('run', single, '--quiet', '--no-outputs')).code).toBe(0);
  });

  it('are told where they have not been run', async () => {
    const { code, stderr } = await muscan('contour', sweep);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'note: 1 of 2 planes have not been run: swept-length-20cm\n' +
        'note: swept-length-40cm is stored as "single"\n',
    });
  });

  it.each([
    [
      ['export', 'SWEEP', '--plane', 'thickness=1'],
      /--plane thickness=1: "thickness" is not swept in .*; expected "experiment.target.length"/,
    ],
    [
      ['export', 'SWEEP', '--plane', `${LENGTH}=30`],
      /expected a value of experiment\.target\.length in .*, 20 cm, 40 cm; got "30"/,
    ],
    [
      ['export', 'SWEEP', '--plane', 'x'],
      /--plane: expected a swept field and its value, such as theta=pi\/2; got "x"/,
    ],
    [
      ['export', 'single', '--plane', 'x=1'],
      /--plane: goes with the path of a swept scan file; "single" is a single scan/,
    ],
    [['export', 'SINGLE', '--plane', 'x=1'], /--plane x=1: nothing is swept in .*single\.yaml/],
    [
      ['point', 'SWEEP', '--mass', '10MeV', '--coupling', '1e-3'],
      /has 2 planes\. Choose one, such as --plane "experiment\.target\.length=20 cm"/,
    ],
  ])('%j', async (args, message) => {
    const paths: Record<string, string> = { SWEEP: sweep, SINGLE: single };
    const { code, stderr } = await muscan(...args.map((arg) => paths[arg] ?? arg));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('are chosen for a point, and for a contour at the kernel', async () => {
    const plane = ['--plane', `${LENGTH}=40`];
    const point = (file: string, ...more: string[]) =>
      muscan('point', file, '--mass', '10MeV', '--coupling', '1e-3', '--json', ...more);
    expect((await point(sweep, ...plane)).stdout).toBe((await point(single)).stdout);
    const kernel = await muscan('contour', sweep, ...plane, '--at-kernel', '--mass', '10MeV');
    expect(kernel.stdout).toMatch(/^N = 3 at 0\.01 GeV: /);
  });
});

describe('a dry run of a sweep', () => {
  const { folder, muscan } = project();
  const path = join(folder, 'long.yaml');
  const planes = 200;
  const thetas = Array.from({ length: planes }, (_, i) => (i / planes).toFixed(3)).join();
  const lfv = {
    model: '{ id: lfv-alp-g }',
    experiment: 'tev-muons-2407.15942',
    channel: 'invisible-2mm',
    method: 'exact',
    form_factor: 'tsai',
    integration: '{}',
    grid: GRID.replace('200 MeV', '20 GeV'),
    sweep: `{ theta: [${thetas}] }`,
  };

  it('times a few planes for all', async () => {
    writeFileSync(path, scanText(lfv));
    const started = performance.now();
    const { code, stdout } = await muscan('run', path, '--dry-run');
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(code).toBe(0);
    expect(stdout.match(/^estimated time {2}/gm)).toHaveLength(planes + 1);
    expect(stdout).toContain(`in all          ${planes} scans, 4,000 points\n`);
  });
});

describe('values are written as in scan files', () => {
  const { folder, muscan } = project();
  const path = join(folder, 'lfv.yaml');
  const xsec = (theta: string) =>
    runCli(`xsec --mediator lfv-alp --mass 2GeV --energy 100GeV --accuracy 1e-3 --theta ${theta}`.split(' '));

  it('couplings with the unit of the model, or without', async () => {
    const grid = '{ mass: { values: [1 GeV] }, coupling: { values: ["1 TeV^-1"] } }';
    const experiment = 'tev-muons-2407.15942';
    writeFileSync(
      path,
      scanText({
        model: '{ id: lfv-alp }',
        experiment,
        channel: 'invisible-2mm',
        method: 'exact',
        form_factor: 'tsai',
        integration: '{}',
        grid,
      }),
    );
    const point = (coupling: string) =>
      muscan('point', path, '--mass', '3GeV', '--coupling', coupling, '--accuracy', '1e-2', '--json');
    const expected = await point('2');
    expect(expected.code).toBe(0);
    expect((await point('2 TeV^-1')).stdout).toBe(expected.stdout);
    expect((await point('2TeV^-1')).stdout).toBe(expected.stdout);
    expect(await point('2 GeV^-1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--coupling: expected a number above 0, or with its unit, such as'),
    });
  });

  it('mixing angles', async () => {
    const { code, stdout } = await xsec('pi/2');
    expect(code).toBe(0);
    for (const theta of ['90deg', '0.5PI', '1.5707963267948966', '1570.7963267948966mrad']) {
      expect((await xsec(theta)).stdout).toBe(stdout);
    }
    expect(await xsec('90degrees')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        '--theta: expected an angle such as "pi/2", "0.26 pi", "0.5 rad" or "90 deg"',
      ),
    });
  });
});

describe('a stored scan whose file names a table', () => {
  const { folder, single, muscan } = project();
  const table = join(folder, 'efficiency.csv');

  beforeAll(async () => {
    writeFileSync(table, 'mass_gev,efficiency\n0.001,0.5\n0.2,1\n');
    const experiment =
      '{ id: na64-1701.07437, channels: { missing-energy: { efficiency: { file: efficiency.csv } } } }';
    writeFileSync(single, scanText({ ...SINGLE, experiment }));
    expect((await muscan('run', single, '--quiet', '--no-outputs')).code).toBe(0);
    rmSync(table);
  });

  it.each([
    ['run', 'single'],
    ['run', 'single', '--restart'],
    ['run', 'single', '--dry-run'],
    ['contour', 'single'],
    ['export', 'single'],
    ['show', 'single', '--plan'],
    ['point', 'single', '--mass', '10MeV', '--coupling', '1e-3'],
  ])('needs it no more: %s %s', async (...args) => {
    const { code, stderr } = await muscan(...args.filter((arg) => arg !== undefined));
    expect({ code, stderr: /efficiency\.csv/.exec(stderr) }).toEqual({ code: 0, stderr: null });
  });
});

it('the example of db/README.md', async () => {
  const { sweep, muscan, rows } = project();
  expect((await muscan('run', sweep, '--quiet', '--no-outputs')).code).toBe(0);
  const readme = readFileSync(join(ROOT, 'db/README.md'), 'utf8');
  const sql = /```sql\n([^`]*target_length_cm[^`]*)```/.exec(readme)![1];
  const found = await rows(sql);
  expect(found.length).toBeGreaterThan(1);
  expect(new Set(found.map((row) => row['length_cm']))).toEqual(new Set([20, 40]));
});
