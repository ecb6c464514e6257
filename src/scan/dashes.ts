/** Dashes of lines, and which of them a line may have by how sure it is: none looks more certain than it is. */
import { CERTAINTIES, type Certainty } from '../certainty.js';

export const DASHES = ['solid', 'dashed', 'dotted', 'dash-dotted'] as const;
export type Dash = (typeof DASHES)[number];

/** The usual one first. Dashed is projected, dotted approximate; several lines of either are told apart by dash-dotted ones. */
const DASHES_OF: Readonly<Record<'approximate' | 'projected', readonly Dash[]>> = {
  approximate: ['dotted', 'dash-dotted'],
  projected: ['dashed', 'dash-dotted'],
};

export function dashesOf(certainty: Certainty): readonly Dash[] {
  return certainty === 'approximate' || certainty === 'projected' ? DASHES_OF[certainty] : DASHES;
}

/** What is said where a tint or a dash would show as excluded what is not; undefined if the look is honest. */
export function lookFault(
  name: string,
  certainty: Certainty,
  { fill, dash }: { readonly fill: boolean; readonly dash?: Dash | undefined },
): { readonly path: ['fill' | 'dash']; readonly message: string } | undefined {
  if (CERTAINTIES[certainty].isExclusion) return undefined;
  if (fill) {
    return {
      path: ['fill'],
      message: `${name} is ${certainty}: expected no tint, which would show it as excluded`,
    };
  }
  const dashes = dashesOf(certainty);
  if (dash === undefined || dashes.includes(dash)) return undefined;
  return { path: ['dash'], message: `${name} is ${certainty}: expected ${dashes.join(' or ')}; got ${dash}` };
}
