/**
 * Writes docs/validation.md, the comparison of cross-sections with independent references, with other programs and with
 * the papers as printed: `node scripts/validation.js` after a build.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import {
  FORM_FACTORS,
  HBAR_C_SQUARED_GEV2_PB,
  LEPTON_MASS_GEV,
  MODELS,
  MOMENT_DIFFERENCES,
  crossSectionAt,
} from '../dist/index.js';

const root = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const fixture = (name) => JSON.parse(readFileSync(root(`test/fixtures/${name}`), 'utf8'));

const REFERENCE = fixture('cross-sections.json');
const OUTSIDE = fixture('outside-cross-sections.json');

const PAGE = root('docs/validation.md');
const ACCURACY = 1e-6;
const INVERSE_ALPHA = 137.035999084;
const MEDIATOR = { S: 'scalar', P: 'pseudoscalar', V: 'vector', A: 'axial', G: 'alp-photon' };
const TITLE = { S: 'Scalar', P: 'Pseudoscalar', V: 'Vector', A: 'Axial vector', G: 'ALP by photon fusion' };
const LEAD = { Z: 82, A: 207.2 };
const TUNGSTEN = { Z: 74, A: 183.84 };
const NUCLEUS = { 82: 'Pb', 74: 'W' };

// --- Numbers and tables --------------------------------------------------------------------------------------------

/** Five significant digits. */
function number(value, digits = 5) {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size >= 1e-3 && size < 1e6
      ? value.toPrecision(digits)
      : value.toExponential(digits - 1).replace('e+', 'e');
  // toPrecision turns to exponents where there are fewer digits than places.
  return /e\+/.test(text) ? String(Number(text)) : text;
}

/** A ratio as its difference from 1: in per cent down to 0.01 %, below as a power of ten, nothing below the accuracy. */
function difference(ratio) {
  const value = ratio - 1;
  if (Number.isNaN(value)) return '';
  const size = Math.abs(value);
  if (size < ACCURACY) return '< 1e-6';
  const sign = value < 0 ? '-' : '+';
  if (size < 1e-4) return `${sign}${size.toExponential(1)}`;
  const percent = 100 * size;
  return `${sign}${percent < 1 ? percent.toPrecision(2) : percent.toPrecision(3)} %`;
}

const ratioOf = (value) => (Number.isNaN(value) ? '' : number(value, 4));

const TEXT_COLUMNS = ['nucleus', 'mediator', 'comparison'];

function table(header, rows) {
  const rule = header.map((name) => (TEXT_COLUMNS.includes(name) ? '---' : '---:'));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The largest difference from 1, of either sign. */
const largest = (ratios) => ratios.reduce((a, b) => (Math.abs(b - 1) > Math.abs(a - 1) ? b : a), 1);

// --- Cross-sections ------------------------------------------------------------------------------------------------

const cache = new Map();

/** crossSectionAt() on Pb with 160 GeV muons unless told otherwise, up to x = 1; each request is computed once. */
function compute(request) {
  const full = {
    formFactor: 'tsai-elastic',
    lepton: 'muon',
    nucleus: LEAD,
    energyGeV: 160,
    ...(request.method !== 'iww' && { xMax: 1 }),
    accuracy: ACCURACY,
    ...request,
  };
  const key = JSON.stringify(full);
  if (!cache.has(key)) cache.set(key, crossSectionAt(full));
  return cache.get(key);
}

const sigma = (request) => compute(request).sigmaGeVm2;

/** The request of a row of a fixture. */
const requestOf = ({ kind, m, E, Z, A }) => ({
  mediator: MEDIATOR[kind],
  massGeV: m,
  energyGeV: E,
  nucleus: { Z, A },
});

/** The total of a row of outside-cross-sections.json in pb, with the source's alpha in all three powers. */
function outsidePb(source, row, settings) {
  const alphaInverse = source.alpha_inverse ?? INVERSE_ALPHA;
  const couplingSquared = source.epsilon ** 2 * ((4 * Math.PI) / alphaInverse);
  const result = compute({ ...requestOf({ ...source, ...row }), lepton: source.lepton, ...settings });
  const pb =
    result.sigmaGeVm2 * HBAR_C_SQUARED_GEV2_PB * couplingSquared * (INVERSE_ALPHA / alphaInverse) ** 2;
  return { pb, relError: result.relError };
}

// --- Sections ------------------------------------------------------------------------------------------------------

const summary = [];
/** All IWW/exact of section 1. */
const iwwExcess = [];

/** A line of the table at the head of the page. */
function summarise(comparison, expected, ratios) {
  summary.push([comparison, expected, difference(largest(ratios))]);
}

function referenceTable(kind, rows) {
  const fusion = kind === 'G';
  const withIww = !fusion && kind !== 'A';
  const ratios = { exact: [], ww: [], iww: [] };
  const cells = rows.map((row) => {
    const request = requestOf(row);
    const exact = sigma({ ...request, method: 'exact' });
    const ww = sigma({ ...request, method: 'ww', thetaMax: 0.1 });
    const exactRatio = exact / row.ETL_el.GeVm2;
    const wwRatio = ww / row[fusion ? 'WW_corrected_theta0.1' : 'WW_theta0.1'].GeVm2;
    ratios.exact.push(exactRatio);
    ratios.ww.push(wwRatio);
    const line = [
      row.m,
      row.E,
      NUCLEUS[row.Z],
      number(exact),
      number(row.ETL_el.GeVm2),
      difference(exactRatio),
      number(ww),
      difference(wwRatio),
      ratioOf(ww / exact),
    ];
    if (!withIww) return line;
    const iww = sigma({ ...request, method: 'iww' });
    const iwwRatio = iww / row.IWW_el.GeVm2;
    ratios.iww.push(iwwRatio);
    iwwExcess.push(iww / exact);
    return [...line, number(iww), difference(iwwRatio), ratioOf(iww / exact)];
  });
  const header = ['m, GeV', 'E, GeV', 'nucleus', 'exact', 'reference', 'exact/ref. - 1'];
  header.push('WW', 'WW/ref. - 1', 'WW/exact');
  if (withIww) header.push('IWW', 'IWW/ref. - 1', 'IWW/exact');
  return { text: `### ${TITLE[kind]}\n\n${table(header, cells)}`, ratios };
}

function referenceSection() {
  const rows = [...REFERENCE.brems, ...REFERENCE.fusion];
  const parts = Object.keys(MEDIATOR).map((kind) =>
    referenceTable(
      kind,
      rows.filter((row) => row.kind === kind),
    ),
  );
  const all = (name) => parts.flatMap(({ ratios }) => ratios[name]);
  summarise('`exact` against the independent reference (section 1)', '1e-5', all('exact'));
  summarise('`ww` against the independent reference (section 1)', '1e-6', all('ww'));
  summarise('`iww` against the independent reference (section 1)', '1e-6', all('iww'));
  return `## 1. Methods against independent references

Cross-sections of muons at coupling 1, elastic form factor (\`tsai-elastic\`), in GeV^-2 (fusion: sigma/g^2, a pure number). The
references are \`ETL_el\`, \`WW_theta0.1\` (fusion: \`WW_corrected_theta0.1\`) and \`IWW_el\` of
\`test/fixtures/cross-sections.json\`. \`exact\` has all angles and WW those below 0.1, so that WW/exact at 3 GeV also shows
the cut; IWW has no such cut, is not offered for the axial vector and does not exist for fusion.

${parts.map(({ text }) => text).join('\n\n')}

### How good the approximations are

The scalar without a cut on the angle, as WW/exact and IWW/exact. "closed" is below threshold.

${approximationTable()}

WW misses by per cents, except close to threshold. IWW, which takes the photon flux at the smallest t_min of all, is
too high everywhere, and the more so the lower the beam energy and the higher the mass. For the other mediators see the tables
above.`;
}

function approximationTable() {
  const masses = [0.01, 0.1, 0.2, 1];
  const header = ['nucleus', 'E, GeV', ...masses.flatMap((m) => [`WW, ${m} GeV`, `IWW, ${m} GeV`])];
  const rows = [LEAD, TUNGSTEN].flatMap((nucleus) =>
    [1, 2, 3, 15, 160, 1500].map((energyGeV) => [
      NUCLEUS[nucleus.Z],
      energyGeV,
      ...masses.flatMap((massGeV) => {
        const request = { mediator: 'scalar', massGeV, energyGeV, nucleus };
        const exact = sigma({ ...request, method: 'exact' });
        if (!(exact > 0)) return ['closed', 'closed'];
        const [ww, iww] = ['ww', 'iww'].map((method) => sigma({ ...request, method }) / exact);
        iwwExcess.push(iww);
        return [ratioOf(ww), ratioOf(iww)];
      }),
    ]),
  );
  return table(header, rows);
}

function flavourSection() {
  const ratios = [];
  const rows = REFERENCE.lfv.map((row) => {
    const { sigmaGeVm2, parts } = compute({
      ...requestOf(row),
      mediator: 'lfv-alp',
      method: 'exact',
      formFactor: '2407.15942',
      mixingAngle: row.theta === '0' ? 0 : Math.PI / 2,
    });
    const values = [parts.coherent.sigmaGeVm2, parts.diffractive.sigmaGeVm2, sigmaGeVm2].map(
      (value) => value * row.g ** 2,
    );
    const references = [row.coherent, row.diffractive, row.total].map(({ GeVm2 }) => GeVm2);
    const own = values.map((value, i) => value / references[i]);
    ratios.push(...own);
    return [
      row.m,
      row.E,
      NUCLEUS[row.Z],
      row.theta,
      ...values.flatMap((value, i) => [number(value), difference(own[i])]),
    ];
  });
  summarise('Flavour-violating ALP against the independent reference (section 2)', '1e-5', ratios);
  const header = [
    'm, GeV',
    'E, GeV',
    'nucleus',
    'theta',
    'coherent',
    '/ref. - 1',
    'diffractive',
    '/ref. - 1',
  ];
  return `## 2. Flavour-violating ALP

mu N -> tau N a, \`exact\` with the form factors of 2407.15942 (t < 1 GeV^2), in GeV^-2 at g = m_tau/Lambda for Lambda = 1 TeV;
theta is the mixing angle of the vertex. References: \`lfv\` of \`test/fixtures/cross-sections.json\`.

${table([...header, 'total', '/ref. - 1'], rows)}`;
}

function totalsSection() {
  const { totals } = OUTSIDE;
  const kinds = ['P', 'S', 'V', 'G'];
  const ratios = [];
  const rows = totals.m.map((m, i) => [
    m,
    ...kinds.flatMap((kind) => {
      const value = sigma({ ...requestOf({ ...totals, kind, m }), method: 'exact' });
      ratios.push(value / totals[kind][i]);
      return [number(value), difference(value / totals[kind][i])];
    }),
  ]);
  summarise('Totals on Pb at 160 GeV, given to five digits (section 3)', '1e-4', ratios);
  const header = ['m, GeV', ...kinds.flatMap((kind) => [TITLE[kind].toLowerCase(), '/ref. - 1'])];
  return `## 3. Totals on lead at 160 GeV

\`exact\`, elastic, all angles, at coupling 1, in GeV^-2 (fusion: sigma/g^2). The references are given to five digits (rounding:
up to 5e-5) in \`test/fixtures/outside-cross-sections.json\`.

${table(
  header.map((name) => name.replace('alp', 'ALP')),
  rows,
)}`;
}

const sourceOf = (name) => OUTSIDE.sources.find(({ id }) => id === name);

function dmg4MuonTable() {
  const source = sourceOf('dmg4-ww');
  const ratios = { ww: [], exact: [] };
  const rows = source.rows.map((row) => {
    const settings = { thetaMax: source.thetaMax, tMaxGeV2: source.E ** 2 };
    const ww = outsidePb(source, row, { method: 'ww', ...settings }).pb;
    const exact = outsidePb(source, row, { method: 'exact' }).pb;
    ratios.ww.push(ww / row.pb);
    ratios.exact.push(exact / row.pb);
    return [
      TITLE[row.kind].toLowerCase(),
      row.m,
      row.pb,
      number(ww),
      difference(ww / row.pb),
      number(exact),
      difference(exact / row.pb),
    ];
  });
  summarise('DMG4, WW with its settings, muons (section 4)', '2e-4', ratios.ww);
  summarise('DMG4 WW against `exact`, muons (section 4)', '1 %', ratios.exact);
  return table(['mediator', 'm, GeV', 'DMG4 WW', 'WW', 'WW/DMG4 - 1', 'exact', 'exact/DMG4 - 1'], rows);
}

function petiteTable() {
  const source = sourceOf('petite');
  const ratios = [];
  const rows = source.rows.map((row) => {
    const elastic = outsidePb(source, row, { method: 'exact' }).pb;
    const both = outsidePb(source, row, { method: 'exact', formFactor: 'tsai' }).pb;
    const ww = outsidePb(source, row, { method: 'ww' }).pb;
    ratios.push(both / row.pb);
    return [
      row.m,
      row.pb,
      `${number(100 * row.spread, 2)} %`,
      ...[elastic, both].flatMap((value) => [number(value), difference(value / row.pb)]),
      ((both / row.pb - 1) / row.spread).toFixed(1),
      number(ww),
      difference(ww / row.pb),
    ];
  });
  summarise('PETITE, elastic and inelastic, muons (section 4)', '2 to 5 %', ratios);
  return table(
    [
      'm, GeV',
      'PETITE',
      'scatter',
      'elastic',
      '/PETITE - 1',
      'with inelastic',
      '/PETITE - 1',
      'in units of scatter',
      'WW, elastic',
      '/PETITE - 1',
    ],
    rows,
  );
}

function dmg4ElectronTable() {
  const source = sourceOf('dmg4-etl');
  const ratios = { light: [], heavy: [] };
  const rows = source.rows.map((row) => {
    const { pb: exact, relError } = outsidePb(source, row, { method: 'exact' });
    const ww = outsidePb(source, row, {
      method: 'ww',
      thetaMax: source.thetaMax,
      tMaxGeV2: source.E ** 2,
    }).pb;
    ratios[row.m < 3 ? 'light' : 'heavy'].push(exact / row.pb);
    return [
      TITLE[row.kind].toLowerCase(),
      row.m,
      row.pb,
      number(exact),
      relError < ACCURACY ? '< 1e-6' : relError.toExponential(0),
      difference(exact / row.pb),
      number(ww),
      ratioOf(ww / row.pb),
    ];
  });
  summarise('DMG4 "ETL", electrons, below 3 GeV (section 4)', '1 to 3 %', ratios.light);
  summarise('DMG4 "ETL", electrons, 3 GeV (section 4)', '8 %', ratios.heavy);
  return table(
    ['mediator', 'm, GeV', 'DMG4 ETL', 'exact', 'est. error', 'exact/DMG4 - 1', 'WW', 'WW/DMG4'],
    rows,
  );
}

function normalisationEvidence() {
  const source = sourceOf('dmg4-ww');
  const row = source.rows.find(({ kind, m }) => kind === 'P' && m === 0.1);
  const settings = { method: 'ww', thetaMax: source.thetaMax, tMaxGeV2: source.E ** 2 };
  const { pb } = outsidePb(source, row, settings);
  const couplingSquared = (4 * Math.PI) / source.alpha_inverse;
  return { atEpsilon: ratioOf(pb / row.pb), atCoupling: ratioOf(pb / couplingSquared / row.pb) };
}

function outsideSection() {
  const { atEpsilon, atCoupling } = normalisationEvidence();
  return `## 4. Other programs

In pb on lead at epsilon = g/e = 1e-4. The numbers and their settings are in \`test/fixtures/outside-cross-sections.json\`. Another value
of alpha is an exact factor, alpha^2 in sigma at coupling 1 and alpha in e^2 = 4 pi alpha; another nucleus is a parameter.

### DMG4: Weizsaecker-Williams, muons of 160 GeV

DMG4, the simulation package of NA64 (2101.12192, 2401.12573). Elastic form factor, alpha = 1/137,
A = 207; WW with t_max = E^2 and theta < 0.3, \`exact\` with all angles and the kinematic t_max. The pseudoscalar too is
normalised to g_P = epsilon e: at 0.1 GeV muscan/DMG4 is then ${atEpsilon}, and with g_P = 1e-4 it would be ${atCoupling}.

${dmg4MuonTable()}

### PETITE: exact, vector, muons of 160 GeV

PETITE (2401.06843) tabulates the exact cross-section with an inelastic part of its own; "scatter" is that of its table. Both
together let one expect 2 to 5 %. "with inelastic" is \`exact\` with form factor \`tsai\`; the column after it has the same
difference in units of the scatter.

${petiteTable()}

### DMG4: exact tree level, electrons of 100 GeV

alpha = 1/137 and A = 207 are assumed as for muons. \`exact\` has all angles, WW t_max = E^2 and theta < 0.3. "est. error" is muscan's own estimate of its relative
error. Expected: 1 to 3 %, and 8 % at 3 GeV.

${dmg4ElectronTable()}`;
}

// --- Misprints -----------------------------------------------------------------------------------------------------

function inelasticMisprint() {
  const t = 0.1;
  const at = (name) => FORM_FACTORS[name].build(LEAD)(t);
  const right = at('tsai') - at('tsai-elastic');
  const printed = at('tsai-as-printed') - at('tsai-elastic');
  const rows = [0.01, 0.1, 0.5, 1, 2].map((massGeV) => {
    const total = (formFactor) => sigma({ mediator: 'scalar', massGeV, method: 'exact', formFactor });
    const [elastic, full, asPrinted] = [total('tsai-elastic'), total('tsai'), total('tsai-as-printed')];
    return [
      massGeV,
      number(elastic),
      number(full),
      number(asPrinted),
      ratioOf((asPrinted - elastic) / (full - elastic)),
      difference(asPrinted / full),
    ];
  });
  return `### 1701.07437 (A2): the inelastic form factor

The printed formula squares the nucleon bracket, which in the Rosenbluth formula is not squared. On lead at t = ${t} GeV^2 the
inelastic form factor is ${number(right, 4)} unsquared and ${number(printed, 4)} as printed. Totals of the scalar at 160 GeV, \`exact\`, in GeV^-2:

${table(['m, GeV', 'elastic', '`tsai`', '`tsai-as-printed`', 'inelastic part printed/right', 'total printed/right - 1'], rows)}

Named option: form factor \`tsai-as-printed\` (right: \`tsai\`).`;
}

/** Where the printed vector cross-section changes sign, GeV, by bisection in ln m. */
function vectorSignChange() {
  let [low, high] = [0.01, 0.1];
  for (let i = 0; i < 16; i++) {
    const massGeV = Math.sqrt(low * high);
    const printed = sigma({
      mediator: 'vector',
      method: 'ww-as-printed',
      massGeV,
      thetaMax: 0.1,
      accuracy: 1e-4,
    });
    if (printed > 0) high = massGeV;
    else low = massGeV;
  }
  return Math.sqrt(low * high);
}

function vectorMisprint() {
  const rows = [0.01, 0.03, 0.05, 0.1, 0.2, 0.5, 1].map((massGeV) => {
    const total = (method) =>
      sigma({ mediator: 'vector', massGeV, method, ...(method !== 'exact' && { thetaMax: 0.1 }) });
    const [exact, ww, printed] = [total('exact'), total('ww'), total('ww-as-printed')];
    return [
      massGeV,
      number(exact),
      number(ww),
      number(printed),
      ratioOf(ww / exact),
      ratioOf(printed / exact),
    ];
  });
  return `### 2501.06294 (12): the vector

The middle term lacks a factor x: the cross-section as printed is negative below ${number(1e3 * vectorSignChange(), 3)} MeV. Totals on lead
at 160 GeV, theta < 0.1 for WW, in GeV^-2:

${table(['m, GeV', '`exact`', '`ww`', '`ww-as-printed`', 'WW/exact', 'printed/exact'], rows)}

Named option: method \`ww-as-printed\` (right: \`ww\`).`;
}

function fusionMisprint() {
  const rows = REFERENCE.fusion.map((row) => {
    const request = requestOf(row);
    const exact = compute({ ...request, method: 'exact' });
    const ww = sigma({ ...request, method: 'ww', thetaMax: 0.1 });
    const printed = compute({ ...request, method: 'ww-as-printed', thetaMax: 0.1 });
    const spectrumRatio = (x) => printed.spectrum.at(x).value / exact.spectrum.at(x).value;
    return [
      row.m,
      row.E,
      NUCLEUS[row.Z],
      number(exact.sigmaGeVm2),
      number(printed.sigmaGeVm2),
      ratioOf(ww / exact.sigmaGeVm2),
      ratioOf(printed.sigmaGeVm2 / exact.sigmaGeVm2),
      ratioOf(spectrumRatio(0.1)),
      ratioOf(spectrumRatio(0.97)),
    ];
  });
  return `### 2501.06294 (6): photon fusion

The amplitude as printed is too large at small x and too small at large x. sigma/g^2 with theta < 0.1 for WW; the last two columns
compare dsigma/dx at fixed x:

${table(
  [
    'm, GeV',
    'E, GeV',
    'nucleus',
    '`exact`',
    '`ww-as-printed`',
    'WW/exact',
    'printed/exact',
    'at x = 0.1',
    'at x = 0.97',
  ],
  rows,
)}

Named option: method \`ww-as-printed\` (right: \`ww\`).`;
}

/** int (t - t_min)/t^2 G dt, by Simpson's rule in ln t. */
function fluxByQuadrature(formFactor, tMin, tMax) {
  const intervals = 20_000;
  const step = Math.log(tMax / tMin) / intervals;
  let total = 0;
  for (let i = 0; i <= intervals; i++) {
    const t = tMin * Math.exp(i * step);
    const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    total += weight * (1 - tMin / t) * formFactor(t);
  }
  return (total * step) / 3;
}

/** The flux of the elastic form factor in closed form, by partial fractions. */
function fluxInClosedForm({ Z, A }, tMin, tMax) {
  const a = (LEPTON_MASS_GEV.electron * Z ** (1 / 3)) / 111;
  const ta = a * a;
  const td = 0.164 * A ** (-2 / 3);
  const integral = (t) => {
    const logarithm = (ta + td + 2 * tMin) * Math.log((t + ta) / (t + td));
    const poles = (td - ta) * ((ta + tMin) / (t + ta) + (td + tMin) / (t + td));
    return logarithm + poles;
  };
  return ((Z * td) ** 2 / (td - ta) ** 3) * (integral(tMax) - integral(tMin));
}

function fluxMisprint() {
  const nuclei = { Pb: LEAD, W: TUNGSTEN };
  const rows = REFERENCE.chi.map(({ target, tmin, tmax, closed_001_printed_sign: printed }) => {
    const quadrature = fluxByQuadrature(FORM_FACTORS['tsai-elastic'].build(nuclei[target]), tmin, tmax);
    const closed = fluxInClosedForm(nuclei[target], tmin, tmax);
    return [
      target,
      tmin,
      number(tmax),
      number(quadrature),
      number(closed),
      difference(closed / quadrature),
      number(printed),
    ];
  });
  return `### 2501.06294 v1 (B1): the photon flux

The closed form of the elastic flux has the wrong overall sign in version 1, which makes the flux of a positive form factor
negative; version 2 is right. Below, the flux by quadrature and in closed form by partial fractions, both computed for this
page; the last column is the reference's evaluation of (B1) with the sign of version 1.

${table(
  [
    'nucleus',
    't_min, GeV^2',
    't_max, GeV^2',
    'quadrature',
    'closed form',
    'closed/quadrature - 1',
    '(B1), version 1',
  ],
  rows,
)}

Named option: none. muscan tabulates the flux from the form factor and does not use the closed form.`;
}

/** The coupling that explains the measured (g-2)/2 with a contribution at unit coupling. */
const couplingFor = (moment) => Math.sqrt(MOMENT_DIFFERENCES['2020'].value / moment);

function momentMisprint() {
  const { momentAtUnitCoupling } = Object.values(MODELS).find(({ mediator }) => mediator === 'scalar');
  const rows = [1e-6, 0.001, 0.01, 0.1, 1].map((massGeV) => {
    const right = momentAtUnitCoupling(massGeV);
    const printed = scalarMomentIntegral(massGeV) / (16 * Math.PI ** 2);
    return [
      massGeV,
      number(right),
      number(printed),
      ratioOf(printed / right),
      number(couplingFor(right)),
      number(couplingFor(printed)),
    ];
  });
  return `### Slides, eq. (2.3): (g-2) of the scalar

The slides print the factor 1/(16 pi^2) before the integral of (1-z)^2 (1+z)/[(1-z)^2 + z (m/m_mu)^2]; with 1/(8 pi^2), as in
1701.07437 (3) and, for g = m_mu (sqrt(2) G_F)^(1/2), in the Higgs boson's G_F m_mu^2/(4 sqrt(2) pi^2), a massless
scalar contributes 3 g^2/(16 pi^2) = ${number(3 / (16 * Math.PI ** 2))} g^2. (g-2)/2 at coupling 1, and the coupling that
makes it ${MOMENT_DIFFERENCES['2020'].value.toExponential(2)}:

${table(['m, GeV', '1/(8 pi^2)', '1/(16 pi^2)', 'printed/right', 'g, right', 'g, printed'], rows)}

Named option: none; the printed factor makes every coupling of a (g-2) band too large by the square root of 2.`;
}

/** int_0^1 dw w^2 (2-w)/[w^2 + (1-w) r], by Simpson's rule in ln w below w = 1. */
function scalarMomentIntegral(massGeV) {
  const r = (massGeV / LEPTON_MASS_GEV.muon) ** 2;
  const intervals = 20_000;
  const from = -40;
  const step = -from / intervals;
  let total = 0;
  for (let i = 0; i <= intervals; i++) {
    const w = Math.exp(from + i * step);
    const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    total += (weight * w ** 3 * (2 - w)) / (w * w + (1 - w) * r);
  }
  return (total * step) / 3;
}

function misprintSection() {
  const [low, high] = [Math.min(...iwwExcess), Math.max(...iwwExcess)].map((ratio) => number(ratio, 3));
  return `## 5. The papers as printed

Where the right formula and the printed one differ, muscan computes the right one; the printed one is kept under a name of its own
where it is needed to reproduce a curve.

${[inelasticMisprint(), vectorMisprint(), fusionMisprint(), fluxMisprint(), momentMisprint()].join('\n\n')}

### Everything computed in IWW

Not a misprint, but of the same size: the cross-sections, and so the curves, of papers that use IWW, 1701.07437 (12)-(13) among them,
are too high, by factors of ${low} to ${high} in the tables of section 1.

Named option: method \`iww\` (right: \`exact\`, or \`ww\` within per cents).`;
}

// --- The page ------------------------------------------------------------------------------------------------------

function page() {
  const sections = [
    referenceSection(),
    flavourSection(),
    totalsSection(),
    outsideSection(),
    misprintSection(),
  ];
  return `# Validation of cross-sections

Written by \`scripts/validation.js\`; every number on this page is computed by it or read from \`test/fixtures/\`. Requested accuracy ${ACCURACY.toExponential()};
differences below it are shown as "< 1e-6".

${table(
  ['comparison', 'expected', 'largest difference'],
  summary.map(([comparison, ...rest]) => [comparison, ...rest]),
)}

${sections.join('\n\n')}

## 6. How to write this page again

    npm run build
    node scripts/validation.js

The page has no dates and no timings: it changes when a number does.
`;
}

const options = await resolveConfig(PAGE);
writeFileSync(PAGE, await format(page(), { ...options, parser: 'markdown' }));
