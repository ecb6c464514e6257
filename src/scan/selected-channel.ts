import { isRecord, valueAt } from './path.js';

export interface ChannelChoice {
  /** What the file says, or the only channel there is. */
  readonly id: unknown;
  /** Those of the experiment. */
  readonly ids: readonly string[];
}

/** Which channel of its experiment a scan file means; `raw` is its content with the experiment in full. */
export function chooseChannel(raw: Readonly<Record<string, unknown>>): ChannelChoice {
  const channels = valueAt(raw, ['experiment', 'channels']);
  const ids = isRecord(channels) ? Object.keys(channels) : [];
  return { id: raw.channel ?? (ids.length === 1 ? ids[0] : undefined), ids };
}
