/** Where the numbers of a scan come from. */
import type { ScanSnapshot } from '../../engine/scan-snapshot.js';
import { formatScientific } from '../number-words.js';
import { type Html, NOTHING, html } from './markup.js';
import { mathText } from './math-text.js';

export async function provenanceSection(
  snapshots: readonly ScanSnapshot[],
  databaseName: string,
): Promise<Html> {
  const articles = snapshots.map(async (snapshot) => {
    const { scan, plan } = snapshot;
    const { labels, presentation } = scan;
    const { massGeV, coupling } = snapshot.record.axes;
    const fields = {
      Title: await mathText(presentation.title),
      Database: databaseName,
      'Plan (SHA-256)': html`<code>${scan.planHash}</code>`,
      'Created with': `muscan ${scan.muscanVersion}, numerics version ${scan.numericsVersion}, Node ${scan.nodeVersion} on ${scan.architecture}`,
      Created: scan.createdAt,
      Model: labels.model,
      Parameters: parametersIn(labels.parameters),
      Experiment: labels.experiment,
      Channel: labels.channel,
      'Beam particles': formatScientific(plan.experiment.beam.particlesOnTarget),
      Method: labels.method,
      'Form factor': labels.formFactor,
      'Accuracy asked for': formatScientific(scan.accuracy),
      Masses: `${massGeV.values}, ${formatScientific(massGeV.from)} to ${formatScientific(massGeV.to)} GeV`,
      Couplings: `${coupling.values}, ${formatScientific(coupling.from)} to ${formatScientific(coupling.to)}`,
    };
    return html`<article><h3>${scan.name}</h3>
<dl>${Object.entries(fields).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${scanFile(presentation.file)}</article>`;
  });
  return html`${await Promise.all(articles)}`;
}

function parametersIn(parameters: ScanSnapshot['scan']['labels']['parameters']): string {
  return (
    Object.entries(parameters)
      .map(([name, value]) => `${name} = ${value}`)
      .join(', ') || 'none'
  );
}

function scanFile(file: ScanSnapshot['scan']['presentation']['file']): Html {
  if (file === null) return NOTHING;
  return html`<details><summary>The scan file</summary><pre tabindex="0">${file.text}</pre></details>`;
}
