/**
 * Writes docs/constraints.md and the figures beside it from the registry alone: `npm run constraints`, after a build. What a
 * constraint must meet stands next to what it gives.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import {
  CERTAINTIES,
  CONSTRAINTS,
  COUPLED,
  COUPLING_MEANINGS,
  MOMENT_DIFFERENCES,
  MODELS,
  figureOfConstraint,
  particleOf,
  renderFigure,
} from '../dist/index.js';

const root = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const PAGE = root('docs/constraints.md');
const FIGURES = root('docs/constraints');

/** Some significant digits. */
function number(value, digits = 4) {
  const size = Math.abs(value);
  if (value === 0) return '0';
  return size >= 0.01 && size < 1e5
    ? String(Number(value.toPrecision(digits)))
    : Number(value.toPrecision(digits)).toExponential().replace('e+', 'e');
}

function table(header, rows) {
  return [header, header.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** Formulas as they are: no emphasis where an asterisk or an underscore stands. */
function plain(text) {
  return text.replaceAll(/[_*<>]/g, (sign) => `\\${sign}`);
}

const percent = (within) => (within < 1e-3 ? 'to its digits' : `${Number((100 * within).toPrecision(2))} %`);

function statements({ statements: list }) {
  return table(
    ['it must meet', 'source', 'published', 'here', 'within'],
    list.map(({ says, source, published, found, within }) => {
      const value = found();
      if (!(Math.abs(value / published - 1) <= within)) throw new Error(`${says}: got ${value}`);
      return [plain(says), plain(source), number(published), number(value), percent(within)];
    }),
  );
}

function facts(constraint) {
  const { kind, certainty, source, models, coupling } = constraint;
  return [
    ...(kind === 'limit'
      ? [`Coupling: ${coupling.is} (${COUPLING_MEANINGS[coupling.is].title}) to ${COUPLED[coupling.of]}.`]
      : []),
    `For models with ${models}.`,
    `Source: ${source}.`,
  ]
    .map(plain)
    .toSpliced(0, 0, `**${certainty}**: ${CERTAINTIES[certainty].title}.`);
}

const edge = (value) => (value === 0 || value === Infinity ? 'open' : number(value));

/** What a limit rules out where its edges begin, bend and end. */
function edges({ appliesTo, regions, parameters }) {
  const [of] = Object.values(MODELS)
    .map((model) => ({ model, particle: particleOf({ id: model.id, parameters: {} }) }))
    .filter(({ model, particle }) => appliesTo(model, particle));
  return table(
    ['mass in GeV', 'from', 'to'],
    regions({ ...of, parameters: parameters.parse({}) }).flatMap(
      ({ fromGeV, toGeV, cornersGeV = [], edges: at }) =>
        [fromGeV, ...cornersGeV, toGeV].map((mass) => {
          const { low, high } = at(mass);
          return [number(mass), edge(low), edge(high)];
        }),
    ),
  );
}

async function section(constraint) {
  const { id, title, kind } = constraint;
  const head = [`## ${id}`, `_${kind === 'missing' ? 'nothing is drawn' : kind}_: ${title}`];
  if (kind === 'missing') {
    const { reason, models, source } = constraint;
    return [...head, plain(reason), plain(`For models with ${models}. Source: ${source}.`)].join('\n\n');
  }
  const figure = figureOfConstraint(constraint);
  if (figure !== null) writeFileSync(`${FIGURES}/${id}.svg`, await renderFigure(figure));
  return [
    ...head,
    plain(constraint.summary),
    facts(constraint).join(' '),
    ...(figure === null ? [] : [`![${id}](constraints/${id}.svg)`]),
    ...(kind === 'limit' ? [edges(constraint)] : []),
    statements(constraint),
  ].join('\n\n');
}

mkdirSync(FIGURES, { recursive: true });
for (const file of readdirSync(FIGURES).filter((name) => name.endsWith('.svg'))) rmSync(`${FIGURES}/${file}`);

const sections = [];
for (const constraint of Object.values(CONSTRAINTS)) sections.push(await section(constraint));

const page = `# Constraints

Written by \`npm run constraints\` from the registry in \`src/constraints/\`. \`muscan constraint NAME --mass 10MeV,100MeV\`
evaluates one, \`{ constraint: NAME }\` draws it in a figure file, NAME among the
\`constraints\` of a scan file; all take a file of your own as well
([docs/overlays.md](overlays.md)). Dotted is approximate, dashed is projected, and neither is tinted: only what is
measured, computed, recast or digitised is shown as excluded.

${table(
  ['constraint', 'kind', 'certainty', 'for models with'],
  Object.values(CONSTRAINTS).map(({ id, kind, certainty, models }) => [
    `[${id}](#${id})`,
    kind,
    certainty ?? 'none',
    plain(models),
  ]),
)}

${sections.join('\n\n')}

## Measured (g-2) of the muon

${table(
  ['name', 'measured minus predicted', 'what', 'source'],
  Object.entries(MOMENT_DIFFERENCES).map(([name, { value, error, title, source }]) => [
    name,
    `${number(value * 1e11)}(${number(error * 1e11)})e-11`,
    title,
    source,
  ]),
)}
`;

writeFileSync(PAGE, await format(page, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
console.error(`${PAGE} and ${readdirSync(FIGURES).length} figures written`);
