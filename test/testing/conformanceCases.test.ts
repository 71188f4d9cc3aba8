import { conformanceCases } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { harbour, openNewsroom, type Article } from '../newsroom.js';

const { articlesOf, fetch } = await openNewsroom();
const { id: _id, ...newArticle } = harbour;

/** The cases for a server that is reached by `send`. */
const casesOver = (send: typeof fetch) =>
  conformanceCases<Article>({
    resource: articlesOf('You', { fetch: send }),
    newRecord: () => newArticle,
    edit: (article, number) => ({ ...article, title: `${article.title} ${number}` }),
  });

/** A server as many are: one write after the other, and what each replaces is whatever is there. */
let before: Promise<unknown> = Promise.resolve();
function careless(request: Request): Promise<Response> {
  const answer = before.then(() => overwrite(request));
  before = answer;
  return answer;
}

async function overwrite(request: Request): Promise<Response> {
  const { url, method } = request;
  const stored = await fetch(new Request(url, { headers: request.headers }));
  if (method === 'GET' || method === 'POST' || !stored.ok) return fetch(request);
  const { _version } = await stored.json();
  const headers = new Headers(request.headers);
  if (method === 'DELETE') headers.set('If-Match', `"${_version}"`);
  const body = method === 'DELETE' ? null : JSON.stringify({ ...(await request.json()), _version });
  return fetch(new Request(url, { method, headers, body }));
}

/** A server that answers a creation without a token. */
async function forgetful(request: Request): Promise<Response> {
  const answer = await fetch(request);
  if (request.method !== 'POST' || !answer.ok) return answer;
  const { _version: _lost, ...record } = await answer.json();
  return Response.json(record, { status: answer.status });
}

const failuresOf = async (send: typeof fetch) => {
  const ends = await Promise.allSettled(casesOver(send).map(({ run }) => run()));
  return ends.flatMap((end, at) => (end.status === 'rejected' ? [at + 1] : []));
};

describe('conformanceCases', () => {
  it.each(casesOver(fetch).map(({ name, run }) => [name, run] as const))('C51: %s', async (_name, run) => {
    await expect(run()).resolves.toBeUndefined();
  });

  it('C51: find a server that overwrites whatever is there', async () => {
    expect(await failuresOf(careless)).toEqual([3, 4, 5]);
  });

  it('C51: find a server that gives no token', async () => {
    expect(await failuresOf(forgetful)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
