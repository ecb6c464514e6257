import type { CommandModule } from 'yargs';
import {
  FORM_FACTOR_IDS,
  type FormFactorId,
  Kernel,
  METHOD_IDS,
  MODELS,
  type MethodId,
  type Plan,
  describePoint,
  loadPlan,
  parseScanReference,
  planHash,
} from '../index.js';
import {
  type LimitArguments,
  couplingOption,
  databaseOption,
  jsonOption,
  limitOptions,
  numberOption,
  quantityOption,
  readLimits,
  scanArgument,
} from './options.js';
import { writeJson, writeLine } from './output.js';
import { planeOption } from './planes.js';

interface PointArguments extends LimitArguments {
  scan: string;
  db: string;
  mass: string;
  coupling: string;
  method: MethodId | undefined;
  'form-factor': FormFactorId | undefined;
  accuracy: string | undefined;
  plane: string[] | undefined;
  json: boolean;
}

export const pointCommand: CommandModule<object, PointArguments> = {
  command: 'point <scan>',
  describe: 'One point of a scan, computed now and taken apart',
  builder: (yargs) =>
    yargs
      .positional('scan', scanArgument)
      .options({
        ...databaseOption,
        mass: { type: 'string', demandOption: true, requiresArg: true, describe: 'Mass, e.g. 0.1GeV' },
        coupling: {
          type: 'string',
          demandOption: true,
          requiresArg: true,
          describe: "Coupling, in the model's unit, e.g. 5e-4 or '2 TeV^-1'",
        },
        method: { choices: METHOD_IDS, describe: "Instead of the scan's method" },
        'form-factor': { choices: FORM_FACTOR_IDS, describe: "Instead of the scan's form factor" },
        ...limitOptions,
        accuracy: { type: 'string', requiresArg: true, describe: "Instead of the scan's relative accuracy" },
        ...planeOption,
        ...jsonOption,
      })
      .example('$0 point scans/1701.07437/na64-model-a.yaml --mass 0.1GeV --coupling 5e-4', '')
      .example('$0 point na64-model-a --mass 100MeV --coupling 5e-4 --method ww --x-max 1 --json', ''),
  handler: (args) => {
    const plan = withOverrides(loadPlan(parseScanReference(args.scan), args.db, args.plane), args);
    const massGeV = quantityOption('mass', args.mass, 'energy');
    const coupling = couplingOption('coupling', args.coupling, MODELS[plan.model.id].couplingUnit);
    const point = describePoint(new Kernel(plan), massGeV, coupling);
    const { method, formFactor } = plan;
    const result = { ...point, method, formFactor, model: plan.model.id, experiment: plan.experiment.id };
    if (args.json) writeJson({ ...result, planHash: planHash(plan) });
    else for (const [key, value] of Object.entries(result)) writeLine(`${key.padEnd(24)}${format(value)}`);
  },
};

function withOverrides(plan: Plan, args: PointArguments): Plan {
  return {
    ...plan,
    method: args.method ?? plan.method,
    formFactor: args['form-factor'] ?? plan.formFactor,
    ...(args.accuracy !== undefined && {
      accuracy: numberOption('accuracy', args.accuracy, { min: 1e-8, max: 0.1 }),
    }),
    integration: { ...plan.integration, ...readLimits(args) },
  };
}

function format(value: unknown): string {
  if (typeof value === 'number')
    return value === 0 || Math.abs(value) >= 1e-3
      ? String(Number(value.toPrecision(8)))
      : value.toExponential(7);
  if (value === null) return '-';
  if (typeof value !== 'object') return `${value as string | boolean}`;
  return Object.entries(value)
    .map(([key, part]) => `${key}: ${format(part)}`)
    .join(', ');
}
