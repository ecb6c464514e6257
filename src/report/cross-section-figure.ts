/** Figures of cross-sections: spectra in x, and totals against mass or beam energy. */
import { HBAR_C_SQUARED_GEV2_PB } from '../physics/constants.js';
import type { CrossSectionRequest, CrossSectionResult } from '../sensitivity/cross-section-at.js';
import type { CurveLayer, Dash, Figure, Layer } from './figure.js';

export interface Computed {
  readonly request: CrossSectionRequest;
  readonly result: CrossSectionResult;
}

export interface SpectrumRow {
  readonly x: number;
  readonly dsigmaDxGeVm2: number;
  readonly relError: number;
  /** At each of the angles asked for, GeV^-2 per rad. */
  readonly d2sigmaDxDtheta: readonly number[];
}

/** dsigma/dx at the centres of equal bins of x, and d2sigma/(dx dtheta) at some angles. */
export function spectrumRows(
  { at, xFrom, xTo, perAngle }: CrossSectionResult['spectrum'],
  points: number,
  angles: readonly number[] = [],
): SpectrumRow[] {
  return Array.from({ length: points }, (_, i) => {
    const x = (i + 0.5) / points;
    const inside = xFrom < x && x < xTo;
    const { value, error } = inside ? at(x) : { value: 0, error: 0 };
    return {
      x,
      dsigmaDxGeVm2: value,
      relError: value > 0 ? error / value : 0,
      d2sigmaDxDtheta: angles.map((angle) => (inside && perAngle !== undefined ? perAngle(x, angle) : 0)),
    };
  });
}

/** One spectrum, in GeV^-2. */
export function spectrumFigure({ request }: Computed, rows: readonly SpectrumRow[]): Figure {
  const values = rows.map(({ dsigmaDxGeVm2 }) => dsigmaDxGeVm2);
  return {
    title: `${request.mediator}, ${request.method}, $m = ${inTeX(request.massGeV)}$ GeV, $E = ${inTeX(request.energyGeV)}$ GeV`,
    x: { label: 'x = E_X/E', domain: [0, 1], scale: 'linear' },
    y: {
      label: '\\mathrm{d}\\sigma/\\mathrm{d}x\\ [\\mathrm{GeV}^{-2}]',
      domain: [0, 1.1 * Math.max(...values) || 1],
      scale: 'linear',
    },
    layers: [{ kind: 'curve', label: '', x: rows.map(({ x }) => x), y: values }],
  };
}

/** Totals against what was swept, in pb at unit coupling; the parts of a form factor as further curves. */
export function sweepFigure(computed: readonly Computed[]): Figure {
  const overEnergy = computed.some(({ request }) => request.energyGeV !== computed[0].request.energyGeV);
  const x = computed.map(({ request }) => (overEnergy ? request.energyGeV : request.massGeV));
  const parts = Object.keys(computed[0].result.parts ?? {});
  const layers: Layer[] = [
    curve(
      parts.length === 0 ? '' : 'total',
      x,
      computed.map(({ result }) => result.sigmaPb),
    ),
    ...parts.map((part) =>
      curve(
        part,
        x,
        computed.map(({ result }) => result.parts![part].sigmaGeVm2 * HBAR_C_SQUARED_GEV2_PB),
        'dashed',
      ),
    ),
  ];
  return {
    title: `${computed[0].request.mediator}, ${computed[0].request.method}`,
    x: {
      label: overEnergy ? 'E\\ [\\mathrm{GeV}]' : 'm\\ [\\mathrm{GeV}]',
      domain: x.length > 1 ? [x[0], x.at(-1)!] : [0.5 * x[0], 2 * x[0]],
      scale: 'log',
    },
    y: { label: '\\sigma/g^2\\ [\\mathrm{pb}]', domain: decadesAround(layers), scale: 'log' },
    layers,
  };
}

/** A curve on a log axis: zeros, below threshold, break it. */
export function curve(
  label: string,
  x: readonly number[],
  y: readonly number[],
  dash: Dash = 'solid',
): CurveLayer {
  return { kind: 'curve', label, x, y: y.map((value) => (value > 0 ? value : Number.NaN)), dash };
}

/** Whole decades around all curves, at most 12 below the largest value. */
export function decadesAround(layers: readonly Layer[]): [number, number] {
  const values = layers
    .flatMap((layer) => (layer.kind === 'curve' ? Array.from(layer.y) : []))
    .filter((value) => value > 0);
  if (values.length === 0) return [0.1, 1];
  const largest = Math.max(...values);
  const smallest = Math.max(Math.min(...values), 1e-12 * largest);
  const top = 10 ** Math.ceil(Math.log10(largest));
  return [Math.min(10 ** Math.floor(Math.log10(smallest)), top / 10), top];
}

function inTeX(value: number): string {
  return String(Number(value.toPrecision(4)));
}
