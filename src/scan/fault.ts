import type { Path } from './path.js';

/** Something wrong with the content of a file, before its place in the text is looked up. */
export interface Fault {
  readonly path: Path;
  readonly message: string;
  /** Of an unknown field, the name itself is at fault; in a file that is named there, several things may be. */
  readonly at?: 'key' | 'file';
}
