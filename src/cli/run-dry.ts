/** What `muscan run --dry-run` says. */
import type { DryRun, ParsedFigureFile, ScanFile } from '../index.js';
import { writeJson, writeLine } from './output.js';
import { formatCount, formatDuration } from './progress.js';
import type { RunArguments } from './run-arguments.js';
import { figurePath, nameOf, scansOf } from './run-outputs.js';

/** Of each scan, with its plan, and of all together. */
export function reportDryRuns(files: readonly ScanFile[], plans: readonly DryRun[], json: boolean): void {
  for (const [i, file] of files.entries()) reportScan(file, plans[i], json);
  if (plans.length > 1 && !json) reportTotal(plans);
}

function reportScan(file: ScanFile, plan: DryRun, json: boolean): void {
  if (json) {
    writeJson({ scan: file.name, planHash: file.planHash, ...plan });
    return;
  }
  writeLine(`scan            ${file.name} (plan ${file.planHash.slice(0, 12)})`);
  const planned = plan.isRefined ? ' planned so far' : '';
  writeLine(`points          ${formatCount(plan.points)}${planned}, ${formatCount(plan.pointsDone)} done`);
  writeLine(`tasks           ${formatCount(plan.tasks)}, ${formatCount(plan.tasksDone)} done`);
  if (plan.tasksTakenOver > 0) {
    writeLine(`taken over      ${formatCount(plan.tasksTakenOver)} tasks, by --fork`);
  }
  if (plan.tasksToRetry > 0) {
    writeLine(`computed again  ${formatCount(plan.tasksToRetry)} tasks, by --retry-failed`);
  }
  const more = plan.isRefined ? ', without what is refined later' : '';
  writeLine(`estimated time  ${formatDuration(plan.estimatedSeconds)} on ${plan.threads} threads${more}`);
  writeLine(`estimated size  ${(plan.estimatedBytes / 1e6).toFixed(1)} MB`);
}

/** Of a figure of curves nothing is stored: it is computed as it is drawn. */
export function reportDryFigure(figure: ParsedFigureFile, args: RunArguments): void {
  const name = nameOf(figure);
  const path = args.outputs ? figurePath(figure, args) : null;
  if (args.json) {
    writeJson({ figure: name, scans: scansOf(figure).map((file) => file.name), path });
    return;
  }
  const from = figure.kind === 'plane' ? 'from the scans above' : 'no scans: computed as it is drawn';
  writeLine(`figure          ${name}, ${from}`);
  writeLine(`written to      ${path ?? 'nowhere (--no-outputs)'}`);
}

function reportTotal(plans: readonly DryRun[]): void {
  const sum = (valueOf: (plan: DryRun) => number) => plans.reduce((total, plan) => total + valueOf(plan), 0);
  writeLine(`in all          ${plans.length} scans, ${formatCount(sum((plan) => plan.points))} points`);
  writeLine(`estimated time  ${formatDuration(sum((plan) => plan.estimatedSeconds))}`);
  writeLine(`estimated size  ${(sum((plan) => plan.estimatedBytes) / 1e6).toFixed(1)} MB`);
}
