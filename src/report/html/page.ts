/**
 * A report as one page that needs nothing else: style, script and data are within, and a content security policy keeps it
 * from asking anybody for anything. Its script is the only one that runs: the policy names its hash.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ScanSnapshot } from '../../engine/scan-snapshot.js';
import { MODELS } from '../../models/index.js';
import { VERSION } from '../../version.js';
import { formatUnit } from '../number-words.js';
import { planeAxes } from '../plane-axes.js';
import { contourLabels } from './contoured-scans.js';
import { diagnosticsSection } from './diagnostics-section.js';
import { failuresSection } from './failures-section.js';
import { typesetGlyphs } from './glyphs.js';
import { legend } from './legend.js';
import { Html, html, jsonForScript } from './markup.js';
import { mathText } from './math-text.js';
import type { PageData } from './page-data.js';
import { progressSection } from './progress-section.js';
import { provenanceSection } from './provenance-section.js';
import { reachSection } from './reach-section.js';
import { type ContouredScan, scanData } from './scan-data.js';
import { planeRanges, staticFigure } from './static-figure.js';

export interface PageOptions {
  /** Its name only: where it lies is nobody's business. */
  readonly databaseName: string;
  /** Of a page that is served; a file has none. */
  readonly live?: LiveState;
}

export interface LiveState {
  readonly revision: string;
  /** In ms. */
  readonly now: number;
}

/** @param scans at least one; their couplings have one unit. */
export async function reportPage(
  scans: readonly ContouredScan[],
  { databaseName, live }: PageOptions,
): Promise<string> {
  const snapshots = scans.map(({ snapshot }) => snapshot);
  const labels = contourLabels(scans);
  const ranges = planeRanges(scans);
  const model = MODELS[snapshots[0].plan.model.id];
  const axes = planeAxes(model, ranges.massGeV, ranges.coupling);
  const glyphs = await typesetGlyphs({ x: axes.x.label, y: axes.y.label });
  const data: PageData = {
    ...ranges,
    couplingUnit: formatUnit(model.couplingUnit ?? ''),
    scans: scans.map(scanData),
    glyphs: glyphs.widths,
    revision: live?.revision ?? null,
  };
  const certainties = scans.flatMap(({ open }) => open.map(({ certainty }) => certainty));
  const sections = await changingSections(scans, live?.now);
  return document({
    title: snapshots.length === 1 ? snapshots[0].scan.presentation.title : names(snapshots),
    isLive: live !== undefined,
    data: jsonForScript(data),
    body: html`${glyphs.defs}<header><h1>${await heading(snapshots)}</h1>
<p>${snapshots.length === 1 ? html`Scan ${names(snapshots)}` : html`${snapshots.length} scans: ${names(snapshots)}`}, from ${databaseName}, by muscan ${VERSION}</p></header>
<main>
<section id="progress" aria-label="Progress"${live === undefined ? '' : new Html(' data-live')}>${sections['progress']}</section>
<section aria-labelledby="h-plane"><h2 id="h-plane">Mass and coupling</h2>
${plane(snapshots, await legend(labels.flat(), certainties), await staticFigure(scans, labels, ranges))}</section>
<section aria-labelledby="h-reach"><h2 id="h-reach">Reach</h2><div id="reach">${sections['reach']}</div></section>
<section aria-labelledby="h-diagnostics"><h2 id="h-diagnostics">Convergence and time</h2><div id="diagnostics">${sections['diagnostics']}</div></section>
<section aria-labelledby="h-failures"><h2 id="h-failures">Failed and unconverged points</h2><div id="failures">${sections['failures']}</div></section>
<section aria-labelledby="h-provenance"><h2 id="h-provenance">Provenance</h2>${await provenanceSection(snapshots, databaseName)}</section>
</main>`,
  });
}

/** What changes while a scan runs, by the id of its place on the page. */
export async function changingSections(
  scans: readonly ContouredScan[],
  now: number | undefined,
): Promise<Readonly<Record<string, Html>>> {
  const snapshots = scans.map(({ snapshot }) => snapshot);
  return {
    progress: progressSection(snapshots, now),
    reach: await reachSection(scans, contourLabels(scans)),
    diagnostics: diagnosticsSection(snapshots),
    failures: failuresSection(snapshots),
  };
}

/** A page for as long as there is nothing to show; it reloads when there is. */
export function waitingPage(reason: string, revision: string): string {
  return document({
    title: 'muscan: waiting',
    isLive: true,
    data: jsonForScript({ revision } satisfies Pick<PageData, 'revision'>),
    body: html`<main><h1>Waiting</h1><section id="progress" aria-label="Progress" data-live><p>${reason}</p></section></main>`,
  });
}

/** As a header says it, where the page is served. */
export function contentSecurityPolicy(isLive: boolean): string {
  const hash = createHash('sha256').update(asset('client.js')).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    ...(isLive ? ["connect-src 'self'"] : []),
  ].join('; ');
}

interface Document {
  readonly title: string;
  readonly isLive: boolean;
  readonly data: Html;
  readonly body: Html;
}

const ICON =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><path d='M2 2v12h12' fill='none' stroke='gray'/><path d='M4 4c1 8 5 8 9 3' fill='none' stroke='royalblue' stroke-width='2'/></svg>";

function document({ title, isLive, data, body }: Document): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(isLive)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title.replaceAll('$', '')}</title>
<link rel="icon" href="${ICON}">
<style>${new Html(asset('page.css'))}</style></head>
<body>${body}
<script type="application/json" id="data">${data}</script>
<script>${new Html(asset('client.js'))}</script>
</body></html>
`.markup;
}

/** `client.js` is built from the folder client/. */
function asset(name: 'client.js' | 'page.css'): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

async function heading(snapshots: readonly ScanSnapshot[]): Promise<Html> {
  const titles = [...new Set(snapshots.map(({ scan }) => scan.presentation.title))];
  const [first, ...others] = await Promise.all(titles.map(mathText));
  return html`${first}${others.map((title) => html`<br>${title}`)}`;
}

function names(snapshots: readonly ScanSnapshot[]): string {
  return snapshots.map(({ scan }) => scan.name).join(', ');
}

function plane(snapshots: readonly ScanSnapshot[], contours: Html, figure: Html): Html {
  const options = snapshots.map(({ scan }, i) => html`<option value="${i}">${scan.name}</option>`);
  return html`<div class="plane">
<div class="toolbar needs-script" role="toolbar" aria-label="View">
<button type="button" id="zoom-in" aria-label="Zoom in">+</button>
<button type="button" id="zoom-out" aria-label="Zoom out">−</button>
<button type="button" id="zoom-reset">Reset</button>
<label>Scan <select id="scan">${options}</select></label>
<label><input type="checkbox" id="shade"> shade log<sub>10</sub> N</label>
</div>
<div class="stage"><div id="plot" class="needs-script" tabindex="0" role="application" aria-label="Contours in the plane of mass and coupling" aria-describedby="plot-help"></div>
<div id="figure">${figure}</div></div>
<div class="side">
${contours}
<div id="readout" class="needs-script"><h3>At the crosshair</h3><dl><div><dt>Nothing yet</dt><dd>point at the plot</dd></div></dl></div>
<p id="spoken" class="visually-hidden" aria-live="polite"></p>
<div class="downloads needs-script"><h3>Data</h3>
${snapshots.map(
  ({ scan }, i) => html`<p><span class="scan-name">${scan.name}</span>
<button type="button" data-contours="${i}" aria-label="Contours of ${scan.name} as CSV">Contours (CSV)</button>
<button type="button" data-grid="${i}" aria-label="Grid of ${scan.name} as CSV">Grid (CSV)</button></p>`,
)}</div>
</div>
<p id="plot-help" class="note needs-script">Point at the plot, or focus it and move with the arrow keys (with Shift ten points at a time); +, − and 0 zoom. Drag to zoom into a rectangle, with Shift to move the view. The crosshair keeps to the points of the grid of the chosen scan; the decay length is that at the beam energy.</p>
</div>`;
}
