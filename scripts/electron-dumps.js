/**
 * Writes the tables of docs/electron-dumps.md between its markers: `node scripts/electron-dumps.js` after a build.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { EXPERIMENTS, Kernel, couplingsAtLevel, parseScanFile } from '../dist/index.js';

const PAGE = fileURLToPath(new URL('../docs/electron-dumps.md', import.meta.url));
const MASSES_GEV = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2];
const DUMPS = limitsOf(['e137', 'orsay', 'e141', 'e774', 'kek']);
const INVISIBLE = limitsOf(['na64e-2019', 'na64e-2023']);
const ACCURACY = 1e-4;

function kernelOf(experiment, method, model) {
  const text = JSON.stringify({
    name: 'table',
    model,
    experiment,
    method,
    form_factor: 'tsai',
    grid: {
      mass: { from: '1 MeV', to: '2 MeV', points: 2, spacing: 'log' },
      coupling: { from: 1e-8, to: 1e-2, points: 2, spacing: 'log' },
    },
    accuracy: ACCURACY,
  });
  return new Kernel(parseScanFile(text, 'table').plan);
}

/** Events of the published limits, by the id of the experiment. */
function limitsOf(ids) {
  return Object.fromEntries(ids.map((id) => [id, Object.values(EXPERIMENTS[id].channels)[0].limit_events]));
}

const edgesAt = (kernel, massGeV, level) => couplingsAtLevel(kernel.slice(massGeV), level);

/** The greatest mass that is reached, to 1e-3. */
function tipGeV(kernel, level) {
  let [inside, beyond] = [0.0015, 2];
  while (beyond / inside > 1.001) {
    const middle = Math.sqrt(inside * beyond);
    if (edgesAt(kernel, middle, level).length > 0) inside = middle;
    else beyond = middle;
  }
  return inside;
}

const number = (value) => value.toExponential(2).replace('e-', 'e-');
const mev = (gev) => `${Number((1e3 * gev).toPrecision(3))} MeV`;
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

function comparison(model) {
  const rows = [];
  for (const [id, level] of Object.entries(DUMPS)) {
    const [exact, iww] = ['exact', 'iww'].map((method) => kernelOf(id, method, model));
    for (const mass of MASSES_GEV) {
      const [e, w] = [exact, iww].map((kernel) => edgesAt(kernel, mass, level));
      if (e.length < 2 || w.length < 2) continue;
      const ratios = e.map((edge, i) => (edge / w[i]).toFixed(3));
      rows.push([
        EXPERIMENTS[id].title,
        mev(mass),
        number(w[0]),
        number(e[0]),
        ratios[0],
        number(w[1]),
        number(e[1]),
        ratios[1],
      ]);
    }
    const tips = [iww, exact].map((kernel) => tipGeV(kernel, level));
    rows.push([
      EXPERIMENTS[id].title,
      'tip',
      mev(tips[0]),
      mev(tips[1]),
      (tips[1] / tips[0]).toFixed(3),
      '',
      '',
      '',
    ]);
  }
  return table(['', 'mass', 'lower IWW', 'lower exact', 'ratio', 'upper IWW', 'upper exact', 'ratio'], rows);
}

function missing() {
  const model = { id: 'dark-photon', parameters: { g_chi: 1 } };
  const rows = Object.entries(INVISIBLE).flatMap(([id, level]) => {
    const [exact, iww] = ['exact', 'iww'].map((method) => kernelOf(id, method, model));
    return [0.001, 0.01, 0.1, 0.5, 1].map((mass) => {
      const [[e], [w]] = [exact, iww].map((kernel) => edgesAt(kernel, mass, level));
      return [EXPERIMENTS[id].title, mev(mass), number(w), number(e), (e / w).toFixed(3)];
    });
  });
  return table(['', 'mass', 'epsilon IWW', 'epsilon exact', 'ratio'], rows);
}

const metres = (length) => Number.parseFloat(length);

function experiments() {
  const rows = Object.keys({ ...DUMPS, ...INVISIBLE }).map((id) => {
    const { title, source, beam, target, channels } = EXPERIMENTS[id];
    const [{ decay_volume: volume, energy, limit_events: events }] = Object.values(channels);
    return [
      title,
      beam.energy,
      beam.particles_on_target.toExponential().replace('e+', 'e'),
      target.material,
      target.length,
      volume === undefined ? '' : `${Number((metres(volume.to) - metres(volume.from)).toPrecision(6))} m`,
      energy.min,
      events,
      source,
    ];
  });
  const head = ['', 'beam', 'electrons', 'material', 'dump and shield', 'decay volume', 'least energy of X'];
  return table([...head, 'events', 'source'], rows);
}

const TABLES = {
  experiments,
  'dark-photon': () => comparison({ id: 'dark-photon' }),
  'scalar-mass-proportional': () => comparison({ id: 'scalar-mass-proportional' }),
  invisible: missing,
};

let page = readFileSync(PAGE, 'utf8');
for (const [name, make] of Object.entries(TABLES)) {
  const marker = new RegExp(`(<!-- table: ${name} -->\n)[^]*?(<!-- end -->)`);
  page = page.replace(marker, (_, begin, end) => `${begin}\n${make()}\n\n${end}`);
}
const options = await resolveConfig(PAGE);
writeFileSync(PAGE, await format(page, { ...options, parser: 'markdown' }));
