/** The word that was probably meant. */
import { distance } from 'fastest-levenshtein';

/** Longer words are not looked up: the comparison takes the product of both lengths. */
const LONGEST_WORD = 60;

/**
 * The candidate closest to the word: at most a third of the letters wrong or two of them swapped, whatever their case;
 * or else the only candidate that begins with the word.
 *
 * @example closestWord('titel', ['name', 'title']) // 'title'
 */
export function closestWord(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const ranked = candidates
    .map((candidate) => ({ candidate, errors: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, errors }) => isClose(word, candidate, errors))
    .toSorted((a, b) => a.errors - b.errors);
  if (ranked.length > 0) return ranked[0].candidate;
  const beginnings = word.length < 3 ? [] : candidates.filter((candidate) => candidate.startsWith(word));
  return beginnings.length === 1 ? beginnings[0] : undefined;
}

function isClose(word: string, candidate: string, errors: number): boolean {
  const length = Math.max(word.length, candidate.length);
  if (errors <= Math.max(1, Math.floor(length / 3))) return errors < length;
  return errors === 2 && sortedLetters(word) === sortedLetters(candidate);
}

function sortedLetters(word: string): string {
  return word.toLowerCase().split('').sort().join('');
}

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(word: unknown, candidates: readonly string[]): string {
  const closest = typeof word === 'string' ? closestWord(word, candidates) : undefined;
  return closest === undefined ? '' : `; did you mean "${closest}"?`;
}
