/** How sure a limit is, from whoever's it is: the one set of words for registered constraints, files of users and overlays. */
export const CERTAINTIES = {
  measured: { title: 'as its authors print it, for this very coupling', isExclusion: true },
  computed: { title: 'computed here from a formula and measured numbers', isExclusion: true },
  recast: { title: 'computed here from a limit on something else', isExclusion: true },
  digitised: { title: 'read off a published curve', isExclusion: true },
  approximate: { title: 'known roughly: a few values, or orders of magnitude', isExclusion: false },
  projected: { title: 'expected of a measurement that has not been made', isExclusion: false },
} as const satisfies Record<string, { title: string; isExclusion: boolean }>;

export type Certainty = keyof typeof CERTAINTIES;

export const CERTAINTY_NAMES = Object.keys(CERTAINTIES) as [Certainty, ...Certainty[]];
