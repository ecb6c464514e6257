import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { svgToPng } from '../../src/report/rasterise.js';
import { renderFigure } from '../../src/report/render-figure.js';
import { exampleFigure } from './example-figure.js';

const square = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20" viewBox="0 0 30 20"/>';

/** From the header chunk: big-endian after signature, length and type. */
function dimensions(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

describe('svgToPng', () => {
  it('writes a PNG of twice the size', async () => {
    const png = await svgToPng(await renderFigure(exampleFigure));
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect(dimensions(png)).toEqual([800, 600]);
  });

  it('writes other sizes, and the same bytes each time', async () => {
    expect(dimensions(await svgToPng(square, { scale: 1 }))).toEqual([30, 20]);
    expect(dimensions(await svgToPng(square, { scale: 5 }))).toEqual([150, 100]);
    const svg = await renderFigure(exampleFigure);
    expect(Buffer.compare(await svgToPng(svg), await svgToPng(svg))).toBe(0);
  });

  it('refuses a picture that does not fit into memory', async () => {
    const wall = square.replace('width="30" height="20"', 'width="7000" height="7000"');
    await expect(svgToPng(wall, { scale: 20 })).rejects.toThrow('140000 x 140000 dots are too many');
  });

  it.each([0, -1, 21, Number.NaN])('refuses a scale of %d', async (scale) => {
    await expect(svgToPng(square, { scale })).rejects.toThrow(UsageError);
  });
});
