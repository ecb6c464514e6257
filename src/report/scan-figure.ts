/** Figures of stored scans: what a figure file asks for, or a single scan with its (g-2) band. */
import { MOMENT_DIFFERENCES, momentBand } from '../constraints/index.js';
import { loadScan, type LoadedScan } from '../engine/scan-reference.js';
import { MODELS, type Model, particleOf } from '../models/index.js';
import type { Figure, Layer } from './figure.js';
import type { FigureFile } from './figure-file.js';
import { contoursOf } from './scan-contours.js';

const BAND_POINTS = 200;
/** The band of Fig. 5 of 1701.07437 with the 2021 result; others are named in figure files. */
const DEFAULT_BAND = '2021';

/** The figure of a figure file; its scans must have been run. */
export function figureOfFile(file: FigureFile, databasePath: string): Figure {
  const scans = new Map(
    file.scanPaths.map((path) => [path, loadScan({ kind: 'file', path }, databasePath)] as const),
  );
  const model = modelOf(scans.get(file.scanPaths[0])!);
  const layers = file.layers.flatMap((layer): Layer[] => {
    if ('band' in layer) return bandLayers(scans.get(file.scanPaths[0])!, layer, file.mass);
    const scan = scans.get(layer.scan)!;
    return contourLayers(scan, layer.level === undefined ? undefined : [layer.level], {
      style: layer.style,
      fill: layer.fill,
      label: layer.label,
      colour: layer.colour,
    });
  });
  return {
    ...(file.title !== undefined && { title: file.title }),
    ...axes(model, [file.mass.from, file.mass.to], [file.coupling.from, file.coupling.to]),
    layers,
  };
}

/** The figure of one scan over its own grid. */
export function figureOfScan(scan: LoadedScan, levels?: readonly number[]): Figure {
  const model = modelOf(scan);
  const { massGeV, coupling } = scan.grid;
  const mass = { from: massGeV[0], to: massGeV.at(-1)! };
  return {
    title: scan.scan.presentation.title,
    ...axes(model, [mass.from, mass.to], [coupling[0], coupling.at(-1)!]),
    layers: [
      ...contourLayers(scan, levels, { fill: true, colour: 'blue' }),
      // Above the fills, so that its tint is the one in the legend.
      ...bandLayers(scan, { measured: DEFAULT_BAND, sigmas: 2, colour: 'vermillion' }, mass),
    ],
  };
}

function modelOf({ plan }: LoadedScan): Model {
  return MODELS[plan.model.id];
}

function axes(model: Model, mass: [number, number], coupling: [number, number]): Pick<Figure, 'x' | 'y'> {
  const unit = model.couplingUnit === null ? '' : `\\ [\\mathrm{${model.couplingUnit}}]`;
  return {
    x: { label: `${model.massSymbol}\\ [\\mathrm{GeV}]`, domain: mass, scale: 'log' },
    y: { label: `${model.couplingSymbol}${unit}`, domain: coupling, scale: 'log' },
  };
}

function contourLayers(
  loaded: LoadedScan,
  levels: readonly number[] | undefined,
  { fill, label, colour, style = 'exclusion' }: ContourLook,
): Layer[] {
  return contoursOf(loaded, levels).map(({ level, lines, region }, i) => ({
    kind: 'lines',
    polylines: lines,
    style,
    label: label ?? `$N = ${levelInTeX(level)}$`,
    ...(fill && { region }),
    // Further levels take the palette's next colours.
    ...(i === 0 && colour !== undefined && { colour }),
  }));
}

interface ContourLook {
  readonly fill: boolean;
  readonly label?: string | undefined;
  readonly colour?: Layer['colour'] | undefined;
  readonly style?: 'exclusion' | 'projection' | undefined;
}

/** 3, 0.5, or 10^{30}. */
function levelInTeX(level: number): string {
  const [digits, exponent] = level.toExponential().split('e');
  if (Math.abs(Number(exponent)) < 5) return String(level);
  return `${digits === '1' ? '' : `${digits}\\times `}10^{${Number(exponent)}}`;
}

function bandLayers(
  loaded: LoadedScan,
  band: {
    measured: string;
    sigmas: number;
    label?: string | undefined;
    colour?: Layer['colour'] | undefined;
  },
  { from, to }: { from: number; to: number },
): Layer[] {
  const masses = Array.from({ length: BAND_POINTS }, (_, i) => from * (to / from) ** (i / (BAND_POINTS - 1)));
  const difference = MOMENT_DIFFERENCES[band.measured];
  const { momentAtUnitCoupling } = particleOf(loaded.plan.model);
  if (momentAtUnitCoupling === undefined) return [];
  const couplings = momentBand(momentAtUnitCoupling, difference, band.sigmas, masses);
  if (couplings === null) return [];
  return [
    {
      kind: 'band',
      label: band.label ?? `$(g-2)_\\mu$, $${band.sigmas}\\sigma$ (${band.measured})`,
      x: couplings.massGeV,
      low: couplings.low,
      high: couplings.high,
      ...(band.colour !== undefined && { colour: band.colour }),
    },
  ];
}
