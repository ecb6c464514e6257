/** Which scan of a file a figure means: that of the plane with the swept values it names. */
import { z } from 'zod';
import { UsageError } from '../errors.js';
import { describeValue } from '../experiments/fields.js';
import { meantValue, planeOf, valuesOf } from '../scan/choose-planes.js';
import type { Fault } from '../scan/fault.js';
import { oneOf } from '../scan/issue-messages.js';
import type { ScanFile } from '../scan/scan-file.js';
import { didYouMean } from '../scan/suggestion.js';
import type { Checked } from '../scan/zod-faults.js';

type Value = number | string;

export function planeField() {
  return z
    .record(
      z.string(),
      z.union([z.number(), z.string().min(1)], {
        error: ({ input }) => `expected a value that the scan file sweeps; got ${describeValue(input)}`,
      }),
    )
    .optional()
    .meta({
      description: 'Of a scan file with a sweep: the values of one of its planes, such as {theta: pi/2}.',
    });
}

/** The scan with these values; the paths of faults are those of a layer with `plane` and the field that names its scan. */
export function scanOfPlane(
  read: () => readonly ScanFile[],
  given: Readonly<Record<string, Value>> = {},
  field = 'scan',
): Checked<ScanFile> {
  let files: readonly ScanFile[];
  try {
    files = read();
  } catch (error) {
    // What is wrong within a scan file has its place there.
    if (!(error instanceof UsageError)) throw error;
    return { data: undefined, faults: [{ path: [field], message: error.message }] };
  }
  const fields = Object.keys(files[0].sweep);
  const found = Object.entries(given).map(([name, value]) => sweptValue(files, name, value));
  const faults = found.flatMap((one) => ('message' in one ? [one] : []));
  if (faults.length > 0) return { data: undefined, faults };
  const plane = Object.fromEntries(found.flatMap((one) => ('message' in one ? [] : [[one.name, one.value]])));
  const missing = fields.filter((name) => !Object.hasOwn(plane, name));
  if (missing.some((name) => valuesOf(files, name).length > 1)) {
    const message = `expected a plane with ${missing.join(', ')}: ${files[0].path} makes ${files.length} scans`;
    return {
      data: undefined,
      faults: [{ path: Object.keys(given).length > 0 ? ['plane'] : [field], message }],
    };
  }
  return { data: planeOf(files, plane), faults: [] };
}

function sweptValue(
  files: readonly ScanFile[],
  name: string,
  given: Value,
): { readonly name: string; readonly value: Value } | Fault {
  const fields = Object.keys(files[0].sweep);
  if (!fields.includes(name)) {
    const hint = didYouMean(name, fields) || `; expected ${fields.length === 0 ? 'none' : oneOf(fields)}`;
    return { path: ['plane', name], message: `not swept in ${files[0].path}${hint}`, at: 'key' };
  }
  const values = valuesOf(files, name);
  const value = meantValue(values, given);
  if (value !== undefined) return { name, value };
  const message = `expected a value of the sweep, ${values.join(', ')}; got ${describeValue(given)}`;
  return { path: ['plane', name], message };
}
