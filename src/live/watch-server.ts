/**
 * Serves a live page on the loopback interface, and tells its readers of every change.
 *
 * Two fixed routes, GET only. The Host header must name the loopback interface: a page of another site whose name was made
 * to lead here (DNS rebinding) gets nothing.
 */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { StorageError, UsageError } from '../errors.js';
import { contentSecurityPolicy } from '../report/html/page.js';
import { LivePage } from './live-page.js';
import { type FeedOptions, type FeedState, ScanFeed } from './scan-feed.js';

export interface WatchOptions extends FeedOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** Told whenever there is nothing to show, and why. */
  readonly onWaiting?: (reason: string) => void;
}

export interface Watch {
  readonly url: string;
  /** Never fulfilled; rejected with what nobody foresaw. */
  readonly failed: Promise<never>;
  /** Ends all connections; harmless when repeated. */
  readonly close: () => Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const POLL_MS = 1000;
/** Large grids take longer to read: this share of the time at most. */
const LARGEST_SHARE = 0.2;
/** A comment now and then, so that dead connections are noticed. */
const HEARTBEAT_MS = 15_000;

const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** @throws {UsageError} the port is taken. */
export async function startWatch({ port, onWaiting, ...options }: WatchOptions): Promise<Watch> {
  const feed = new ScanFeed(options);
  const page = new LivePage(feed.databaseName);
  const readers = new Set<Reader>();
  let timer: NodeJS.Timeout | undefined;
  let fail!: (error: unknown) => void;
  const failed = new Promise<never>((_, reject) => (fail = reject));

  const poll = () => {
    try {
      look();
    } catch (error) {
      fail(error);
    }
  };
  const look = () => {
    const startedAt = performance.now();
    const state = feed.poll();
    if (state !== undefined) {
      take(state);
      for (const reader of readers) reader.tell();
    }
    timer = setTimeout(poll, Math.max(POLL_MS, (performance.now() - startedAt) / LARGEST_SHARE));
  };
  const take = (state: FeedState) => {
    page.take(state);
    if (state.kind === 'waiting') onWaiting?.(state.reason);
  };

  const server = createServer((request, response) => {
    answer(request, response, { page, readers, port: portOf(server), fail });
  });
  await listen(server, port);
  const heartbeat = setInterval(() => {
    for (const reader of readers) reader.beat();
  }, HEARTBEAT_MS);
  poll();
  return {
    url: `http://${LOOPBACK}:${portOf(server)}/`,
    failed,
    close: async () => {
      clearTimeout(timer);
      clearInterval(heartbeat);
      feed.close();
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, LOOPBACK);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' || code === 'EACCES') {
      const why = code === 'EACCES' ? 'is reserved to the administrator' : 'is taken by another program';
      throw new UsageError(`--port: ${port} ${why}. Choose another, or leave it out for any that is free`, {
        cause: error,
      });
    }
    throw new StorageError(`cannot serve on ${LOOPBACK}: ${message}`, { cause: error });
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

interface Context {
  readonly page: LivePage;
  readonly readers: Set<Reader>;
  readonly port: number;
  readonly fail: (error: unknown) => void;
}

function answer(request: IncomingMessage, response: ServerResponse, context: Context): void {
  const { page, readers, port, fail } = context;
  const hosts = [LOOPBACK, 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (!hosts.includes(request.headers.host ?? '')) {
    refuse(response, 403, `expected a Host of ${hosts.join(' or ')}`);
    return;
  }
  if (request.method !== 'GET') {
    response.setHeader('Allow', 'GET');
    refuse(response, 405, 'expected GET');
    return;
  }
  const [path, query] = (request.url ?? '').split('?', 2);
  if (path === '/') sendPage(response, page).catch(fail);
  else if (path === '/events') follow(request, response, new URLSearchParams(query), { page, readers, fail });
  else refuse(response, 404, 'there is nothing here but /');
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${message}\n`);
}

async function sendPage(response: ServerResponse, page: LivePage): Promise<void> {
  const text = await page.render();
  response.writeHead(200, {
    ...HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `${contentSecurityPolicy(true)}; frame-ancestors 'none'`,
  });
  response.end(text);
}

function follow(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  { page, readers, fail }: Omit<Context, 'port'>,
): void {
  response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  // A browser that connects again tells what it heard last.
  const heard = request.headers['last-event-id'];
  const since = (Array.isArray(heard) ? heard[0] : heard) ?? query.get('since') ?? '';
  const reader = new Reader(response, { page, since, fail });
  readers.add(reader);
  response.on('close', () => readers.delete(reader));
  reader.tell();
}

/** One page that is open somewhere. A slow one hears less often, and then of everything since. */
class Reader {
  readonly #response: ServerResponse;
  readonly #page: LivePage;
  readonly #fail: (error: unknown) => void;
  #heard: string;
  #isBusy = false;

  constructor(
    response: ServerResponse,
    { page, since, fail }: Pick<Context, 'page' | 'fail'> & { readonly since: string },
  ) {
    this.#response = response;
    this.#page = page;
    this.#fail = fail;
    this.#heard = since;
  }

  tell(): void {
    if (this.#isBusy || this.#heard === this.#page.revision) return;
    this.#isBusy = true;
    this.#send().catch(this.#fail);
  }

  beat(): void {
    if (!this.#isBusy) this.#response.write(':\n\n');
  }

  async #send(): Promise<void> {
    const update = await this.#page.changesSince(this.#heard);
    if (this.#response.destroyed) return;
    if (update === undefined) {
      this.#response.end('event: reload\ndata:\n\n');
      return;
    }
    this.#heard = update.revision;
    const text = `id: ${update.revision}\nevent: update\ndata: ${JSON.stringify(update)}\n\n`;
    this.#response.write(text, () => {
      this.#isBusy = false;
      this.tell();
    });
  }
}
