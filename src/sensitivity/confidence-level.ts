import { UsageError } from '../errors.js';

const PERCENTAGE = /^\s*(\d+\.?\d*|\.\d+)\s*%\s*$/;

/** Six sigma; closer to 0 or to 1 the quantiles of jStat lose their digits. */
const LEAST = 0.001;
const MOST = 0.999999999;

/**
 * Reads a confidence level: `0.9`, `"0.9"`, `"90%"` and `"90 %"` are all the double nearest to 0.9.
 *
 * @throws {UsageError} when it is not a number from 0.001 to 1 - 1e-9.
 */
export function parseConfidenceLevel(text: string | number): number {
  // The power of ten is added to the number as written: 68.3 / 100 is not 0.683.
  const percentage = typeof text === 'string' ? PERCENTAGE.exec(text)?.[1] : undefined;
  const value = Number(percentage === undefined ? text : `${percentage}e-2`);
  if (value >= LEAST && value <= MOST) return value;
  const got = typeof text === 'string' ? `"${text}"` : String(text);
  const hint = percentage === undefined && value > 1 && value < 100 ? `; did you mean "${value}%"?` : '';
  throw new UsageError(
    `confidence level: expected a number from ${LEAST} to ${MOST}, or a percentage such as "90%"; got ${got}${hint}`,
  );
}
