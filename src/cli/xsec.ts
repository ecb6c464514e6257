import { extname } from 'node:path';
import type { CommandModule } from 'yargs';
import {
  type CrossSectionRequest,
  type CrossSectionResult,
  FORM_FACTOR_IDS,
  type Figure,
  LEPTONS,
  MEDIATORS,
  CROSS_SECTION_METHOD_IDS,
  UsageError,
  crossSectionAt,
  crossSectionStatistics,
  figureFormat,
  spectrumFigure,
  spectrumRows,
  sweepFigure,
} from '../index.js';
import { countOption, jsonOption, limitOptions, numberOption, numberOrQuantityOption } from './options.js';
import { writeFileAtomically, writeLine, writeMessage } from './output.js';
import { DEFAULTS, type XsecArguments, readRequests } from './xsec-request.js';

export const xsecCommand: CommandModule<object, XsecArguments> = {
  command: 'xsec',
  describe: 'Production cross-sections at unit coupling: totals, spectra, sweeps of mass or energy',
  builder: (yargs) =>
    yargs
      .options({
        mediator: { choices: MEDIATORS, demandOption: true, describe: 'What is produced' },
        method: {
          choices: CROSS_SECTION_METHOD_IDS,
          default: DEFAULTS.method,
          describe: 'How it is computed',
        },
        'form-factor': {
          choices: FORM_FACTOR_IDS,
          default: DEFAULTS.formFactor,
          describe: 'Form factor of the nucleus',
        },
        mass: {
          type: 'string',
          demandOption: true,
          requiresArg: true,
          describe: 'Mass, e.g. 100MeV, or 1MeV..2GeV',
        },
        energy: {
          type: 'string',
          demandOption: true,
          requiresArg: true,
          describe: 'Beam energy, e.g. 160GeV, or 1GeV..5TeV',
        },
        target: {
          type: 'string',
          default: 'Pb',
          requiresArg: true,
          describe: 'Material, or a nucleus as Z=82,A=207',
        },
        beam: { choices: LEPTONS, default: DEFAULTS.lepton, describe: 'Beam particle' },
        ...limitOptions,
        'recoil-min': {
          type: 'string',
          requiresArg: true,
          describe: 'Least energy of the recoil lepton, e.g. 1GeV',
        },
        'recoil-max': { type: 'string', requiresArg: true, describe: 'Greatest energy of the recoil lepton' },
        theta: {
          type: 'string',
          requiresArg: true,
          describe: 'Mixing angle of lfv-alp, as in 0.7, pi/4 or 45deg (default: pi/2, scalar)',
        },
        alpha: { type: 'string', requiresArg: true, describe: 'Another fine-structure constant, e.g. 1/137' },
        accuracy: { type: 'string', default: '1e-6', requiresArg: true, describe: 'Relative accuracy' },
        spectrum: { type: 'boolean', default: false, describe: 'dsigma/dx at --points values of x' },
        recoil: {
          type: 'boolean',
          default: false,
          describe: "The recoil lepton's energy spectrum instead of that of x",
        },
        'at-theta': {
          type: 'string',
          array: true,
          requiresArg: true,
          describe: 'With --spectrum: d2sigma/(dx dtheta) at these angles as well, rad',
        },
        statistics: {
          type: 'boolean',
          default: false,
          describe: 'Means and quantiles of x and of the angle',
        },
        points: {
          type: 'string',
          default: '50',
          requiresArg: true,
          describe: 'Points of a spectrum or a sweep',
        },
        output: {
          alias: 'o',
          type: 'string',
          requiresArg: true,
          describe: 'File: .csv, .json, .svg, .png or .pdf',
        },
        ...jsonOption,
      })
      .example('$0 xsec --mediator scalar --mass 0.1GeV --energy 160GeV --target Pb', 'exact, one number')
      .example('$0 xsec --mediator vector --method iww --mass 10MeV --energy 160GeV --spectrum --json', '')
      .example('$0 xsec --mediator scalar --mass 1MeV..2GeV --points 50 --energy 160GeV -o sigma.svg', ''),
  handler: async (args) => {
    const requests = readRequests(args);
    const results = requests.map((request) => ({ request, result: crossSectionAt(request) }));
    if (results.length > 1) await writeSweep(args, results);
    else if (args.spectrum || args.recoil) await writeSpectrum(args, results[0]);
    else await writeTotal(args, results[0]);
  },
};

interface Computed {
  readonly request: CrossSectionRequest;
  readonly result: CrossSectionResult;
}

/** What was asked, for JSON. */
function settingsOf({ mediator, method, 'form-factor': formFactor, target, beam }: XsecArguments) {
  return { mediator, method, formFactor, target, beam };
}

function totalOf({ request, result }: Computed) {
  const { spectrum: _, ...total } = result;
  return { massGeV: request.massGeV, energyGeV: request.energyGeV, ...total };
}

async function writeTotal(args: XsecArguments, computed: Computed): Promise<void> {
  const { result, request } = computed;
  const statistics = args.statistics ? { statistics: crossSectionStatistics(request) } : {};
  const content = { ...settingsOf(args), ...totalOf(computed), ...statistics };
  if (args.json || args.output !== undefined) {
    await write(args, { json: content, csv: sweepCsv([computed]), figure: () => sweepFigure([computed]) });
    return;
  }
  writeLine(
    `sigma = ${result.sigmaGeVm2} GeV^-2 = ${result.sigmaCm2} cm^2 = ${result.sigmaPb} pb at unit coupling`,
  );
  for (const [name, part] of Object.entries(result.parts ?? {})) {
    writeLine(`  ${name}: ${part.sigmaGeVm2} GeV^-2`);
  }
  writeLine(
    `relative error ${result.relError.toExponential(1)}, ${result.evaluations} evaluations${result.converged ? '' : ', NOT CONVERGED'}`,
  );
  if (args.statistics) writeLine(JSON.stringify(statistics, null, 2));
}

async function writeSweep(args: XsecArguments, computed: readonly Computed[]): Promise<void> {
  await write(args, {
    json: { ...settingsOf(args), results: computed.map(totalOf) },
    csv: sweepCsv(computed),
    figure: () => sweepFigure(computed),
  });
}

function sweepCsv(computed: readonly Computed[]): string[] {
  const parts = Object.keys(computed[0].result.parts ?? {});
  return [
    ['mass_gev', 'energy_gev', 'sigma_gevm2', 'sigma_cm2', 'sigma_pb', 'rel_error', 'converged']
      .concat(parts.map((part) => `${part}_gevm2`))
      .join(','),
    ...computed.map(({ request, result }) =>
      [
        request.massGeV,
        request.energyGeV,
        result.sigmaGeVm2,
        result.sigmaCm2,
        result.sigmaPb,
        result.relError,
        result.converged,
        ...parts.map((part) => result.parts![part].sigmaGeVm2),
      ].join(','),
    ),
  ];
}

async function writeSpectrum(args: XsecArguments, computed: Computed): Promise<void> {
  const angles = (args['at-theta'] ?? []).map((text) =>
    numberOption('at-theta', String(numberOrQuantityOption('at-theta', text, 'angle')), {
      above: 0,
      max: Math.PI,
    }),
  );
  if (angles.length > 0 && computed.result.spectrum.perAngle === undefined) {
    throw new UsageError(`--at-theta: ${args.method} has integrated the angle of ${args.mediator}`);
  }
  const rows = spectrumRows(computed.result.spectrum, countOption(args.points), angles);
  const { energyGeV } = computed.request;
  // t/2M of the nucleus is neglected: at most MeV.
  const recoilRows = rows
    .map(({ x, dsigmaDxGeVm2, relError }) => ({
      recoilEnergyGeV: (1 - x) * energyGeV,
      dsigmaDEnergyGeVm3: dsigmaDxGeVm2 / energyGeV,
      relError,
    }))
    .toReversed();
  const header = args.recoil
    ? 'recoil_energy_gev,dsigma_denergy_gevm3,rel_error'
    : ['x', 'dsigma_dx_gevm2', 'rel_error', ...angles.map((angle) => `d2sigma_dx_dtheta_at_${angle}`)].join(
        ',',
      );
  const csv = args.recoil
    ? recoilRows.map((row) => Object.values(row).join(','))
    : rows.map((row) => [row.x, row.dsigmaDxGeVm2, row.relError, ...row.d2sigmaDxDtheta].join(','));
  await write(args, {
    json: {
      ...settingsOf(args),
      ...totalOf(computed),
      ...(angles.length > 0 && { angles }),
      ...(args.recoil ? { recoilSpectrum: recoilRows } : { spectrum: rows }),
    },
    csv: [header, ...csv],
    figure: () => spectrumFigure(computed, rows),
  });
}

/** To a file by its ending, or to stdout. */
async function write(
  { output, json }: XsecArguments,
  content: { readonly json: unknown; readonly csv: readonly string[]; readonly figure: () => Figure },
): Promise<void> {
  const asJson = JSON.stringify(content.json);
  const asCsv = content.csv.join('\n');
  if (output === undefined) {
    writeLine(json ? asJson : asCsv);
    return;
  }
  writeFileAtomically(output, await fileContent());
  writeMessage(`${output} written`);

  async function fileContent(): Promise<string | Uint8Array> {
    switch (extname(output!).toLowerCase()) {
      case '.csv':
        return `${asCsv}\n`;
      case '.json':
        return `${asJson}\n`;
      default:
        return figureFormat(output!, ['.csv', '.json'])(content.figure(), {});
    }
  }
}
