/** The parts of a report's page that need no browser. */
import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { html, jsonForScript, table } from '../../src/report/html/markup.js';
import { mathText } from '../../src/report/html/math-text.js';
import { pack } from '../../src/report/html/pack.js';
import { unpackBytes, unpackDoubles } from '../../src/report/html/page-data.js';
import { moved, nearestIndex, showing, wholeView, zoomed } from '../../src/report/html/view.js';
import { formatScientific, formatUnit } from '../../src/report/number-words.js';

describe('markup', () => {
  it('escapes what is put in, once, and keeps what is markup already', () => {
    const inner = html`<b title="${'"&'}">${'<i>'}</b>`;
    expect(inner.markup).toBe('<b title="&quot;&amp;">&lt;i&gt;</b>');
    expect(html`<p>${[inner, ' & ', 3]}</p>`.markup).toBe(`<p>${inner.markup} &amp; 3</p>`);
  });

  it('never lets a text become an element', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(html`<p>${text}</p>`.markup.slice(3, -4)).not.toMatch(/[<>"]/);
      }),
    );
  });

  it('keeps data within its script element, and as it was', () => {
    const data = { text: '</script><!--<script>', number: 1e-300 };
    const { markup } = jsonForScript(data);
    expect(markup).not.toContain('<');
    expect(JSON.parse(markup)).toEqual(data);
  });

  it('names the rows and columns of a table', () => {
    const { markup } = table({ caption: 'C', columns: ['a', 'b'], rows: [['<1>', 2]] });
    expect(markup).toContain('<caption>C</caption>');
    expect(markup).toContain('<th scope="col">a</th><th scope="col">b</th>');
    expect(markup).toContain('<th scope="row">&lt;1&gt;</th><td>2</td>');
  });
});

describe('text with mathematics', () => {
  it('sets what stands between dollars, and tells it to those who cannot see it', async () => {
    const { markup } = await mathText('masses $m_S$ < 1');
    expect(markup).toMatch(/^masses <svg class="math" role="img" aria-label="m_S" .*<\/svg> &lt; 1$/s);
  });

  it.each(['costs $5', '$\\nonsense$', '$\\text{ж}$', '$<img src=x>$', '$$'])(
    'shows %j as it is written, if it is no TeX',
    async (text) => {
      const { markup } = await mathText(text);
      expect(markup).not.toContain('<img');
      if (!markup.includes('<svg')) expect(markup).toBe(html`${text}`.markup);
    },
  );
});

describe('packed numbers', () => {
  it('come back bit for bit', () => {
    fc.assert(
      fc.property(fc.float64Array(), (values) => {
        expect(unpackDoubles(pack(values))).toEqual(values);
        expect(unpackDoubles(pack(Array.from(values)))).toEqual(values);
      }),
    );
    const part = Uint8Array.of(1, 2, 255, 4).subarray(1, 3);
    expect(unpackBytes(pack(part))).toEqual(Uint8Array.of(2, 255));
    expect(unpackDoubles(pack(Float64Array.of(1, 2, 3).subarray(1, 2)))).toEqual(Float64Array.of(2));
  });
});

describe('the view', () => {
  const whole = wholeView([1e-3, 1], [1e-6, 1e-2]);

  it('keeps the point under the pointer where it is, and never leaves the plane', () => {
    const view = zoomed(whole, whole, 0.5, { x: -1, y: -4 });
    expect(view).toEqual({ x: [-2, -0.5], y: [-5, -3] });
    expect(zoomed(view, whole, 100, { x: -1, y: -4 })).toEqual(whole);
    expect(moved(view, whole, 5, -5)).toEqual({ x: [-1.5, 0], y: [-6, -4] });
  });

  it('follows the crosshair', () => {
    const view = zoomed(whole, whole, 0.1, { x: -1.5, y: -4 });
    const { x, y } = showing(view, whole, { x: -3, y: -2 });
    expect(x[0]).toBe(-3);
    expect(y[1]).toBeCloseTo(-2, 12);
    expect(showing(view, whole, { x: -1.5, y: -4 })).toEqual(view);
  });

  it('finds the nearest value in the logarithm', () => {
    const axis = Float64Array.of(1, 10, 100);
    expect([-5, 0.49, 0.51, 1.6, 9].map((log) => nearestIndex(axis, log))).toEqual([0, 0, 1, 2, 2]);
    expect(nearestIndex(Float64Array.of(3), 0)).toBe(0);
  });
});

describe('formatUnit', () => {
  it.each([
    ['GeV^-1', 'GeV⁻¹'],
    ['TeV^2', 'TeV²'],
    ['', ''],
  ])('writes %s as %s', (unit, text) => {
    expect(formatUnit(unit)).toBe(text);
  });
});

describe('formatScientific', () => {
  it.each([
    [0, '0'],
    [0.00123456, '0.001235'],
    [1234.5678, '1235'],
    [1e5, '1 × 10⁵'],
    [-2.5e-12, '-2.5 × 10⁻¹²'],
    [Infinity, '∞'],
  ])('writes %d as %s', (value, text) => {
    expect(formatScientific(value)).toBe(text);
  });
});
