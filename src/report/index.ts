/** Figures: described as plain data, drawn as SVG and PNG. */
export { LABEL_PLACES, type LabelPlace } from './figure.js';
export type { Axis, BandLayer, CurveLayer, Dash, Figure, Layer, LinesLayer, Polyline } from './figure.js';
export type { Colour } from './colours.js';
export { PALETTE } from './colours.js';
export { renderFigure } from './render-figure.js';
export { svgToPng } from './rasterise.js';
export { svgToPdf } from './figure-pdf.js';
export { figureFormat } from './figure-formats.js';
export { NAMED_SIZES, parseFigureSize } from './figure-size.js';
export { THEME_NAMES, type ThemeName } from './theme.js';
