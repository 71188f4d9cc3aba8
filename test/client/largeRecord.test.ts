import { createResource, isConflictError, isResponseError } from 'noclobber';
import { createVersionChecker, memoryStore, plainSigner } from 'noclobber/server';
import { describe, expect, it } from 'vitest';

interface Book {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

const text = 'Five megabytes of words. '.repeat(210_000);

/** A server with a book of 5 MB, as far as its limits let it, and what it answered to writes. */
async function openLibrary(bodyBytes?: number) {
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: plainSigner(),
    resources: { books: {} },
    ...(bodyBytes === undefined ? {} : { limits: { bodyBytes } }),
  });
  const refusals: unknown[] = [];
  const books = createResource<Book>({
    url: 'http://library.test/books',
    async fetch(request) {
      const response = await checker.fetch(request);
      if (request.method !== 'GET' && !response.ok) refusals.push(await response.clone().json());
      return response;
    },
  });
  return { books, refusals };
}

describe('a record of 5 MB', () => {
  it('F17: is refused by default', async () => {
    const { books } = await openLibrary();
    const error: unknown = await books.create({ id: '1', title: 'Long', text }).catch((thrown) => thrown);

    expect(isResponseError(error) && error.status).toBe(413);
  });

  it('F17: is saved where the limit is raised; a conflict names where it is, and holds it whole all the same', async () => {
    const { books, refusals } = await openLibrary(8_000_000);
    const base = await books.create({ id: '1', title: 'Long', text });
    const theirs = await books.save({ base, mine: { ...base.value, text: `Theirs. ${text}` } });
    const mine = { ...base.value, text: `${text} Mine.` };
    const error: unknown = await books.save({ base, mine }).catch((thrown: unknown) => thrown);

    expect(refusals).toEqual([expect.objectContaining({ current: null, currentHref: '/books/1' })]);
    expect(isConflictError<Book>(error) && error.conflict).toEqual({
      kind: 'modified',
      base,
      mine,
      theirs,
    });
  });
});
