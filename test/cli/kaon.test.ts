import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.js';

const kaon = (line: string) => runCli(['kaon', ...line.split(' ')]);

interface Result {
  readonly mediator: 'scalar' | 'vector';
  readonly massGeV: number;
  readonly brPerG2: number;
  readonly relError: number;
  readonly converged: boolean;
}

async function results<Extra = object>(line: string): Promise<(Result & Extra)[]> {
  const { code, stdout, stderr } = await kaon(`${line} --json`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return (JSON.parse(stdout) as { results: (Result & Extra)[] }).results;
}

/** Rows of CSV without their header; the mediator becomes NaN. */
async function csv(line: string): Promise<{ header: string; rows: number[][] }> {
  const { code, stdout, stderr } = await kaon(line);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [header, ...lines] = stdout.trim().split('\n');
  const rows = lines.map((row) => row.split(',').map((cell) => (cell === '' ? Number.NaN : Number(cell))));
  return { header, rows };
}

describe('muscan kaon', () => {
  // Of another program, whose error is below 5e-11.
  const KNOWN = {
    scalar: { '1MeV': 0.09386427550803726, '100MeV': 0.013187777476733047, '250MeV': 0.0007511897179793492 },
    vector: { '1MeV': 0.606972997618337, '100MeV': 0.018033984217858658, '250MeV': 0.00048019746001422205 },
  };

  it.each(['1MeV', '100MeV', '250MeV'] as const)('agrees with another program at %s', async (mass) => {
    const both = await results(`--mass ${mass}`);
    expect(both.map(({ mediator }) => mediator)).toEqual(['scalar', 'vector']);
    for (const { mediator, brPerG2, relError, converged } of both) {
      const difference = Math.abs(brPerG2 / KNOWN[mediator][mass] - 1);
      expect(difference).toBeLessThan(1e-9);
      expect(relError).toBeLessThan(2e-9);
      // The other program's own error, and rounding, beside the estimate.
      expect(difference).toBeLessThan(relError + 1e-10);
      expect(converged).toBe(true);
    }
  });

  it('prints one line for each mediator, in full precision', async () => {
    const { code, stdout, stderr } = await kaon('--mass 0.1GeV');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^scalar: .* = 0\.0131877774\d+ g\^2, relative error \d\.\de-\d+\nvector: .*\n$/);
    expect((await kaon('--mass 0.1GeV --mediator vector')).stdout).toBe(`${stdout.split('\n')[1]}\n`);
  });

  it('selects missing masses', async () => {
    // m_miss^2 > 0.05 GeV^2, of the same program to three digits.
    const args = '--mass 50MeV --missing-mass-min 0.2236067977GeV';
    const [scalar, vector] = await results(args);
    expect(Math.abs(scalar.brPerG2 / 0.0173 - 1)).toBeLessThan(3e-3);
    expect(Math.abs(vector.brPerG2 / 0.0175 - 1)).toBeLessThan(3e-3);
    expect(JSON.parse((await kaon(`${args} --json`)).stdout)).toMatchObject({
      missingMassMinGeV: 0.2236067977,
    });
  });

  it('sweeps masses into a table that falls with the mass', async () => {
    const { header, rows } = await csv('--mass 1MeV..350MeV --points 7 --mediator scalar');
    expect(header).toBe('mediator,mass_gev,br_per_g2,rel_error,converged');
    expect(rows.map(([, mass]) => mass)).toEqual(rows.map(([, mass]) => mass).toSorted((a, b) => a - b));
    expect(rows[0][1]).toBe(0.001);
    expect(rows.at(-1)![1]).toBe(0.35);
    for (let i = 1; i < 7; i++) expect(rows[i][2]).toBeLessThan(rows[i - 1][2]);
    expect(rows[0][2] / KNOWN.scalar['1MeV']).toBeCloseTo(1, 9);
    expect(await results('--mass 1MeV..350MeV --points 7')).toHaveLength(14);
  });

  it.each(['scalar', 'vector'] as const)('has a spectrum that integrates to the total: %s', async (kind) => {
    const { header, rows } = await csv(`--mass 100MeV --mediator ${kind} --spectrum --points 1000`);
    expect(header).toBe('mediator,mass_gev,m_miss2_gev2,dbr_dm_miss2_per_gev2,rel_error,br_above');
    expect(rows[0][2]).toBeCloseTo(0.01, 15);
    expect([rows[0][3], rows.at(-1)![3], rows.at(-1)![5]]).toEqual([0, 0, 0]);
    expect(rows[0][5] / KNOWN[kind]['100MeV']).toBeCloseTo(1, 9);
    let above = 0;
    for (let i = rows.length - 2; i >= 0; i--) {
      const [, , m2, density] = rows[i];
      const [, , nextM2, nextDensity] = rows[i + 1];
      above += 0.5 * Math.log(nextM2 / m2) * (m2 * density + nextM2 * nextDensity);
      // Of a curve that ends like a square root the trapezoid misses 0.31 n^(-3/2) in n steps: 1.1e-4 in 200.
      if (i < 800) expect(Math.abs(above / rows[i][5] - 1)).toBeLessThan(2e-4);
    }
  });

  it.each(['scalar', 'vector'] as const)('has a Dalitz plot that sums up to the total: %s', async (kind) => {
    const { header, rows } = await csv(`--mass 200MeV --mediator ${kind} --dalitz --points 300`);
    expect(header).toBe('mediator,mass_gev,m_miss2_gev2,m_mu_x2_gev2,d2br_per_gev4');
    expect(rows).toHaveLength(300 * 300);
    const cell = (rows[300][2] - rows[0][2]) * (rows[1][3] - rows[0][3]);
    const inside = rows.filter(([, , , , density]) => density >= 0);
    expect(rows.filter(([, , , , density]) => Number.isNaN(density))).toHaveLength(90_000 - inside.length);
    const total = cell * inside.reduce((sum, [, , , , density]) => sum + density, 0);
    const [{ brPerG2 }] = await results(`--mass 200MeV --mediator ${kind}`);
    // Cells along the boundary are in or out as their centres are: the errors of some 700 of 90,000 mostly cancel.
    expect(Math.abs(total / brPerG2 - 1)).toBeLessThan(2e-3);
    // Where m_miss is least the neutrino is at rest, and m_muX largest: the other three corners are outside.
    for (const corner of [0, 300 * 299, 90_000 - 1]) expect(rows[corner][4]).toBeNaN();
  });

  it('writes the Dalitz plot as JSON with the same numbers, null outside', async () => {
    const [plot] = await results<{
      missingMass2GeV2: number[];
      muonXMass2GeV2: number[];
      densityPerGeV4: (number | null)[][];
    }>('--mass 0.1GeV --mediator vector --dalitz --points 12');
    const { rows } = await csv('--mass 0.1GeV --mediator vector --dalitz --points 12');
    const flat = plot.densityPerGeV4.flatMap((line, i) =>
      line.map((density, j) => [plot.missingMass2GeV2[i], plot.muonXMass2GeV2[j], density ?? Number.NaN]),
    );
    expect(flat).toEqual(rows.map((row) => row.slice(2)));
    expect(flat.some(([, , density]) => Number.isNaN(density))).toBe(true);
  });

  it('gives zero where the decay is closed, and says so beside', async () => {
    const { code, stdout, stderr } = await kaon('--mass 389MeV --mediator scalar');
    expect(code).toBe(0);
    expect(stdout).toContain('= 0 g^2');
    expect(stderr).toMatch(/^scalar: closed, .*0\.3880 GeV\n$/);
  });

  it.each([
    ['a mass without a unit', '--mass 100', /--mass: expected an energy with its unit/],
    ['no mass', '--spectrum', /mass/],
    ['a falling range', '--mass 1GeV..1MeV', /--mass: expected one value, or a range/],
    ['an unknown mediator', '--mass 1MeV --mediator scalr', /did you mean "scalar"\?/],
    ['spectra of many masses', '--mass 1MeV..2MeV --spectrum', /--spectrum: expected one mass/],
    ['both distributions', '--mass 1MeV --spectrum --dalitz', /expected one of them; got both/],
    ['a spectrum of what is closed', '--mass 0.4GeV --spectrum', /--mass: expected one below .*0\.3880 GeV/],
    ['too high a selection', '--mass 1MeV --missing-mass-min 0.4GeV', /--missing-mass-min: expected .*below/],
    ['half a point', '--mass 1MeV --spectrum --points 2.5', /--points: expected a whole number/],
    ['millions of cells', '--mass 1MeV --dalitz --points 1e4', /--points: expected a number from 2 to 2000/],
  ])('refuses %s: one line, exit 2', async (_, line, message) => {
    const { code, stdout, stderr } = await kaon(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
