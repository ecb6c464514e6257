import type { CommandModule } from 'yargs';
import {
  KAON_MASS_GEV,
  KAON_RADIATIONS,
  type KaonRadiation,
  LARGEST_MISSING_MASS2_GEV2,
  LEPTON_MASS_GEV,
  UsageError,
  kaonBranching,
  kaonDalitzDensityPerGeV4,
  kaonMissingMassSpectrum,
} from '../index.js';
import { countOption, jsonOption, logSpaced, quantityOption, rangeOption } from './options.js';
import { writeJson, writeLine, writeLines, writeMessage } from './output.js';

interface KaonArguments {
  mass: string;
  mediator: KaonRadiation | undefined;
  'missing-mass-min': string | undefined;
  spectrum: boolean;
  dalitz: boolean;
  points: string;
  json: boolean;
}

export const kaonCommand: CommandModule<object, KaonArguments> = {
  command: 'kaon',
  describe: 'K+ -> mu+ nu X at unit coupling: branching fractions, spectra of the missing mass, Dalitz plots',
  builder: (yargs) =>
    yargs
      .options({
        mass: {
          type: 'string',
          demandOption: true,
          requiresArg: true,
          describe: 'Mass of X, e.g. 100MeV, or 1MeV..350MeV',
        },
        mediator: {
          choices: KAON_RADIATIONS,
          describe: 'A scalar of muons, or a vector of muons and their neutrinos (default: both)',
        },
        'missing-mass-min': {
          type: 'string',
          requiresArg: true,
          describe: 'Least invariant mass of X and neutrino that counts, e.g. 224MeV (default: all count)',
        },
        spectrum: {
          type: 'boolean',
          default: false,
          describe: 'dBR/dm_miss^2 at --points squared missing masses, and BR above each',
        },
        dalitz: {
          type: 'boolean',
          default: false,
          describe: 'd2BR/(dm_miss^2 dm_muX^2) at the centres of --points x --points cells',
        },
        points: {
          type: 'string',
          default: '50',
          requiresArg: true,
          describe: 'Points of a range of masses or of a spectrum; of --dalitz in either direction',
        },
        ...jsonOption,
      })
      .example('$0 kaon --mass 100MeV', 'BR/g^2 of a scalar and of a vector')
      .example('$0 kaon --mass 1MeV..350MeV --points 100 --mediator vector > br.csv', '')
      .example('$0 kaon --mass 50MeV --missing-mass-min 224MeV --json', 'as NA62 selects')
      .example('$0 kaon --mass 100MeV --mediator scalar --spectrum > spectrum.csv', '')
      .example('$0 kaon --mass 100MeV --mediator vector --dalitz --points 100 > dalitz.csv', ''),
  handler: async (args) => {
    const masses = rangeOption('mass', args.mass, args.points);
    const decays = (args.mediator === undefined ? KAON_RADIATIONS : [args.mediator]).flatMap((mediator) =>
      masses.map((massGeV): Decay => ({ mediator, massGeV, leastMissingMass2GeV2: leastOf(args) })),
    );
    if (args.spectrum || args.dalitz) {
      refuseDistribution(args, masses);
      await (args.spectrum ? writeSpectra(args, decays) : writeDalitz(args, decays));
    } else if (args.json) {
      writeJson({ ...settingsOf(args), results: decays.map(totalOf) });
    } else if (masses.length > 1) {
      await writeLines([
        'mediator,mass_gev,br_per_g2,rel_error,converged',
        ...decays.map((decay) => Object.values(totalOf(decay)).join(',')),
      ]);
    } else {
      for (const decay of decays) writeTotal(decay);
    }
  },
};

interface Decay {
  readonly mediator: KaonRadiation;
  readonly massGeV: number;
  readonly leastMissingMass2GeV2: number;
}

const LARGEST_GEV = KAON_MASS_GEV - LEPTON_MASS_GEV.muon;

function leastOf({ 'missing-mass-min': least }: KaonArguments): number {
  if (least === undefined) return 0;
  const massGeV = quantityOption('missing-mass-min', least, 'energy');
  if (massGeV < LARGEST_GEV) return massGeV ** 2;
  throw new UsageError(
    `--missing-mass-min: expected a mass below m_K - m_mu = ${LARGEST_GEV.toFixed(4)} GeV; got "${least}"`,
  );
}

/** Distributions are of one mass, at which the decay is open. */
function refuseDistribution({ spectrum, dalitz, mass }: KaonArguments, masses: readonly number[]): void {
  const name = spectrum ? 'spectrum' : 'dalitz';
  if (spectrum && dalitz) throw new UsageError('--spectrum, --dalitz: expected one of them; got both');
  if (masses.length > 1) throw new UsageError(`--${name}: expected one mass; got "${mass}"`);
  if (masses[0] < LARGEST_GEV) return;
  throw new UsageError(
    `--mass: expected one below m_K - m_mu = ${LARGEST_GEV.toFixed(4)} GeV with --${name}; got "${mass}"`,
  );
}

/** What was selected, for JSON. */
function settingsOf({ 'missing-mass-min': least }: KaonArguments) {
  return least === undefined
    ? {}
    : { missingMassMinGeV: quantityOption('missing-mass-min', least, 'energy') };
}

function totalOf({ mediator, massGeV, leastMissingMass2GeV2 }: Decay) {
  const { value, error, converged } = kaonBranching(mediator, massGeV, leastMissingMass2GeV2);
  return { mediator, massGeV, brPerG2: value, relError: value > 0 ? error / value : 0, converged };
}

function writeTotal(decay: Decay): void {
  const { mediator, massGeV, brPerG2, relError, converged } = totalOf(decay);
  writeLine(
    `${mediator}: BR(K+ -> mu+ nu X) = ${brPerG2} g^2, relative error ${relError.toExponential(1)}${converged ? '' : ', NOT CONVERGED'}`,
  );
  if (massGeV >= LARGEST_GEV) {
    writeMessage(`${mediator}: closed, m_X is not below m_K - m_mu = ${LARGEST_GEV.toFixed(4)} GeV`);
  }
}

/** From m_X^2, or what is selected, to (m_K - m_mu)^2. */
function fromOf({ massGeV, leastMissingMass2GeV2 }: Decay): number {
  return Math.max(massGeV ** 2, leastMissingMass2GeV2);
}

function spectrumOf(decay: Decay, count: number) {
  const { mediator, massGeV } = decay;
  return logSpaced(fromOf(decay), LARGEST_MISSING_MASS2_GEV2, count).map((missingMass2GeV2) => {
    const { value, error } = kaonMissingMassSpectrum(mediator, massGeV, missingMass2GeV2);
    return {
      missingMass2GeV2,
      dbrPerGeV2: value,
      relError: value > 0 ? error / value : 0,
      brAbove: kaonBranching(mediator, massGeV, missingMass2GeV2).value,
    };
  });
}

async function writeSpectra(args: KaonArguments, decays: readonly Decay[]): Promise<void> {
  const count = countOption(args.points);
  if (args.json) {
    writeJson({
      ...settingsOf(args),
      results: decays.map((decay) => ({ ...totalOf(decay), spectrum: spectrumOf(decay, count) })),
    });
    return;
  }
  await writeLines([
    'mediator,mass_gev,m_miss2_gev2,dbr_dm_miss2_per_gev2,rel_error,br_above',
    ...decays.flatMap((decay) =>
      spectrumOf(decay, count).map((row) => [decay.mediator, decay.massGeV, ...Object.values(row)].join(',')),
    ),
  ]);
}

/** The most of points in either direction of a Dalitz plot. */
const MOST_CELLS = 2000;

/** Squared masses of X and neutrino, and of X and muon, in the middle of equal cells, and the density at each pair. */
function dalitzOf(decay: Decay, count: number) {
  const { mediator, massGeV } = decay;
  const missingMass2GeV2 = middles(fromOf(decay), LARGEST_MISSING_MASS2_GEV2, count);
  const muonXMass2GeV2 = middles((massGeV + LEPTON_MASS_GEV.muon) ** 2, KAON_MASS_GEV ** 2, count);
  const at = (m12: number, m23: number) => kaonDalitzDensityPerGeV4(mediator, massGeV, m12, m23);
  return { missingMass2GeV2, muonXMass2GeV2, at };
}

function middles(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * (i + 0.5)) / count);
}

async function writeDalitz(args: KaonArguments, decays: readonly Decay[]): Promise<void> {
  const count = countOption(args.points, MOST_CELLS);
  if (args.json) {
    // What is outside of the boundary is null.
    writeJson({
      ...settingsOf(args),
      results: decays.map((decay) => {
        const { at, ...axes } = dalitzOf(decay, count);
        const densityPerGeV4 = axes.missingMass2GeV2.map((m12) =>
          axes.muonXMass2GeV2.map((m23) => at(m12, m23)),
        );
        return { ...totalOf(decay), ...axes, densityPerGeV4 };
      }),
    });
    return;
  }
  await writeLines(dalitzLines(decays, count));
}

function* dalitzLines(decays: readonly Decay[], count: number): Generator<string> {
  yield 'mediator,mass_gev,m_miss2_gev2,m_mu_x2_gev2,d2br_per_gev4';
  for (const decay of decays) {
    const { missingMass2GeV2, muonXMass2GeV2, at } = dalitzOf(decay, count);
    for (const m12 of missingMass2GeV2) {
      for (const m23 of muonXMass2GeV2) {
        const density = at(m12, m23);
        yield [decay.mediator, decay.massGeV, m12, m23, Number.isNaN(density) ? '' : density].join(',');
      }
    }
  }
}
