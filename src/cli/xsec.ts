import type { CommandModule } from 'yargs';
import {
  FORM_FACTOR_IDS,
  type FormFactorId,
  LEPTONS,
  type Lepton,
  MATERIALS,
  MEDIATORS,
  METHODS,
  METHOD_IDS,
  type Mediator,
  type MethodId,
  UsageError,
  crossSectionAt,
} from '../index.js';
import {
  type LimitArguments,
  jsonOption,
  limitOptions,
  numberOption,
  quantityOption,
  readLimits,
} from './options.js';
import { writeJson, writeLine } from './output.js';

interface XsecArguments extends LimitArguments {
  mediator: Mediator;
  method: MethodId;
  'form-factor': FormFactorId;
  mass: string;
  energy: string;
  target: string;
  beam: Lepton;
  theta: string | undefined;
  accuracy: string;
  spectrum: boolean;
  points: string;
  json: boolean;
}

const DEFAULTS: { method: MethodId; formFactor: FormFactorId; lepton: Lepton } = {
  method: 'exact',
  formFactor: 'tsai',
  lepton: 'muon',
};

export const xsecCommand: CommandModule<object, XsecArguments> = {
  command: 'xsec',
  describe: 'A production cross-section at unit coupling, or its spectrum in x = E_X/E',
  builder: (yargs) =>
    yargs
      .options({
        mediator: { choices: MEDIATORS, demandOption: true, describe: 'What is produced' },
        method: { choices: METHOD_IDS, default: DEFAULTS.method, describe: 'How it is computed' },
        'form-factor': {
          choices: FORM_FACTOR_IDS,
          default: DEFAULTS.formFactor,
          describe: 'Form factor of the nucleus',
        },
        mass: { type: 'string', demandOption: true, requiresArg: true, describe: 'Mass, e.g. 100MeV' },
        energy: {
          type: 'string',
          demandOption: true,
          requiresArg: true,
          describe: 'Beam energy, e.g. 160GeV',
        },
        target: {
          type: 'string',
          default: 'Pb',
          requiresArg: true,
          describe: `Material: ${Object.keys(MATERIALS).join(', ')}`,
        },
        beam: { choices: LEPTONS, default: DEFAULTS.lepton, describe: 'Beam particle' },
        ...limitOptions,
        theta: {
          type: 'string',
          requiresArg: true,
          describe: 'Mixing angle of lfv-alp, rad or as in pi/4 (default: pi/2, scalar)',
        },
        accuracy: { type: 'string', default: '1e-6', requiresArg: true, describe: 'Relative accuracy' },
        spectrum: { type: 'boolean', default: false, describe: 'dsigma/dx at --points values of x' },
        points: { type: 'string', default: '50', requiresArg: true, describe: 'Points of the spectrum' },
        ...jsonOption,
      })
      .example('$0 xsec --mediator scalar --method ww --mass 0.1GeV --energy 160GeV --target Pb', '')
      .example('$0 xsec --mediator scalar --method iww --mass 10MeV --energy 160GeV --spectrum --json', ''),
  handler: (args) => {
    const massGeV = quantityOption('mass', args.mass, 'energy');
    const energyGeV = quantityOption('energy', args.energy, 'energy');
    const nucleus = MATERIALS[args.target];
    if (nucleus === undefined) {
      throw new UsageError(
        `--target: expected one of ${Object.keys(MATERIALS).join(', ')}; got "${args.target}"`,
      );
    }
    const { mediators } = METHODS[args.method];
    if (!mediators.includes(args.mediator)) {
      throw new UsageError(
        `--method ${args.method} knows ${mediators.join(', ')}; for ${args.mediator} use exact`,
      );
    }
    refuseAngleCut(args);
    const result = crossSectionAt({
      mediator: args.mediator,
      method: args.method,
      formFactor: args['form-factor'],
      lepton: args.beam,
      nucleus,
      massGeV,
      energyGeV,
      accuracy: numberOption('accuracy', args.accuracy, { min: 1e-8, max: 0.1 }),
      ...readLimits(args),
      ...(args.theta !== undefined && { mixingAngle: angleOption(args.theta) }),
    });
    const { spectrum, ...total } = result;
    const settings = {
      mediator: args.mediator,
      method: args.method,
      formFactor: args['form-factor'],
      target: args.target,
      beam: args.beam,
      massGeV,
      energyGeV,
    };
    const rows = args.spectrum ? spectrumRows(spectrum, pointsOf(args)) : undefined;
    if (args.json) writeJson({ ...settings, ...total, ...(rows && { spectrum: rows }) });
    else if (rows === undefined) {
      writeLine(
        `sigma = ${total.sigmaGeVm2} GeV^-2 = ${total.sigmaCm2} cm^2 = ${total.sigmaPb} pb at unit coupling`,
      );
      writeLine(
        `relative error ${total.relError.toExponential(1)}, ${total.evaluations} evaluations${total.converged ? '' : ', NOT CONVERGED'}`,
      );
    } else {
      writeLine('x,dsigma_dx_gevm2,rel_error');
      for (const { x, dsigmaDxGeVm2, relError } of rows) writeLine(`${x},${dsigmaDxGeVm2},${relError}`);
    }
  },
};

/** A cut that the method cannot make is refused rather than forgotten. */
function refuseAngleCut({ method, mediator, 'theta-max': thetaMax }: XsecArguments): void {
  if (thetaMax === undefined) return;
  if (method === 'iww') throw new UsageError('--theta-max: IWW has integrated the angle; use ww or exact');
  if (method === 'exact' && mediator === 'alp-photon') {
    throw new UsageError(
      '--theta-max: exact fusion is integrated over the recoil lepton, not the angle of a; use ww',
    );
  }
}

/** Reads `1.57`, `pi/2`, `3pi/4`. */
function angleOption(text: string): number {
  const match = /^\s*(\d*\.?\d*)\s*\*?\s*pi\s*(?:\/\s*(\d+))?\s*$/i.exec(text);
  if (match === null) return numberOption('theta', text);
  return (Number(match[1] || 1) * Math.PI) / Number(match[2] ?? 1);
}

function pointsOf({ points }: XsecArguments): number {
  const count = numberOption('points', points, { min: 2, max: 1e6 });
  if (Number.isInteger(count)) return count;
  throw new UsageError(`--points: expected a whole number; got "${points}"`);
}

/** dsigma/dx at the centres of equal bins of x. */
function spectrumRows({ at, xFrom, xTo }: ReturnType<typeof crossSectionAt>['spectrum'], points: number) {
  return Array.from({ length: points }, (_, i) => {
    const x = (i + 0.5) / points;
    const { value, error } = xFrom < x && x < xTo ? at(x) : { value: 0, error: 0 };
    return { x, dsigmaDxGeVm2: value, relError: value > 0 ? error / value : 0 };
  });
}
