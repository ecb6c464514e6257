/** Numbers in, polylines out: the lines along which a field on a grid crosses a level. */
export { contourLines, type Polyline } from './contour-lines.js';
export { sharpenLines } from './sharpen-lines.js';
export { createScalarGrid, type ScalarGrid } from './grid.js';
