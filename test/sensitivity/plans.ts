import { parseScanFile } from '../../src/scan/scan-file.js';
import type { Plan } from '../../src/scan/plan.js';

/** A plan of the experiments of 1701.07437, unless changed, from the text of its scan file. */
export function planOf(changes: {
  experiment?: string;
  channel?: string;
  model?: string;
  parameters?: string;
  /** Unit of the model's coupling. */
  unit?: string;
  method?: string;
  formFactor?: string;
  accuracy?: number;
  xMax?: string;
  integration?: string;
}): Plan {
  const unit = changes.unit === undefined ? '' : ` ${changes.unit}`;
  const text = `
name: test
model: { id: ${changes.model ?? 'scalar-mass-proportional'}, parameters: ${changes.parameters ?? '{}'} }
experiment: ${changes.experiment ?? 'na64-1701.07437'}
${changes.channel === undefined ? '' : `channel: ${changes.channel}`}
method: ${changes.method ?? 'ww'}
form_factor: ${changes.formFactor ?? 'tsai-as-printed'}
integration: ${changes.integration ?? `{ x_max: ${changes.xMax ?? 'physical'} }`}
grid: { mass: { from: 1 MeV, to: 200 MeV, points: 2 }, coupling: { from: 1e-6${unit}, to: 1${unit}, points: 2 } }
accuracy: ${changes.accuracy ?? 1e-4}
`;
  return parseScanFile(text, 'test.yaml').plan;
}
