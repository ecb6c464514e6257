/**
 * The data file of a HEPData table: one independent variable, the mass, and the coupling among the dependent ones. A further
 * one, `Line`, numbers the lines of a contour.
 */
import { z } from 'zod';
import { parseDocument } from 'yaml';
import { MASS_UNITS, type MassUnit } from '../scan/mass-units.js';
import { type OverlayCurve, openOrClosed, outline } from './curve.js';

/** Values may be text, such as `-` where there is none; a bin has edges and perhaps no centre. */
const value = z.union([z.number(), z.string()]);
const header = z.strictObject({ name: z.string(), units: z.string().optional() });
const error = z
  .strictObject({
    symerror: value.optional(),
    asymerror: z.strictObject({ minus: value, plus: value }).optional(),
    label: z.string().optional(),
  })
  .refine(({ symerror, asymerror }) => (symerror === undefined) !== (asymerror === undefined), {
    error: 'expected either symerror or asymerror',
  });

/** Source: the documentation of HEPData's submission format, https://hepdata-submission.readthedocs.io (data files). */
export const hepdataTableSchema = z.strictObject({
  independent_variables: z.array(
    z.strictObject({
      header,
      values: z.array(
        z.union([
          z.strictObject({ value }),
          z.strictObject({ value: z.number().optional(), low: z.number(), high: z.number() }),
        ]),
      ),
    }),
  ),
  dependent_variables: z.array(
    z.strictObject({
      header,
      qualifiers: z
        .array(z.strictObject({ name: z.string(), value, units: z.string().optional() }))
        .optional(),
      values: z.array(z.strictObject({ value, errors: z.array(error).optional() })),
    }),
  ),
});

export type HepdataTable = z.output<typeof hepdataTableSchema>;

/** The dependent variable that says to which line of a contour a row belongs, counted from 1. */
export const LINE_VARIABLE = 'Line';

export interface HepdataChoice {
  /** Names of the dependent variable, or of the lower and the upper edge; left out: the first. */
  readonly columns?: readonly string[] | undefined;
  /** Left out: the unit in the header of the independent variable. */
  readonly massUnit?: MassUnit | undefined;
}

/** The curves of a table, or what is wrong with it. Points without a number are left out. */
export function parseHepdataTable(
  text: string,
  choice: HepdataChoice,
): OverlayCurve[] | { faults: string[] } {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) return { faults: [document.errors[0].message.split('\n')[0]] };
  const parsed = hepdataTableSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!parsed.success) {
    return {
      faults: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`),
    };
  }
  return curvesOf(parsed.data, choice);
}

function curvesOf(
  { independent_variables: independent, dependent_variables: dependent }: HepdataTable,
  { columns = [], massUnit }: HepdataChoice,
): OverlayCurve[] | { faults: string[] } {
  if (independent.length !== 1) {
    return { faults: [`expected one independent variable, the mass; got ${independent.length}`] };
  }
  const [{ header: massHeader, values: masses }] = independent;
  const unit = massUnit ?? unitOf(massHeader.units);
  if (unit === undefined) {
    const got = massHeader.units === undefined ? 'none' : JSON.stringify(massHeader.units);
    return {
      faults: [
        `${massHeader.name}: expected a unit of mass (${Object.keys(MASS_UNITS).join(', ')}), or mass_unit; got ${got}`,
      ],
    };
  }
  const names = dependent.map(({ header: { name } }) => name);
  const wanted = columns.length === 0 ? names.slice(0, 1) : columns;
  const found = wanted.map((name) => dependent[names.indexOf(name)]);
  if (found.length === 0 || found.includes(undefined as never)) {
    const missing = wanted.find((name) => !names.includes(name)) ?? '';
    return {
      faults: [
        `expected a dependent variable ${JSON.stringify(missing)}; the table has ${names.map((name) => JSON.stringify(name)).join(', ') || 'none'}`,
      ],
    };
  }
  const line = wanted.includes(LINE_VARIABLE) ? undefined : dependent.find(isLineNumber);
  const odd = [...found, ...(line === undefined ? [] : [line])].find(
    ({ values }) => values.length !== masses.length,
  );
  if (odd !== undefined) {
    return {
      faults: [
        `${odd.header.name}: expected ${masses.length} values, one for each mass; got ${odd.values.length}`,
      ],
    };
  }
  const rows = masses
    .map((mass, i) => ({
      line: Number(line?.values[i].value),
      numbers: [
        massOf(mass) * MASS_UNITS[unit],
        ...found.map(({ values }) => Number(values[i].value || NaN)),
      ],
    }))
    .filter(({ numbers }) => numbers.every((number) => number > 0 && Number.isFinite(number)));
  if (rows.length === 0)
    return { faults: ['expected at least one point with a mass and a coupling above zero; got none'] };
  return [...new Set(rows.map((row) => row.line))].map((one) => {
    const its = rows.filter((row) => Object.is(row.line, one));
    const column = (i: number) => its.map(({ numbers }) => numbers[i]);
    return found.length === 2 ? outline(column(0), column(1), column(2)) : openOrClosed(column(0), column(1));
  });
}

/** Other people's tables may have a variable of that name which is no number of a line. */
function isLineNumber({ header: { name, units }, values }: HepdataTable['dependent_variables'][number]) {
  return (
    name === LINE_VARIABLE &&
    units === undefined &&
    values.every((one) => Number.isInteger(one.value) && Number(one.value) > 0)
  );
}

function massOf(mass: HepdataTable['independent_variables'][number]['values'][number]): number {
  if ('low' in mass) return mass.value ?? (mass.low + mass.high) / 2;
  return Number(mass.value);
}

function unitOf(units: string | undefined): MassUnit | undefined {
  const bare = units
    ?.trim()
    .replace(/\/c\^?\{?2\}?$/, '')
    .toLowerCase();
  return (Object.keys(MASS_UNITS) as MassUnit[]).find((unit) => unit.toLowerCase() === bare);
}
