import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runCli, startCli, temporaryFolder, writeScan } from './run-cli.js';

function json(text: string): unknown {
  return JSON.parse(text);
}

describe('a scan from file to figure', () => {
  const folder = temporaryFolder();
  const database = join(folder, 'scan.sqlite');
  const scan = writeScan(folder);
  const muscan = (...args: string[]) => runCli([...args, '--db', database]);

  beforeAll(async () => {
    const { code, stdout, stderr } = await muscan('run', scan);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('done, 240 points');
  });

  it('leaves contours and figure beside the database', () => {
    const files = readdirSync(folder).filter((file) => !/-(wal|shm)$/.test(file));
    expect(files.toSorted()).toEqual([
      'scan.sqlite',
      'scan.sqlite.lock',
      'scan.yaml',
      'small.contours.csv',
      'small.svg',
    ]);
    expect(readFileSync(join(folder, 'small.svg'), 'utf8')).toMatch(/^<svg/);
    expect(readFileSync(join(folder, 'small.contours.csv'), 'utf8')).toContain(
      'level,line,closed,mass_gev,coupling',
    );
  });

  it('answers SQL in every format', async () => {
    const sql = "SELECT mass_gev, coupling, yield FROM grid WHERE scan = 'small' ORDER BY 1, 2 LIMIT 2";
    const rows = json((await muscan('query', sql, '--format', 'json')).stdout) as Record<string, number>[];
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ mass_gev: 0.002, coupling: 1e-6 });
    const ndjson = (await muscan('query', sql, '--format', 'ndjson')).stdout.trim().split('\n').map(json);
    expect(ndjson).toEqual(rows);
    const csv = (await muscan('query', sql, '--format', 'csv')).stdout;
    expect(csv).toBe(
      `mass_gev,coupling,yield\n${rows.map((row) => Object.values(row).join(',')).join('\n')}\n`,
    );
    expect((await muscan('query', sql)).stdout).toContain('mass_gev');
    const refused = await muscan('query', 'DELETE FROM scan');
    expect(refused.code).toBe(2);
  });

  it('has contours that agree with the kernel between the masses of the grid', async () => {
    const contour = json((await muscan('contour', scan, '--level', '3', '--format', 'json')).stdout) as {
      planHash: string;
      levels: { level: number; lines: { massGeV: number[]; coupling: number[] }[] }[];
    };
    expect(contour.planHash).toMatch(/^[0-9a-f]{64}$/);
    const vertices = contour.levels[0].lines.flatMap(({ massGeV, coupling }) =>
      massGeV.map((mass, i) => ({ mass, coupling: coupling[i] })),
    );
    const lowest = vertices
      .filter(({ mass }) => Math.abs(mass - 0.002) < 1e-12)
      .map(({ coupling }) => coupling);
    const args = ['--mass', '2MeV', '--level', '3', '--at-kernel', '--json'];
    const kernel = json((await muscan('contour', scan, ...args)).stdout) as { couplings: number[] };
    expect(kernel.couplings).toHaveLength(2);
    // N grows as g^2, so interpolation in logarithms is nearly exact at the lower edge.
    expect(Math.min(...lowest) / kernel.couplings[0]).toBeCloseTo(1, 5);
  });

  it('is known by path, name and id', async () => {
    const exports = await Promise.all([scan, 'small', '1'].map((key) => muscan('export', key)));
    expect(exports.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(exports.map(({ stdout }) => stdout)).size).toBe(1);
    expect(exports[0].stdout.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(240);
    expect(json((await muscan('export', 'small', '--format', 'json')).stdout)).toMatchObject({
      scan: 'small',
    });
    const wrong = await muscan('export', 'smal');
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('Did you mean "small"?');
  });

  it('stores what `point` computes, to the bit', async () => {
    const sql =
      'SELECT mass_gev, coupling, yield, rel_error FROM grid WHERE yield > 3 AND coupling > 1e-3 LIMIT 1';
    const [row] = json((await muscan('query', sql, '--format', 'json')).stdout) as Record<string, number>[];
    const point = json(
      (
        await muscan(
          'point',
          'small',
          '--mass',
          `${row['mass_gev']} GeV`,
          '--coupling',
          String(row['coupling']),
          '--json',
        )
      ).stdout,
    ) as Record<string, number>;
    expect(point).toMatchObject({ yield: row['yield'], relError: row['rel_error'], status: 'ok' });
    for (const key of ['crossSectionCm2', 'widthGeV', 'decayLengthCm']) expect(point[key]).toBeGreaterThan(0);
  });

  it('is drawn as SVG and PNG', async () => {
    expect((await muscan('plot', 'small', '-o', join(folder, 'out.svg'))).code).toBe(0);
    expect((await muscan('plot', scan, '-o', join(folder, 'out.png'), '--level', '10')).code).toBe(0);
    expect(readFileSync(join(folder, 'out.png')).subarray(1, 4).toString()).toBe('PNG');
    expect((await muscan('plot', 'small', '-o', join(folder, 'out.gif'))).code).toBe(2);
  });

  it('is shown by status and list', async () => {
    const status = json((await muscan('status', '--json')).stdout) as { scans: unknown[]; runner: unknown };
    expect(status.runner).toBeNull();
    expect(status.scans).toMatchObject([
      { name: 'small', points: 240, pointsDone: 240, lastRun: { stopReason: 'done' } },
    ]);
    expect((await muscan('status')).stdout).toContain('100.0 %');
    expect((await muscan('list', 'scans')).stdout).toContain('small');
  });

  it('runs again by name and by id', async () => {
    for (const key of ['small', '1']) {
      const again = await muscan('run', key, '--json', '--no-outputs');
      expect(json(again.stdout.trim().split('\n').at(-1)!)).toMatchObject({
        event: 'done',
        pointsComputed: 0,
      });
    }
  });

  it('computes nothing on a second run, and says in advance what it would do', async () => {
    const dry = await muscan('run', scan, '--dry-run', '--json');
    expect(json(dry.stdout)).toMatchObject({ points: 240, pointsDone: 240, tasks: 12, tasksDone: 12 });
    const curves = join(folder, 'curves.yaml');
    writeFileSync(
      curves,
      `figure: curves
cross_sections:
  energy: { from: 100 GeV, to: 200 GeV, points: 2 }
  curves: [{ mediator: scalar, method: ww, form_factor: tsai, target: Pb, mass: 0.1 GeV, label: S }]
`,
    );
    const figure = await muscan('run', curves, '--dry-run', '--out', folder);
    expect(figure.stdout).toContain('curves, no scans: computed as it is drawn');
    expect(figure.stdout).toContain(join(folder, 'curves.svg'));
    expect(existsSync(join(folder, 'curves.svg'))).toBe(false);
    const again = await muscan('run', scan, '--json', '--no-outputs');
    expect(json(again.stdout.trim().split('\n').at(-1)!)).toMatchObject({ event: 'done', pointsComputed: 0 });
  });

  it('refuses an edited file under the same name, and offers the ways on', async () => {
    const edited = writeScan(folder, { accuracy: '1e-3' }, 'edited.yaml');
    const refused = await muscan('run', edited, '--no-outputs');
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('accuracy: 0.0001 -> 0.001');
    expect(refused.stderr).toContain('--new');
    expect((await muscan('run', edited, '--no-outputs', '--new')).code).toBe(0);
    expect((await muscan('list', 'scans')).stdout).toContain('small-2');
    expect((await muscan('export', edited)).code).toBe(0);
    const restarted = await muscan('run', scan, '--restart', '--json', '--no-outputs');
    expect(json(restarted.stdout.trim().split('\n').at(-1)!)).toMatchObject({ pointsComputed: 240 });
  });

  it('writes nothing to stdout but data, and survives a closed pipe', async () => {
    const { child, outcome } = startCli([
      'query',
      'SELECT * FROM grid, grid AS other',
      '--db',
      database,
      '--format',
      'csv',
    ]);
    child.stdout!.once('data', () => child.stdout!.destroy());
    expect((await outcome).code).toBe(0);
  });
});

describe('commands without a database', () => {
  it('xsec gives a cross-section and a spectrum', async () => {
    const args = ['xsec', '--mediator', 'scalar', '--method', 'ww', '--mass', '0.1GeV', '--energy', '160GeV'];
    const total = json(
      (
        await runCli([
          ...args,
          '--target',
          'Pb',
          '--form-factor',
          'tsai-elastic',
          '--theta-max',
          '0.1',
          '--x-max',
          '1',
          '--json',
        ])
      ).stdout,
    ) as Record<string, number>;
    expect(total['sigmaGeVm2'] / 7.402755548782338).toBeCloseTo(1, 6);
    expect(total['sigmaPb'] / total['sigmaCm2']).toBeCloseTo(1e36, -26);
    expect(total['relError']).toBeLessThan(1e-6);
    expect(total['evaluations']).toBeGreaterThan(0);
    const { spectrum } = json((await runCli([...args, '--spectrum', '--points', '10', '--json'])).stdout) as {
      spectrum: { x: number; dsigmaDxGeVm2: number }[];
    };
    expect(spectrum).toHaveLength(10);
  });

  it('xsec sweeps masses and energies, tells parts apart, and draws', async () => {
    const folder = temporaryFolder();
    const sweep = [
      'xsec',
      '--mediator',
      'lfv-alp',
      '--mass',
      '2GeV',
      '--energy',
      '100GeV..2TeV',
      '--points',
      '4',
    ];
    const lfv = [...sweep, '--form-factor', '2407.15942', '--theta', 'pi/2', '--accuracy', '1e-3'];
    const csv = (await runCli(lfv)).stdout.trim().split('\n');
    expect(csv).toHaveLength(5);
    expect(csv[0]).toBe(
      'mass_gev,energy_gev,sigma_gevm2,sigma_cm2,sigma_pb,rel_error,converged,coherent_gevm2,diffractive_gevm2',
    );
    expect(csv[4].split(',')[1]).toBe('2000');
    const { results } = json((await runCli([...lfv, '--json'])).stdout) as { results: { sigmaPb: number }[] };
    for (let i = 1; i < 4; i++) expect(results[i].sigmaPb).toBeGreaterThan(results[i - 1].sigmaPb);
    for (const name of ['a.svg', 'a.png', 'a.csv', 'a.json']) {
      expect((await runCli([...lfv, '-o', join(folder, name)])).code).toBe(0);
      expect(existsSync(join(folder, name))).toBe(true);
    }
  });

  it('xsec gives distributions: angle, recoil energy, quantiles; and refuses what a method cannot do', async () => {
    const args = [
      'xsec',
      '--mediator',
      'vector',
      '--mass',
      '0.1GeV',
      '--energy',
      '160GeV',
      '--accuracy',
      '1e-4',
    ];
    const spectrum = (await runCli([...args, '--spectrum', '--points', '5', '--at-theta', '0.001'])).stdout;
    expect(spectrum.split('\n')[0]).toBe('x,dsigma_dx_gevm2,rel_error,d2sigma_dx_dtheta_at_0.001');
    const recoil = (await runCli([...args, '--recoil', '--points', '8', '--recoil-max', '80GeV'])).stdout;
    const energies = recoil
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
    for (const [energy, value] of energies) expect(value > 0).toBe(energy < 80);
    const { statistics } = json((await runCli([...args, '--statistics', '--json'])).stdout) as {
      statistics: { x: { mean: number }; theta: { quantiles: Record<string, number> } };
    };
    expect(statistics.x.mean).toBeGreaterThan(0.3);
    expect(statistics.theta.quantiles['0.84']).toBeGreaterThan(statistics.theta.quantiles['0.5']);
    expect((await runCli([...args, '--method', 'iww', '--theta-max', '0.1'])).code).toBe(2);
    expect(
      (
        await runCli([
          'xsec',
          '--mediator',
          'lfv-alp',
          '--method',
          'ww',
          '--mass',
          '2GeV',
          '--energy',
          '1TeV',
        ])
      ).code,
    ).toBe(2);
  });

  it('point takes another method, form factor and range', async () => {
    const scan = 'scans/1701.07437/na64-model-a.yaml';
    const args = ['point', scan, '--mass', '0.1GeV', '--coupling', '5e-4', '--json'];
    const yieldOf = async (...more: string[]) =>
      (json((await runCli([...args, ...more])).stdout) as { yield: number }).yield;
    expect((await yieldOf()) / 3830.4).toBeCloseTo(1, 4);
    expect((await yieldOf('--method', 'ww')) / 2141.4).toBeCloseTo(1, 3);
    expect(await yieldOf('--x-max', '0.5')).toBeLessThan(await yieldOf('--x-max', '0.9'));
    expect(await yieldOf('--form-factor', 'tsai-elastic')).toBeLessThan(
      await yieldOf('--form-factor', 'tsai'),
    );
  });

  it('lists what scan files can name', async () => {
    for (const what of ['models', 'experiments', 'methods', 'form-factors', 'materials', 'g-2']) {
      const rows = json((await runCli(['list', what, '--json'])).stdout) as { source?: string }[];
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(row.source).toBeTruthy();
    }
  });

  it('init, validate and schema work together', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'mine.yaml');
    expect((await runCli(['init', file])).code).toBe(0);
    expect((await runCli(['init', file])).code).toBe(2);
    const valid = await runCli(['validate', file, '--json']);
    expect(json(valid.stdout)).toMatchObject({ valid: true });
    for (const kind of ['scan', 'figure']) {
      const { stdout } = await runCli(['schema', kind]);
      expect(stdout).toBe(readFileSync(join(ROOT, `scans/${kind}.schema.json`), 'utf8'));
    }
  });

  it('every command has help with an example, and completion and version work', async () => {
    const help = (await runCli(['--help'])).stdout;
    const commands = [...help.matchAll(/^ {2}muscan (\w+)/gm)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThanOrEqual(12);
    for (const command of commands.filter((name) => name !== 'completion')) {
      const { code, stdout } = await runCli([command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain('Examples:');
    }
    expect(await runCli(['completion'])).toMatchObject({ code: 0, stderr: '' });
    expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('shipped files', () => {
  const files = readdirSync(join(ROOT, 'scans'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  );

  it.each(files)('%s is valid, names its schema, method and form factor', async (file) => {
    const path = join(ROOT, 'scans', file);
    expect((await runCli(['validate', path])).code).toBe(0);
    const text = readFileSync(path, 'utf8');
    const [, schema] = /^# yaml-language-server: \$schema=(\S+)/.exec(text)!;
    expect(existsSync(join(path, '..', schema))).toBe(true);
    if (/^figure:/m.test(text)) return;
    expect(text).toMatch(/^method: /m);
    expect(text).toMatch(/^form_factor: /m);
  });
});

describe('bad input', () => {
  const folder = temporaryFolder();
  const database = join(folder, 'x.sqlite');
  const bad = async (changes: Record<string, string>) => {
    const scan = writeScan(folder, changes, 'bad.yaml');
    const outcome = await runCli(['run', scan, '--db', database]);
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(database)).toBe(false);
    return outcome.stderr;
  };

  it.each([
    [
      'an unknown model',
      { model: '{ id: scalar-muon }' },
      /:2:\d+: model\.id: .*did you mean "scalar-muon-only"/,
    ],
    ['an unknown experiment', { experiment: 'na65-1701.07437' }, /did you mean "na64-1701.07437"/],
    ['an unknown channel', { channel: 'visible' }, /channel: .*missing-energy/],
    ['an unknown method', { method: 'iwww' }, /method: .*did you mean "iww"/],
    ['an unknown field', { acuracy: '1e-3' }, /acuracy: unknown field; did you mean "accuracy"/],
    [
      'a bare number for a mass',
      { grid: '{ mass: { from: 1, to: 2 MeV, points: 3 }, coupling: { from: 1e-6, to: 1, points: 3 } }' },
      /grid\.mass\.from: .*got 1 without a unit/,
    ],
    [
      'a wrong unit',
      { grid: '{ mass: { from: 1 cm, to: 2 MeV, points: 3 }, coupling: { from: 1e-6, to: 1, points: 3 } }' },
      /grid\.mass\.from: .*the unit "cm"/,
    ],
    [
      'a reversed axis',
      { grid: '{ mass: { from: 2 MeV, to: 1 MeV, points: 3 }, coupling: { from: 1e-6, to: 1, points: 3 } }' },
      /grid\.mass/,
    ],
    ['an accuracy out of range', { accuracy: '2' }, /accuracy: expected/],
    ['broken YAML', { grid: '{ mass: [' }, /bad\.yaml:\d+:\d+: /],
    ['a negative level', { contours: '{ levels: [-3] }' }, /contours\.levels/],
    [
      'an override of nothing',
      { experiment: '{ id: na64-1701.07437, beam: { enrgy: 100 GeV } }' },
      /did you mean "energy"/,
    ],
  ])('%s: one clear line, exit 2, nothing written', async (_, changes: Record<string, string>, message) => {
    expect(await bad(changes)).toMatch(message);
  });

  it('several at once are all named', async () => {
    const stderr = await bad({ method: 'iwww', accuracy: '5', experiment: 'none' });
    expect(stderr.trim().split('\n').length).toBeGreaterThanOrEqual(3);
  });

  it('as JSON carries a stable code and the problems one by one', async () => {
    const scan = writeScan(folder, { method: 'iwww' }, 'bad.yaml');
    const { stderr, code } = await runCli(['run', scan, '--json']);
    expect(code).toBe(2);
    expect(json(stderr)).toMatchObject({
      error: { code: 'bad-input', problems: [{ line: 5, field: 'method' }] },
    });
  });

  it.each([
    ['no such scan file', ['run', 'nowhere.yaml'], 2, /nowhere\.yaml/],
    ['a directory as scan file', ['run', '/tmp/'], 2, /directory/],
    ['an unknown command', ['rnu', 'x.yaml'], 2, /did you mean "run"/],
    ['an unknown option', ['status', '--dbb', 'x'], 2, /dbb/],
    [
      'a bare mass',
      ['xsec', '--mediator', 'scalar', '--mass', '1', '--energy', '2GeV'],
      2,
      /--mass: .*without a unit/,
    ],
    [
      'an unknown mediator',
      ['xsec', '--mediator', 'scalr', '--mass', '1GeV', '--energy', '2GeV'],
      2,
      /did you mean "scalar"/,
    ],
    ['one argument too many', ['status', 'x'], 2, /Unknown argument: x/],
    [
      'an angle beyond pi',
      ['xsec', '--mediator', 'scalar', '--mass', '1GeV', '--energy', '2GeV', '--theta-max', '4'],
      2,
      /at most pi/,
    ],
    ['no database', ['status', '--db', '/nowhere/at/all.sqlite'], 2, /there is no database/],
  ])('%s', async (_, args, expectedCode, message) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: expectedCode, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('a foreign database and a text file are refused untouched', async () => {
    const scan = writeScan(folder);
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'dear diary\n'.repeat(500));
    const { code, stderr } = await runCli(['run', scan, '--db', text]);
    expect(code).toBe(6);
    expect(stderr).toContain('not a SQLite database');
    expect(readFileSync(text, 'utf8')).toBe('dear diary\n'.repeat(500));
  });

  it('an unwritable place is an I/O error', async () => {
    const scan = writeScan(folder);
    const { code, stderr } = await runCli(['run', scan, '--db', '/proc/muscan/x.sqlite']);
    expect(code).toBe(74);
    expect(stderr).toMatch(/\/proc\/muscan/);
  });
});
