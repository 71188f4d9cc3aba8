import { setupServer } from 'msw/node';
import { createVersionChecker, memoryStore, plainSigner } from 'noclobber/server';
import { versionedHandlers } from 'noclobber/msw';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const checker = createVersionChecker({
  store: memoryStore(),
  signer: plainSigner(),
  resources: { articles: {} },
  newId: () => 'a b',
});
const server = setupServer(...versionedHandlers(checker, { baseUrl: 'http://localhost/api/' }));

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());

describe('versionedHandlers', () => {
  it('lets the real checker answer under the address', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const created = await fetch('http://localhost/api/articles', {
      method: 'POST',
      headers,
      body: '{"title":"Tea"}',
    });
    const { _version } = await created.json();

    const address = new URL(created.headers.get('Location') ?? '', created.url);
    const patch = (title: string) =>
      fetch(address, { method: 'PATCH', headers, body: JSON.stringify({ title, _version }) });

    expect(address.pathname).toBe('/api/articles/a%20b');
    expect((await patch('Coffee')).status).toBe(200);
    expect((await patch('Water')).status).toBe(409);
  });
});
