/** What the legend calls a level: the confidence level that it stands for, or the number of events. */
import { contoursSchema } from '../scan/contour-schema.js';
import { isRecord } from '../scan/path.js';
import { parseYamlDocument } from '../scan/yaml-document.js';
import { check } from '../scan/zod-faults.js';

interface ScanText {
  readonly path: string;
  readonly text: string;
}

/** @example confidenceLabel(0.9) // '90% CL' */
export function confidenceLabel(cl: number): string {
  return `${Number((100 * cl).toPrecision(6))}% CL`;
}

/**
 * "90% CL" of the limit without events and background; of another limit that the scan file asks for with its number of
 * events; otherwise that number alone.
 *
 * @param file the scan file, if there is one.
 */
export function levelLabel(level: number, file: ScanText | null): string {
  const events = `$N = ${inTeX(level)}$`;
  const plain = withoutEvents(level);
  if (plain !== undefined) return confidenceLabel(plain);
  const limit = limitsIn(file).find(({ level: one }) => isSame(one, level));
  return limit === undefined ? events : `${confidenceLabel(limit.cl)} (${events})`;
}

/** The confidence level of N = -ln(1 - CL), if it is a round one: typed numbers of events do not have all those digits. */
function withoutEvents(level: number): number | undefined {
  const cl = Number((1 - Math.exp(-level)).toFixed(4));
  return cl < 1 && isSame(level, -Math.log1p(-cl)) ? cl : undefined;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * b;
}

const limitFields = contoursSchema.in.shape;

/** The limits among the levels of a scan file. */
function limitsIn(file: ScanText | null): { readonly cl: number; readonly level: number }[] {
  if (file === null) return [];
  const { contours } = parseYamlDocument(file.text, file.path).value;
  if (!isRecord(contours)) return [];
  const { levels, exposures: _, ...limit } = contours;
  return (Array.isArray(levels) ? levels : [limit]).flatMap((one: unknown) => {
    if (!isRecord(one)) return [];
    const { data: cl } = check(limitFields.cl, one.cl);
    const { data } = check(contoursSchema, one);
    return cl === undefined || data === undefined ? [] : [{ cl, level: data.levels![0] }];
  });
}

/** 3, 0.5, or 10^{30}; limits at a confidence level have all digits of a double. */
export function inTeX(value: number): string {
  const rounded = Number(value.toPrecision(6));
  const [digits, exponent] = rounded.toExponential().split('e');
  if (Math.abs(Number(exponent)) < 5) return String(rounded);
  return `${digits === '1' ? '' : `${digits}\\times `}10^{${Number(exponent)}}`;
}
