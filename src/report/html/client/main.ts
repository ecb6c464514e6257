/** The script of a report. */
import { superscript } from '../../number-words.js';
import type { PageData } from '../page-data.js';
import { contoursCsv, download, gridCsv } from './downloads.js';
import { listen, listenToButtons } from './gestures.js';
import { follow } from './live.js';
import { Plot } from './plot.js';
import { readOut, spoken } from './readout.js';
import { type Scan, unpackScan, updateScan } from './scan.js';
import { drawKey, shadedRange } from './shade.js';
import { byId } from './svg.js';

/** A page that waits for its first scan has a revision, and nothing else. */
type Embedded = Partial<PageData> & Pick<PageData, 'revision'>;

start(JSON.parse(byId('data').textContent) as Embedded);

function start(data: Embedded): void {
  const refresh = isReport(data) ? startPlot(data) : () => undefined;
  if (data.revision !== null) follow(data.revision, refresh);
}

function isReport(data: Embedded): data is PageData {
  return data.scans !== undefined;
}

/** Returns what takes over news about the scans. */
function startPlot(data: PageData): (update: Parameters<Parameters<typeof follow>[1]>[0]) => void {
  const scans = data.scans.map(unpackScan);
  document.documentElement.classList.add('scripted');
  const host = byId('plot');
  const plot = new Plot(host, data, scans);
  const showPlace = (isSpoken: boolean) => {
    const { scan, place } = plot;
    if (place === undefined) return;
    const fields = readOut(byId('readout'), { scan, place, couplingUnit: data.couplingUnit });
    if (isSpoken) byId('spoken').textContent = spoken(fields);
  };
  listen(host, plot, showPlace);
  listenToButtons(plot);
  listenToLegend(plot);
  listenToDownloads(scans);
  const showKey = key(plot);
  byId('scan').addEventListener('change', ({ target }) => {
    plot.choose(Number((target as HTMLSelectElement).value));
    showPlace(true);
    showKey();
  });
  byId('shade').addEventListener('change', ({ target }) => {
    plot.shade((target as HTMLInputElement).checked);
    showKey();
  });
  return (update) => {
    plot.change(() => update.scans.forEach((one, i) => updateScan(scans[i], one)));
    showPlace(false);
    showKey();
  };
}

function listenToLegend(plot: Plot): void {
  for (const box of document.querySelectorAll<HTMLInputElement>('[data-series]')) {
    const apply = () => plot.show(Number(box.dataset['series']), box.checked);
    box.addEventListener('change', apply);
    // A browser may restore what was chosen before the page was loaded again.
    apply();
  }
}

function listenToDownloads(scans: readonly Scan[]): void {
  const onClick = (kind: 'contours' | 'grid', lines: (scan: Scan) => string[]) => {
    for (const button of document.querySelectorAll<HTMLButtonElement>(`[data-${kind}]`)) {
      const scan = scans[Number(button.dataset[kind])];
      button.addEventListener('click', () => download(`${scan.name}.${kind}.csv`, lines(scan)));
    }
  };
  onClick('contours', contoursCsv);
  onClick('grid', gridCsv);
}

/** Says what the shades mean, while there are some. */
function key(plot: Plot): () => void {
  const host = document.createElement('p');
  host.id = 'key';
  host.hidden = true;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [160, 12];
  drawKey(canvas.getContext('2d')!);
  const [from, to] = [document.createElement('span'), document.createElement('span')];
  host.append(from, canvas, to);
  byId('plot').after(host);
  return () => {
    const range = shadedRange(plot.scan.grid);
    host.hidden = !(byId('shade') as HTMLInputElement).checked || range === undefined;
    if (range === undefined) return;
    from.textContent = `N = 10${superscript(range[0])}`;
    to.textContent = `10${superscript(range[1])}`;
  };
}
