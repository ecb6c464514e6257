/** The data of the page as files: made here, from what the page holds. */
import { GRID_COLUMNS, contourColumns, contourRows, gridRow } from '../../csv-rows.js';
import { gridPoints } from '../../grid-points.js';
import type { Scan } from './scan.js';

export function contoursCsv({ comments, contours, isOtherExposure }: Scan): string[] {
  return [
    ...comments,
    contourColumns(isOtherExposure),
    ...contours.flatMap((contour) => contourRows(contour, isOtherExposure)),
  ];
}

export function gridCsv({ comments, grid }: Scan): string[] {
  return [...comments, GRID_COLUMNS, ...Array.from(gridPoints({ grid }), gridRow)];
}

export function download(name: string, lines: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([`${lines.join('\n')}\n`], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: the browser still has to read it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
