/** The arguments of `muscan xsec`, read into the cross-sections that they ask for. */
import {
  type CrossSectionRequest,
  type FormFactorId,
  type Lepton,
  MATERIALS,
  METHODS,
  type Mediator,
  type MethodDefinition,
  type MethodId,
  UsageError,
} from '../index.js';
import {
  type LimitArguments,
  angleOption,
  numberOption,
  quantityOption,
  rangeOption,
  readLimits,
} from './options.js';

export interface XsecArguments extends LimitArguments {
  mediator: Mediator;
  method: MethodId;
  'form-factor': FormFactorId;
  mass: string;
  energy: string;
  target: string;
  beam: Lepton;
  'recoil-min': string | undefined;
  'recoil-max': string | undefined;
  theta: string | undefined;
  alpha: string | undefined;
  accuracy: string;
  spectrum: boolean;
  recoil: boolean;
  'at-theta': string[] | undefined;
  statistics: boolean;
  points: string;
  output: string | undefined;
  json: boolean;
}

export const DEFAULTS: { method: MethodId; formFactor: FormFactorId; lepton: Lepton } = {
  method: 'exact',
  formFactor: 'tsai',
  lepton: 'muon',
};

/** One request, or those of a sweep in mass or energy. */
export function readRequests(args: XsecArguments): CrossSectionRequest[] {
  refuseUnknown(args);
  const masses = rangeOption('mass', args.mass, args.points);
  const energies = rangeOption('energy', args.energy, args.points);
  if (masses.length > 1 && energies.length > 1) {
    throw new UsageError('--mass and --energy: sweep one of them at a time');
  }
  const fixed = {
    mediator: args.mediator,
    method: args.method,
    formFactor: args['form-factor'],
    lepton: args.beam,
    nucleus: nucleusOption(args.target),
    accuracy: numberOption('accuracy', args.accuracy, { min: 1e-8, max: 0.1 }),
    ...(args.theta !== undefined && { mixingAngle: angleOption('theta', args.theta) }),
    ...(args.alpha !== undefined && { alpha: ratioOption('alpha', args.alpha) }),
  };
  const limits = readLimits(args);
  return masses.flatMap((massGeV) =>
    energies.map((energyGeV) => ({ ...fixed, massGeV, energyGeV, ...withRecoil(args, limits, energyGeV) })),
  );
}

/** What a method cannot do is refused rather than forgotten. */
function refuseUnknown({ method, mediator, 'theta-max': thetaMax }: XsecArguments): void {
  const { mediators }: MethodDefinition = METHODS[method];
  if (!mediators.includes(mediator)) {
    throw new UsageError(`--method ${method} knows ${mediators.join(', ')}; for ${mediator} use exact`);
  }
  if (thetaMax === undefined) return;
  if (method === 'iww') throw new UsageError('--theta-max: IWW has integrated the angle; use ww or exact');
  if (method === 'exact' && mediator === 'alp-photon') {
    throw new UsageError(
      '--theta-max: exact fusion is integrated over the recoil lepton, not the angle of a; use ww',
    );
  }
}

/** Reads a material, or a nucleus as `Z=82,A=207`. */
function nucleusOption(text: string): { Z: number; A: number } {
  if (Object.hasOwn(MATERIALS, text)) return MATERIALS[text];
  const match = /^Z=(\d+),A=(\d+\.?\d*)$/i.exec(text.replaceAll(/\s/g, ''));
  if (match !== null) return { Z: Number(match[1]), A: Number(match[2]) };
  throw new UsageError(
    `--target: expected one of ${Object.keys(MATERIALS).join(', ')}, or a nucleus as Z=82,A=207; got "${text}"`,
  );
}

/** Cuts on the energy of the recoil lepton are cuts on x = 1 - E'/E; t/2M of the nucleus is neglected. */
function withRecoil(args: XsecArguments, limits: ReturnType<typeof readLimits>, energyGeV: number) {
  const { 'recoil-min': least, 'recoil-max': greatest } = args;
  const xMax = least === undefined ? 1 : 1 - quantityOption('recoil-min', least, 'energy') / energyGeV;
  const xMin = greatest === undefined ? 0 : 1 - quantityOption('recoil-max', greatest, 'energy') / energyGeV;
  return {
    ...limits,
    ...(greatest !== undefined && { xMin: Math.max(limits.xMin ?? 0, xMin) }),
    ...(least !== undefined && { xMax: Math.min(limits.xMax ?? 1, xMax) }),
  };
}

/** Reads `0.0073` or `1/137`. */
function ratioOption(name: string, text: string): number {
  const [numerator, denominator = '1'] = text.split('/');
  return numberOption(name, numerator, { above: 0 }) / numberOption(name, denominator, { above: 0 });
}
