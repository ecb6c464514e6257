import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { svgToPdf } from '../../src/report/figure-pdf.js';
import { figureFormat } from '../../src/report/figure-formats.js';
import { parseFigureSize } from '../../src/report/figure-size.js';
import { renderFigure } from '../../src/report/render-figure.js';
import { VERSION } from '../../src/version.js';
import { exampleFigure } from './example-figure.js';
import { heatMapFigureExample } from './heat-map-example.js';

async function pdfOf(figure = exampleFigure): Promise<string> {
  const bytes = await figureFormat('a.pdf')(figure, {});
  return Buffer.from(bytes as Uint8Array).toString('latin1');
}

/** What the page draws. */
function content(pdf: string): string {
  const streams = [...pdf.matchAll(/stream\n(.*?)\nendstream/gs)].map(([, data]) =>
    Buffer.from(data, 'latin1'),
  );
  const texts = streams.map((stream) => {
    try {
      return inflateSync(stream).toString('latin1');
    } catch {
      return '';
    }
  });
  return texts.find((text) => text.includes(' cm\n')) ?? '';
}

describe('svgToPdf', () => {
  it('writes one page as large as the figure', async () => {
    const pdf = await pdfOf();
    expect(pdf.startsWith('%PDF-1.')).toBe(true);
    expect(pdf.match(/\/Type \/Page\n/g)).toHaveLength(1);
    expect(pdf).toContain('/MediaBox [0 0 300 225]');
    const column = await pdfOf({ ...exampleFigure, size: parseFigureSize('one-column') });
    const [width] = /\/MediaBox \[0 0 ([\d.]+)/.exec(column)!.slice(1).map(Number);
    expect((width / 72) * 25.4).toBeCloseTo(86, 2);
  });

  it('draws vectors within a clip path, and no text', async () => {
    const drawn = content(await pdfOf());
    expect(drawn).toMatch(/\nW n\n/);
    expect(drawn.match(/ c\n/g)!.length).toBeGreaterThan(100);
    expect(drawn).not.toMatch(/\bTj\b|\bTJ\b/);
    expect(drawn).toMatch(/\[[\d. ]+\] 0 d\n/); // dashes
    expect(drawn).toMatch(/f\*\n/); // even-odd
  });

  it('carries a heat map as an image', async () => {
    expect(await pdfOf(heatMapFigureExample)).toContain('/Subtype /Image');
  });

  it('says what it shows and what made it', async () => {
    const pdf = await pdfOf({ ...exampleFigure, title: 'Reach of $m_S$' });
    expect(pdf).toContain('(Reach of $m_S$)');
    expect(pdf).toContain(`(muscan ${VERSION})`);
  });

  it('gives the same bytes for the same figure', async () => {
    const first = await pdfOf(heatMapFigureExample);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await pdfOf(heatMapFigureExample)).toBe(first);
  });

  it('does not lose what it cannot draw', async () => {
    const svg = (await renderFigure(exampleFigure)).replace(
      '</svg>',
      '<text>a</text><image href="nothing.png"/></svg>',
    );
    await expect(svgToPdf(svg, 'a')).rejects.toThrow('image');
  });
});
