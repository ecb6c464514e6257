import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { parseFigureSize } from '../../src/report/figure-size.js';
import { renderFigure } from '../../src/report/render-figure.js';
import { exampleFigure } from './example-figure.js';

const PX_PER_MM = 96 / 25.4;

describe('sizes for print', () => {
  it.each([
    ['one-column', 86, 64.5],
    ['two-column', 178, 110],
    ['120mm x 90mm', 120, 90],
    ['12cmx9 cm', 120, 90],
  ])('%s', (text, width, height) => {
    const size = parseFigureSize(text);
    expect(size.widthPx / PX_PER_MM).toBeCloseTo(width, 9);
    expect(size.heightPx / PX_PER_MM).toBeCloseTo(height, 9);
  });

  it.each([
    '',
    'three-column',
    '120x90',
    '120mm',
    '120mm x 90mm x 1mm',
    '120 GeV x 90 mm',
    '0mm x 90mm',
    '-1mm x 2mm',
    '3m x 2m',
  ])('refuse "%s"', (text) => {
    expect(() => parseFigureSize(text)).toThrow(UsageError);
  });

  it('draw text of 8 pt and lines of 1 pt', async () => {
    const svg = await renderFigure({ ...exampleFigure, size: parseFigureSize('one-column') });
    const [, width, height, viewWidth, viewHeight] =
      /width="([\d.]+)" height="([\d.]+)" viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
    expect(width / PX_PER_MM).toBeCloseTo(86, 2);
    expect(width / viewWidth).toBeCloseTo(height / viewHeight, 4);
    // 16 px and 2 px in the units of the drawing; 0.75 pt a px.
    expect((16 * 0.75 * width) / viewWidth).toBeCloseTo(8, 4);
    expect((2 * 0.75 * width) / viewWidth).toBeCloseTo(1, 4);
    expect(new Resvg(svg).width).toBeCloseTo(width, -1);
  });

  it('say what is too small', async () => {
    const size = parseFigureSize('30mm x 20mm');
    await expect(renderFigure({ ...exampleFigure, size })).rejects.toThrow('113 x 76 px is too small');
  });
});
