/** Numbers as people read them. */

/** 1234567 -> 1,234,567 */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Seconds as a person says them: `0.8 s`, `2 min 5 s`, `31 h 20 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** @example formatScientific(1.2345e-7, 3) // '1.23 × 10⁻⁷' */
export function formatScientific(value: number, digits = 4): string {
  if (value === 0 || !Number.isFinite(value)) return value === Infinity ? '∞' : String(value);
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  if (Math.abs(Number(exponent)) < 4) return String(Number(value.toPrecision(digits)));
  return `${Number(mantissa)} × 10${superscript(Number(exponent))}`;
}

/** @example superscript(-7) // '⁻⁷' */
export function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).replaceAll(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** @example formatUnit('GeV^-1') // 'GeV⁻¹' */
export function formatUnit(unit: string): string {
  return unit.replaceAll(/\^(-?\d+)/g, (_, exponent: string) => superscript(Number(exponent)));
}
