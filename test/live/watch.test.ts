/** `muscan watch` as a server: who is answered, and what it does to the database (nothing). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, get, request } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runCli, temporaryFolder, writeScan } from '../cli/run-cli.js';
import { type RunningWatch, startWatching } from './slow-run.js';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

function ask(url: string, options: { path?: string; method?: string; host?: string } = {}): Promise<Answer> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    request(
      {
        hostname,
        port,
        path: options.path ?? '/',
        method: options.method ?? 'GET',
        headers: { Host: options.host ?? host },
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      },
    )
      .on('error', reject)
      .end();
  });
}

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

describe('muscan watch', () => {
  const folder = temporaryFolder();
  const database = join(folder, 'watched.sqlite');
  let watch: RunningWatch;
  let before = '';

  beforeAll(async () => {
    const { code } = await runCli(['run', writeScan(folder), '--db', database, '--no-outputs']);
    expect(code).toBe(0);
    before = digest(database);
    watch = await startWatching(['small', '--db', database]);
  });

  afterAll(() => watch.child.kill('SIGKILL'));

  it('serves the page with its policy, on the loopback interface', async () => {
    expect(watch.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const { status, headers, body } = await ask(watch.url);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("connect-src 'self'");
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    expect(body).toContain('data-state="done"');
    expect(
      (await ask(watch.url, { host: new URL(watch.url).host.replace('127.0.0.1', 'localhost') })).status,
    ).toBe(200);
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example'])(
    'answers nobody who calls it %s',
    async (host) => {
      expect(await ask(watch.url, { host })).toMatchObject({ status: 403 });
      expect(await ask(watch.url, { host, path: '/events' })).toMatchObject({ status: 403 });
    },
  );

  it('answers nobody who does not say whom he calls', async () => {
    const socket = connect(Number(new URL(watch.url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.0\r\n\r\n');
    const [answer] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    socket.destroy();
  });

  it('knows its routes only, and reading only', async () => {
    for (const path of [
      '/../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '//etc/passwd',
      '/favicon.ico',
      '/events/',
      '/.',
    ]) {
      expect(await ask(watch.url, { path }), path).toMatchObject({ status: 404 });
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']) {
      const { status, headers } = await ask(watch.url, { method });
      expect(status, method).toBe(405);
      expect(headers['allow']).toBe('GET');
    }
  });

  it('asks a page of an earlier server to load again', async () => {
    const response = await new Promise<NodeJS.ReadableStream & { destroy: () => void }>((resolve) => {
      get(`${watch.url}events?since=another-7`, resolve);
    });
    response.setEncoding('utf8');
    const [text] = (await once(response, 'data')) as [string];
    expect(text).toContain('event: reload');
    response.destroy();
  });

  it('says in one line that a port is taken, or none', async () => {
    const { port } = new URL(watch.url);
    const taken = await runCli(['watch', 'small', '--db', database, '--port', port]);
    expect(taken.code).toBe(2);
    expect(taken.stderr).toMatch(new RegExp(`^--port: ${port} is taken by another program\\. .*\n$`));
    const none = await runCli(['watch', '--port', '70000']);
    expect(none).toMatchObject({
      code: 2,
      stderr: '--port: expected a number from 0 to 65535; got "70000"\n',
    });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends on %s while pages are open, and leaves the database as it was',
    async (signal) => {
      const one = await startWatching(['small', '--db', database]);
      const response = await new Promise<NodeJS.ReadableStream>((resolve) =>
        get(`${one.url}events`, resolve),
      );
      const ended = new Promise<void>((resolve) => {
        response.on('error', () => undefined).on('close', resolve);
      });
      response.resume();
      const startedAt = performance.now();
      one.child.kill(signal);
      expect(await one.outcome).toMatchObject({ code: 0, stdout: `${one.url}\n`, stderr: '' });
      expect(performance.now() - startedAt).toBeLessThan(5000);
      await ended;
      expect(digest(database)).toBe(before);
    },
  );

  it('waits for a database that is not there yet, and shows it when it is', async () => {
    const later = join(folder, 'later.sqlite');
    const one = await startWatching(['--db', later]);
    expect((await ask(one.url)).body).toContain('there is no database at');
    await runCli(['run', join(folder, 'scan.yaml'), '--db', later, '--no-outputs']);
    await expect
      .poll(async () => (await ask(one.url)).body, { timeout: 10_000 })
      .toContain('data-state="done"');
    one.child.kill('SIGINT');
    expect((await one.outcome).stderr).toBe(`waiting: there is no database at ${later}. Check the path.\n`);
  });

  it('refuses a bad scan file at once', async () => {
    const bad = writeScan(folder, { model: '{ id: nonsense }' }, 'bad.yaml');
    const { code, stderr, stdout } = await runCli(['watch', bad, '--db', database]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('bad.yaml:2:');
  });

  it('uses the port that is asked for', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const one = await startWatching(['small', '--db', database, '--port', String(port)]);
    expect(one.url).toBe(`http://127.0.0.1:${port}/`);
    one.child.kill('SIGTERM');
    expect((await one.outcome).code).toBe(0);
  });
});
