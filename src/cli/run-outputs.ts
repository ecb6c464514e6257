/** What a run writes when it is done: the contours and the figure of each scan, and the figure of a figure file. */
import { dirname, join, resolve } from 'node:path';
import {
  type LoadedScan,
  type ParsedFigureFile,
  type RunRecord,
  type ScanFile,
  contoursOf,
  contoursToCsv,
  figureOfFile,
  figureOfScan,
  readScanFiles,
  renderFigure,
} from '../index.js';
import { writeFileAtomically, writeJson, writeMessage } from './output.js';
import type { RunArguments } from './run-arguments.js';

/** Where outputs go, and who is told. */
interface Destination {
  readonly args: RunArguments;
  readonly record: RunRecord | undefined;
}

export function outputFolder({ out, db }: RunArguments): string {
  return out ?? dirname(db);
}

export async function writeOutputs(scan: LoadedScan, name: string, to: Destination): Promise<void> {
  const folder = outputFolder(to.args);
  if (scan.grid.massGeV.length < 2 || scan.grid.coupling.length < 2) {
    writeMessage('  no contours and no figure: they need at least two masses and two couplings');
    return;
  }
  const found = contoursOf(scan);
  for (const { level, lines } of found) {
    if (lines.length > 0) continue;
    const hint = scan.plan.grid.refine === undefined ? '' : '; what lies between coarse points may be missed';
    writeMessage(
      `  note: no contour of N = ${level}: no two neighbouring points lie on both sides of it${hint}`,
    );
  }
  const contours = join(folder, `${name}.contours.csv`);
  writeFileAtomically(contours, contoursToCsv(scan, found));
  announce('contours', contours, to);
  const figure = join(folder, `${name}.svg`);
  const drawn = figureOfScan(scan);
  for (const note of drawn.notes ?? []) writeMessage(`  ${note}`);
  writeFileAtomically(figure, await renderFigure(drawn));
  announce('figure', figure, to);
}

export function scansOf(figure: ParsedFigureFile): ScanFile[] {
  return figure.kind === 'plane' ? figure.file.scanPaths.flatMap((path) => readScanFiles(path)) : [];
}

export function nameOf(figure: ParsedFigureFile): string {
  return figure.kind === 'plane' ? figure.file.figure : figure.name;
}

export function figurePath(figure: ParsedFigureFile, args: RunArguments): string {
  return join(outputFolder(args), `${nameOf(figure)}.svg`);
}

export async function writeFigure(figure: ParsedFigureFile, to: Destination): Promise<void> {
  const { args } = to;
  const output = figurePath(figure, args);
  const drawn = figure.kind === 'plane' ? figureOfFile(figure.file, args.db) : figure.draw();
  for (const note of drawn.notes ?? []) writeMessage(`  ${note}`);
  writeFileAtomically(output, await renderFigure(drawn));
  announce('figure', output, to);
}

function announce(kind: string, path: string, { args, record }: Destination): void {
  record?.write('output', `${kind} ${resolve(path)}`);
  if (args.json) writeJson({ event: 'output', kind, path });
  else writeMessage(`  ${kind}: ${path}`);
}
