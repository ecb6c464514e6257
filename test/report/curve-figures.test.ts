import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RELATIONS } from '../../src/constraints/index.js';
import { meanDecayProbability } from '../../src/report/curve-figures/decay-probability.js';
import { readFigureFile } from '../../src/report/figure-file.js';
import { renderFigure } from '../../src/report/render-figure.js';
import { Kernel } from '../../src/sensitivity/index.js';
import { planOf } from '../sensitivity/plans.js';
import { fillsFigure } from './example-figure.js';

const RELIC = RELATIONS['relic-product'];

const SCANS = join(import.meta.dirname, '../../scans');

function shipped(name: string) {
  const figure = readFigureFile(join(SCANS, name));
  if (figure.kind !== 'curves') throw new Error('expected curves');
  const { layers, ...rest } = figure.draw();
  return {
    ...rest,
    layers,
    curves: layers.flatMap((layer) =>
      layer.kind === 'curve' ? [{ ...layer, x: Array.from(layer.x), y: Array.from(layer.y) }] : [],
    ),
    bands: layers.flatMap((layer) => (layer.kind === 'band' ? [layer] : [])),
  };
}

describe('meanDecayProbability', () => {
  it('is the yield over that without a decay volume', () => {
    const plan = planOf({ experiment: 'fermilab-1701.07437' });
    const { experiment } = plan;
    const anywhere = { ...experiment, channel: { ...experiment.channel, decayVolumes: [] } };
    const slice = new Kernel(plan).slice(0.1);
    const all = new Kernel({ ...plan, experiment: anywhere });
    const allSlice = all.slice(0.1);
    for (const coupling of [1e-5, 1e-4, 1e-3]) {
      const ratio = new Kernel(plan).point(slice, coupling).events / all.point(allSlice, coupling).events;
      expect(meanDecayProbability(slice, coupling) / ratio).toBeCloseTo(1, 4);
    }
  });
});

describe('Fig. 4 of 1701.07437', () => {
  it('stays near one for long-lived scalars in NA64, and longer in model B', () => {
    const { x, curves } = shipped('1701.07437/fig4-na64.yaml');
    expect(x.label).toBe('g_\\mu');
    const halfAt = curves.map((curve) => curve.x[curve.y.findIndex((value) => value < 0.5)]);
    for (const { y } of curves) {
      expect(y[0]).toBeCloseTo(1, 3);
      expect(y.at(-1)).toBeLessThan(1e-6);
    }
    // The width of model B is about 80 times smaller, and goes as the square of the coupling.
    expect(halfAt[1] / halfAt[0]).toBeGreaterThan(8);
    expect(halfAt[1] / halfAt[0]).toBeLessThan(10);
  });

  it('has a peak at Fermilab', () => {
    for (const { y } of shipped('1701.07437/fig4-fermilab.yaml').curves) {
      expect(Math.max(...y)).toBeGreaterThan(0.4);
      expect(Math.max(...y)).toBeLessThan(0.5);
      expect([y[0], y.at(-1)!].every((value) => value < 0.01)).toBe(true);
    }
  });
});

describe('Fig. 1 of 2407.15942', () => {
  it('is the relic line, and edges of limits above it, which end on it: none is tinted, as none is sure', () => {
    const { x, y, curves } = shipped('2407.15942/fig1.yaml');
    expect([x.label, y.label]).toEqual(['m_\\chi = m_a/3\\ [\\mathrm{GeV}]', 'g_{\\mu\\tau} g_\\chi']);
    const looks = curves.map(({ style, dash, fill }) => ({ style, dash, fill }));
    const approximate = { style: 'limit', dash: 'dotted', fill: undefined };
    const projected = { style: 'projection', dash: 'dashed', fill: undefined };
    expect(looks).toEqual([approximate, approximate, approximate, projected]);
    // "If m_chi <~ 10 GeV" (section II.C) for the CMB; Fermi-LAT up to where its limit on tau tau is 2.2e-26 cm^3/s.
    const ends = curves.slice(1).map((curve) => Math.max(...curve.x.filter((_, i) => curve.y[i] > 0)));
    expect(ends[0]).toBeGreaterThan(7);
    expect(ends[0]).toBeLessThan(15);
    expect(ends[1]).toBeCloseTo(77.2, 0);
    expect(ends[2]).toBe(100);
    const relicAt = (massGeV: number) => RELIC.value(massGeV, RELIC.parameters.parse({}));
    for (const curve of curves.slice(1)) {
      for (const [i, value] of curve.y.entries()) {
        if (!Number.isNaN(value)) expect(value).toBeGreaterThan(relicAt(curve.x[i]));
      }
    }
    const last = curves[1].x.indexOf(ends[0]);
    expect(curves[1].y[last] / relicAt(ends[0])).toBeCloseTo(1, 5);
    // 1.63e-2 at 30 GeV; proportional to the mass above.
    expect((curves[0].y.at(-1)! / 1.6337e-2) * (30 / 100)).toBeCloseTo(1, 2);
  });
});

describe('Fig. 5 of 2407.15942', () => {
  it('left: ends where the tau has all of the energy, 0.784, 7.35 and 24.5 cm', () => {
    const { curves, bands } = shipped('2407.15942/fig5-left.yaml');
    const ends = curves.map((curve) => Math.max(...curve.x.filter((_, i) => curve.y[i] > 0)));
    [0.784, 7.35, 24.5].forEach((end, i) => {
      // Light ALPs leave nearly all of it to the tau.
      expect(ends[2 * i] / end).toBeGreaterThan(0.97);
      expect(ends[2 * i] / end).toBeLessThan(1);
      expect(ends[2 * i + 1]).toBeLessThan(ends[2 * i]);
    });
    expect(bands.map(({ x }) => Array.from(x))).toEqual([
      [0.01, 0.2],
      [0.2, 2],
    ]);
  });

  it('right: heavy ALPs give a plateau', () => {
    const { curves } = shipped('2407.15942/fig5-right.yaml');
    const heavy = curves[3];
    const plateau = heavy.y.filter((_, i) => heavy.x[i] > 0.3 && heavy.x[i] < 3);
    expect(plateau.length).toBeGreaterThan(50);
    expect(Math.max(...plateau) / Math.min(...plateau)).toBeLessThan(1.05);
  });
});

describe('Fig. 10 of 1804.03144', () => {
  const left = shipped('1804.03144/fig10.yaml');
  const right = shipped('1804.03144/fig10-right.yaml');

  /** Of a curve with a label that begins so, between its points as a power law. */
  function at({ curves }: typeof left, label: string, massChiGeV: number): number {
    const { x, y } = curves.find((curve) => curve.label.startsWith(label))!;
    const i = x.findLastIndex((mass) => mass <= massChiGeV);
    const share = Math.log(massChiGeV / x[i]) / Math.log(x[i + 1] / x[i]);
    return y[i] * (y[i + 1] / y[i]) ** share;
  }

  // Couplings of an independent program, to two or three digits, for 3 events of a vector of these masses.
  it.each([
    [0.01, 2.03e-4],
    [0.1, 3.12e-4],
    [0.5, 1.85e-3],
    [1, 9.7e-3],
  ])('has the reach of M^3 for a boson of %f GeV, y = g^2/81', (massGeV, coupling) => {
    const expected = coupling ** 2 / 81;
    expect(Math.abs(at(left, '$\\mathrm{M}^3$, phase 1', massGeV / 3) / expected - 1)).toBeLessThan(0.015);
    // No background: the yield is linear in the exposure, and goes as g^2.
    const second = at(left, '$\\mathrm{M}^3$, phase 2', massGeV / 3);
    expect((1e3 * second) / at(left, '$\\mathrm{M}^3$, phase 1', massGeV / 3)).toBeCloseTo(1, 6);
  });

  it('has the limit of CCFR', () => {
    // 1.23e-3 at 100 MeV, of another program with an error of 1 %.
    expect(Math.abs(at(left, 'CCFR', 0.1 / 3) / (1.23e-3 ** 2 / 81) - 1)).toBeLessThan(0.03);
  });

  it('moves limits and reach by g_chi^2, and leaves the relics where they are', () => {
    left.curves.forEach(({ label, y }, i) => {
      const isRelic = /fermion|scalar/.test(label);
      const ratios = right.curves[i].y.map((value, j) => value / y[j]);
      for (const ratio of ratios) expect(ratio / (isRelic ? 1 : 0.05 ** 2)).toBeCloseTo(1, 9);
    });
    // An independent program: Dirac, 20 MeV.
    expect(at(left, 'Dirac', 0.02) / 1.4619209409607343e-12).toBeCloseTo(1, 3);
  });

  it('says how sure each is', () => {
    expect(left.curves.map(({ label, style }) => [label, style])).toEqual([
      ['Majorana fermion (approximate)', 'limit'],
      ['Complex scalar (approximate)', 'limit'],
      ['Dirac fermion (approximate)', 'limit'],
      ['CCFR, $2\\sigma$', 'exclusion'],
      ['$\\mathrm{M}^3$, phase 1 (projected)', 'projection'],
      ['$\\mathrm{M}^3$, phase 2 (projected)', 'projection'],
    ]);
  });

  it.each([
    [
      'a limit for other models',
      '{ constraint: tau-to-muon-alp, label: a }',
      /is for a flavour-violating ALP; not for/,
    ],
    [
      'a line that looks surer than it is',
      '{ dark_matter: dirac, label: a, dash: solid }',
      /"a" is approximate: expected dotted or dash-dotted; got solid/,
    ],
    [
      'a scan of another model',
      '{ scan: m3-scalar.yaml, level: 3, label: a }',
      /expected a scan of mu-tau-vector; got/,
    ],
    [
      'parameters that it has not',
      '{ constraint: ccfr-trident, parameters: { sigma: 2 }, label: a }',
      /sigma/,
    ],
    ['a scan that is not there', '{ scan: m4.yaml, level: 3, label: a }', /m4\.yaml/],
    ['a scan without a level', '{ scan: m3-vector.yaml, label: a }', /level/],
  ])('refuses %s', (_, curve, message) => {
    const path = join(mkdtempSync(join(tmpdir(), 'muscan-test-')), 'figure.yaml');
    const scans = join(SCANS, '1804.03144');
    const text = curve.replace(/scan: (m3)/, `scan: ${relative(dirname(path), scans)}/$1`);
    writeFileSync(
      path,
      `figure: a\nthermal_targets:\n  mass: { from: 1 MeV, to: 1 GeV }\n  value: { from: 1e-9, to: 1 }\n` +
        `  g_chi: 1\n  chi_mass_ratio: 1/3\n  curves: [${text}]\n`,
    );
    expect(() => readFigureFile(path)).toThrow(message);
  });
});

describe('Fig. 4 of 1902.07715', () => {
  it('has the fractions of another program, which end at m_K - m_mu', () => {
    const { y, curves } = shipped('1902.07715/fig4.yaml');
    expect(y.label).toContain('/g^2');
    expect(curves.map(({ label }) => label)).toEqual(['vector', 'scalar']);
    // At 1 MeV, the first point; to 1e-8.
    [0.606972997618337, 0.09386427550803726].forEach((expected, i) => {
      expect(curves[i].x[0]).toBe(1e-3);
      expect(curves[i].y[0] / expected).toBeCloseTo(1, 8);
      expect(curves[i].x.filter((_, j) => curves[i].y[j] > 0).at(-1)).toBeLessThan(0.38802);
      // What is closed is not drawn on a logarithmic axis.
      expect(curves[i].y.at(-1)).toBeNaN();
    });
  });
});

describe('filled sides, light bands and dashes', () => {
  it('are drawn as before', async () => {
    await expect(await renderFigure(fillsFigure)).toMatchFileSnapshot('fills-figure.svg');
  });
});
