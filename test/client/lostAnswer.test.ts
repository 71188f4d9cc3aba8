import { createResource, isConflictError, nativeDialect } from 'noclobber';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as sendOn, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../../src/cli/serve.js';

interface Note {
  readonly id: string;
  readonly text: string;
}

let folder: string;
let server: RunningServer;
let proxy: Server;
let proxyUrl: string;
let answersToCut: number;

/** Hands everything to the server, and cuts the line to the client instead of giving it the first answers to its writes. */
function startProxy(target: string): Promise<Server> {
  const made = createServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    const forwarded = sendOn(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
      if (method !== 'GET' && answersToCut > 0) {
        answersToCut -= 1;
        answer.resume().once('end', () => outgoing.socket?.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });
  return new Promise((resolve) => made.listen(0, '127.0.0.1', () => resolve(made)));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noclobber-'));
  server = await startServer({ db: join(folder, 'notes.sqlite'), resources: ['notes'], port: 0 });
  answersToCut = 0;
  proxy = await startProxy(server.url);
  proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/notes`;
});

afterEach(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await server.close();
  await rm(folder, { recursive: true });
});

const keyless = () => {
  const { idempotencyHeader: _none, ...dialect } = nativeDialect();
  return dialect;
};

describe('a save whose answer is cut after it was committed', () => {
  it('is retried under its key and answered with the very version it made', async () => {
    const notes = createResource<Note>({ url: proxyUrl });
    const base = await notes.create({ id: '1', text: 'before' });
    answersToCut = 2;
    const saved = await notes.save({ base, mine: { id: '1', text: 'after' } });

    expect(answersToCut).toBe(0);
    expect(saved).toEqual(await notes.get('1'));
    expect(saved).toMatchObject({ value: { text: 'after' }, change: { version: '2' } });
  });

  it('is a conflict with oneself without a key, which is what the key is for', async () => {
    const notes = createResource<Note>({ url: proxyUrl, dialect: keyless() });
    const base = await notes.create({ id: '1', text: 'before' });
    const mine = { id: '1', text: 'after' };
    answersToCut = 1;
    await expect(notes.save({ base, mine })).rejects.toMatchObject({ name: 'NetworkError' });
    const error = await notes.save({ base, mine }).catch((thrown: unknown) => thrown);

    expect(isConflictError<Note>(error) && error.conflict).toMatchObject({
      kind: 'modified',
      theirs: { value: mine },
    });
  });

  it('deletes and creates once, too', async () => {
    const notes = createResource<Note>({ url: proxyUrl });
    answersToCut = 1;
    const created = await notes.create({ text: 'new' });
    expect((await notes.list()).items).toHaveLength(1);
    answersToCut = 1;
    await notes.remove({ base: created });

    expect((await notes.list()).items).toEqual([]);
  });
});
