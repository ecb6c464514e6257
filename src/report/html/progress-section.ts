/** How far the scans of a page have come, and whether somebody goes on with them. */
import type { ScanSnapshot } from '../../engine/scan-snapshot.js';
import type { StoredRun } from '../../store/run-log.js';
import { formatCount, formatDuration } from '../number-words.js';
import { type Html, html } from './markup.js';

/** @param now in ms, for the rate of a run that goes on; undefined: the page is a file, and nothing goes on. */
export function progressSection(snapshots: readonly ScanSnapshot[], now?: number): Html {
  return html`${snapshots.map(({ scan, progress, runs, record }) => {
    const { points, pointsDone, isComplete } = progress;
    const percent = Math.floor((100 * pointsDone) / points);
    const last = runs.at(-1);
    const run = record.runner !== null && last?.stopReason === null ? last : undefined;
    const state = isComplete ? 'done' : run === undefined ? 'stopped' : 'running';
    const parts = [
      `${percent} %`,
      `${formatCount(pointsDone)} of ${formatCount(points)} points`,
      state,
      ...(state === 'running' && now !== undefined ? rate(run!, points - pointsDone, now) : []),
    ];
    return html`<div class="progress" data-state="${state}"><span class="scan-name">${scan.name}</span>
<progress max="${points}" value="${pointsDone}" aria-label="${scan.name}">${percent} %</progress>
<span>${parts.join(' · ')}</span></div>`;
  })}`;
}

/** Of the run that goes on: what earlier ones stored says nothing about now. */
function rate({ startedAt, pointsDone }: StoredRun, left: number, now: number): string[] {
  const perSecond = pointsDone / ((now - Date.parse(startedAt)) / 1000);
  if (!(perSecond > 0)) return [];
  return [`${formatCount(Math.round(perSecond))}/s`, `ETA ${formatDuration(left / perSecond)}`];
}
