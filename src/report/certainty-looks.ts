/** What a line looks like, and what the legend adds to its label, by how sure it is: none looks more certain than it is. */
import type { Certainty } from '../certainty.js';
import { dashesOf } from '../scan/dashes.js';
import type { Dash, LineStyle } from './figure.js';

interface CertaintyLook {
  readonly style: LineStyle;
  readonly dash: Dash;
  /** Behind the label. */
  readonly says: string;
}

const EXCLUSION: CertaintyLook = { style: 'exclusion', dash: 'solid', says: '' };

export const CERTAINTY_LOOKS: Readonly<Record<Certainty, CertaintyLook>> = {
  measured: EXCLUSION,
  computed: EXCLUSION,
  recast: EXCLUSION,
  digitised: EXCLUSION,
  approximate: { style: 'limit', dash: dashesOf('approximate')[0], says: ' (approximate)' },
  projected: { style: 'projection', dash: dashesOf('projected')[0], says: ' (projected)' },
};
