/**
 * What the two sides of a query say to each other: one request as JSON, answered by frames of four bytes of length and
 * a value. V8's own serialisation keeps every number as it is, and blobs as bytes.
 */
import { deserialize, serialize } from 'node:v8';
import type { SqlValue } from './query.js';

/** What one query may cost. */
export interface QueryProcessLimits {
  /** Of the query's own time: waiting for a slow reader of the rows does not count. */
  readonly timeoutSeconds: number;
  /** More rows than this are an error, not a shorter answer. */
  readonly maxRows: number;
  /** Of the whole process that runs it, which takes some 70 MB by itself. */
  readonly maxMemoryMB: number;
}

export interface QueryRequest {
  readonly databasePath: string;
  readonly sql: string;
  readonly limits: QueryProcessLimits;
  /** The process that asks; without it, nobody waits for the answer. */
  readonly parentPid: number;
}

export type QueryFrame =
  | { readonly kind: 'columns'; readonly columns: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly SqlValue[][] }
  | { readonly kind: 'end' }
  /** `code` is that of a MuscanError. */
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

/** The last words, on stderr, of a process that ends itself. */
export const OUT_OF_TIME = 'query out of time';
export const OUT_OF_MEMORY = 'query out of memory';

const HEADER_BYTES = 4;

export function encodeFrame(frame: QueryFrame): Buffer {
  const body = serialize(frame);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(body.length);
  return Buffer.concat([header, body]);
}

/** The frames of a stream as they become complete; one that was cut off is dropped. */
export async function* readFrames(stream: AsyncIterable<Buffer>): AsyncGenerator<QueryFrame, void> {
  let pending: Buffer[] = [];
  let size = 0;
  let wanted = HEADER_BYTES;
  for await (const chunk of stream) {
    pending.push(chunk);
    size += chunk.length;
    // Joined only once a frame is complete: a large one arrives in many pieces.
    if (size < wanted) continue;
    let rest = Buffer.concat(pending);
    for (;;) {
      wanted = HEADER_BYTES + (rest.length < HEADER_BYTES ? 0 : rest.readUInt32LE());
      if (rest.length < HEADER_BYTES || rest.length < wanted) break;
      yield deserialize(rest.subarray(HEADER_BYTES, wanted)) as QueryFrame;
      rest = rest.subarray(wanted);
    }
    pending = [rest];
    size = rest.length;
  }
}
