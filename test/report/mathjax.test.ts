import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { scaled, shrunkToFit, typeset, typesetText } from '../../src/report/mathjax.js';
import { type SvgNode, toMarkup } from '../../src/report/svg-node.js';

function paths(node: SvgNode): string[] {
  const own = node.name === 'path' ? [String(node.attributes['d'])] : [];
  return [...own, ...node.children.flatMap(paths)];
}

describe('typeset', () => {
  it('measures in px of the font size', async () => {
    const small = await typeset('10^{-3}', 10, 'label');
    const large = await typeset('10^{-3}', 20, 'label');
    // Two digits of half an em, a minus sign and a digit at 0.7 of that size, and the gap before a superscript.
    expect(large.widthPx).toBeCloseTo(20 * (2 * 0.5 + Math.SQRT1_2 * (0.778 + 0.5) + 0.033 + 0.05), 1);
    expect(small.widthPx).toBeCloseTo(large.widthPx / 2, 6);
    expect(large.heightPx).toBeGreaterThan(0.8 * 20);
    expect(large.depthPx).toBeLessThan(0.1 * 20);
  });

  it('sets a hyphen in mathematics as a minus sign', async () => {
    const [minus] = paths((await typeset('-', 10, 'label')).node);
    const [hyphen] = paths((await typesetText('-', 10, 'label')).node);
    expect(paths((await typeset('10^{-3}', 10, 'label')).node)).toContain(minus);
    expect(hyphen).not.toBe(minus);
  });

  it('keeps words upright and spaces between them', async () => {
    const { widthPx } = await typesetText('muon beam', 10, 'label');
    const joined = await typesetText('muonbeam', 10, 'label');
    expect(widthPx).toBeGreaterThan(joined.widthPx + 2);
  });

  it('draws outlines alone: no text, no names, no ids', async () => {
    const { node } = await typesetText('NA64$_\\mu$, $\\mathcal{L} = 10^{13}\\ \\ell$ 95% & #1', 16, 'label');
    const markup = toMarkup(node);
    expect(markup).not.toMatch(/<text|data-|id=|currentColor/);
    expect(paths(node).length).toBeGreaterThan(15);
  });

  it('names the faulty label and the fault', async () => {
    const attempt = typeset('m_S [\\mathrm{GeV', 16, 'x axis label');
    await expect(attempt).rejects.toThrow(UsageError);
    await expect(attempt).rejects.toThrow('The x axis label "m_S [\\mathrm{GeV" is not valid TeX: ');
    await expect(typeset('\\nosuch', 16, 'title')).rejects.toThrow('Undefined control sequence \\nosuch');
  });

  it('quotes a text as it was written', async () => {
    await expect(typesetText('$g_\\mu', 16, 'layer label')).rejects.toThrow('The layer label "$g_\\mu" is');
  });

  it('refuses a character that would be left out of the figure', async () => {
    await expect(typesetText('缪子', 16, 'title')).rejects.toThrow('The title "缪子" has a character that');
    const table = '\\begin{array}{c|c}a&b\\end{array}';
    await expect(typeset(table, 16, 'title')).rejects.toThrow('has a ruled table');
  });

  it('sets an equation in one piece', async () => {
    // Left to itself MathJax ends the line before each relation and returns several pictures.
    expect(paths((await typeset('a = b = c', 16, 'label')).node)).toHaveLength(5);
  });

  it('keeps the frame of a box hollow', async () => {
    const markup = toMarkup((await typeset('\\boxed{x}', 16, 'label')).node);
    expect(markup).toMatch(/<rect [^>]*fill="none" stroke-width="[1-9]/);
  });

  it('gives an empty label no size to speak of', async () => {
    const { widthPx, heightPx, node } = await typeset('', 16, 'label');
    expect(widthPx).toBeLessThan(1);
    expect(heightPx).toBeLessThan(1);
    expect(paths(node)).toEqual([]);
  });

  it('does not let one label define a macro for another', async () => {
    await expect(typeset('\\newcommand{\\m}{m}\\m', 16, 'title')).rejects.toThrow(
      'Undefined control sequence',
    );
  });
});

describe('another size', () => {
  it('scales all measures', async () => {
    const outline = await typeset('g_\\mu', 20, 'label');
    const half = scaled(outline, 0.5);
    expect(half.widthPx).toBeCloseTo(outline.widthPx / 2, 12);
    expect(half.heightPx + half.depthPx).toBeCloseTo((outline.heightPx + outline.depthPx) / 2, 12);
    expect(half.node.attributes['transform']).toBe('scale(0.5)');
  });

  it('shrinks only what is too wide', async () => {
    const outline = await typeset('g_\\mu', 20, 'label');
    expect(shrunkToFit(outline, 1000)).toEqual(outline);
    expect(shrunkToFit(outline, 10).widthPx).toBeCloseTo(10, 12);
  });
});
