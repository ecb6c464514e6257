import type { Figure } from '../../src/report/figure.js';

const masses = Array.from({ length: 12 }, (_, i) => 10 ** (-3 + (3 * i) / 11));
const couplings = Array.from({ length: 9 }, (_, j) => 10 ** (-6 + (6 * j) / 8));

/** Every kind of point: values on, below and above the scale, none, a failed one, one that is not computed. */
export const heatMapFigureExample: Figure = {
  title: 'Events',
  x: { label: 'm_S\\ [\\mathrm{GeV}]', domain: [1e-3, 1], scale: 'log' },
  y: { label: 'g_\\mu', domain: [1e-6, 1], scale: 'log' },
  size: { widthPx: 400, heightPx: 300 },
  heatMap: {
    label: '\\text{expected events}\\ N',
    x: masses,
    y: couplings,
    values: masses.flatMap((mass, i) =>
      couplings.map((coupling, j) => {
        if (i === 0 && j === 0) return undefined;
        if (i === 5 && j === 4) return Number.NaN;
        return j === 8 && i > 8 ? 0 : (1e9 * coupling ** 2) / mass;
      }),
    ),
    range: [1e-2, 1e10],
  },
  layers: [
    {
      kind: 'curve',
      label: '$N = 3$',
      x: [1e-3, 1],
      y: [Math.sqrt(3e-12), Math.sqrt(3e-9)],
      colour: 'black',
    },
  ],
};
