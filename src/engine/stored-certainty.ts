/** How sure the contours of a stored scan are. */
import type { Certainty } from '../certainty.js';
import { EXPERIMENTS } from '../experiments/index.js';
import { experimentCertainty } from '../scan/experiment-certainty.js';
import type { Plan } from '../scan/plan.js';
import { parseYamlDocument } from '../scan/yaml-document.js';
import type { StoredScan } from '../store/scan-repository.js';

/** At the exposure of the plan: as its file says now, or as the text of the file that is stored beside it did. */
export function certaintyOf({ scan, plan }: { readonly scan: StoredScan; readonly plan: Plan }): Certainty {
  const { certainty, file } = scan.presentation;
  if (certainty !== undefined) return certainty;
  const reference = file === null ? undefined : parseYamlDocument(file.text, file.path).value.experiment;
  return experimentCertainty(reference, plan.experiment, EXPERIMENTS);
}
