/** Numbers in, polylines out: the lines along which a field crosses a level, and where to sample it for that. */
export { contourLines, type Polyline } from './contour-lines.js';
export type { LineSamples } from './line-samples.js';
export { type FieldColumn, columnsToAdd, fillColumns } from './refine-columns.js';
export { type Refinement, refineLine } from './refine-line.js';
export { sharpenLines } from './sharpen-lines.js';
export { createScalarGrid, type ScalarGrid } from './grid.js';
