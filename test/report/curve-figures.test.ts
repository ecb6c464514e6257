import { join } from 'node:path';
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
    expect(looks).toEqual([
      approximate,
      approximate,
      approximate,
      projected,
    ]);
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

describe('filled sides, light bands and dashes', () => {
  it('are drawn as before', async () => {
    await expect(await renderFigure(fillsFigure)).toMatchFileSnapshot('fills-figure.svg');
  });
});
