import type { Figure } from '../../src/report/figure.js';

/** A small figure with every kind of layer; one line leaves the frame. */
export const exampleFigure: Figure = {
  x: { label: 'm_S\\ [\\mathrm{GeV}]', domain: [1e-3, 1], scale: 'log' },
  y: { label: 'g_\\mu', domain: [1e-6, 1], scale: 'log' },
  size: { widthPx: 400, heightPx: 300 },
  layers: [
    {
      kind: 'band',
      label: '$(g-2)_\\mu$',
      x: [1e-3, 1e-2, 1],
      low: [3e-4, 3e-4, 1.5e-3],
      high: [5e-4, 5e-4, 2.5e-3],
      colour: 'vermillion',
    },
    {
      kind: 'lines',
      label: 'NA64',
      polylines: [{ x: [1e-3, 0.2, 1e-3], y: [2e-3, 1e-4, 2e-5], closed: false }],
      region: [{ x: [1e-3, 0.2, 1e-3], y: [2e-3, 1e-4, 2e-5], closed: true }],
      colour: 'orange',
    },
    {
      kind: 'lines',
      label: 'Fermilab',
      polylines: [{ x: [2e-3, 0.3, 2e-3], y: [1e-2, 5e-5, 1e-8], closed: true }],
      style: 'projection',
      colour: 'cyan',
    },
    { kind: 'curve', label: '', x: [1e-3, 1], y: [1e-5, 2e-4], dash: 'dotted' },
  ],
};

/** Sides of curves that are tinted, one with a gap, a light band, a vertical one, and dashes other than the style's. */
export const fillsFigure: Figure = {
  x: { label: 'm_\\chi\\ [\\mathrm{GeV}]', domain: [1, 100], scale: 'log' },
  y: { label: 'g', domain: [1e-4, 1], scale: 'log' },
  size: { widthPx: 400, heightPx: 300 },
  layers: [
    {
      kind: 'band',
      label: 'below 2',
      x: [1, 2],
      low: [0, 0],
      high: [Infinity, Infinity],
      isLight: true,
      colour: 'green',
    },
    {
      kind: 'curve',
      label: 'relic',
      style: 'limit',
      fill: 'below',
      colour: 'grey',
      x: [1, 1.5, 3, 10, 100],
      y: [Number.NaN, 5e-3, 1e-3, 3e-3, 3e-2],
    },
    {
      kind: 'curve',
      label: 'limit',
      fill: 'above',
      dash: 'dotted',
      x: [3, 10, 20, 30, 100],
      y: [0.1, 0.2, Infinity, 0.2, 0.5],
    },
    {
      kind: 'lines',
      label: '',
      style: 'projection',
      dash: 'dash-dotted',
      polylines: [{ x: [1, 100], y: [0.01, 0.1], closed: false }],
    },
  ],
};
