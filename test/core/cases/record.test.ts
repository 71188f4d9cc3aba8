import { createResource, isConflictError, merge, resolve, type Conflict, type Versioned } from 'noclobber';
import { externalEdit } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { openNewsroom, type Article } from '../../newsroom.js';

describe('a record', () => {
  it('74: asks where it was deleted, and comes back or stays away as chosen', async () => {
    const { mine, desk } = await openNewsroom();
    const base = await mine.get('1');
    await desk.remove({ base });
    const edited = { ...base.value, title: 'Mine' };
    const conflict = await conflictOf(mine.save({ base, mine: edited }));

    expect(conflict).toMatchObject({ kind: 'deleted', base, mine: edited });
    await expect(mine.get('1')).rejects.toMatchObject({ status: 410 });
    expect((await mine.create(edited, { isReplacement: true })).value).toEqual(edited);
    expect((await mine.get('1')).value).toEqual(edited);
  });

  it('75: asks in a second conflict only what is new, and keeps what was settled', async () => {
    const { mine, desk } = await openNewsroom();
    const base = await mine.get('1');
    const edited = { ...base.value, title: 'Mine', price: 1 };
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs', tags: ['theirs'] }));
    const first = modified(await conflictOf(mine.save({ base, mine: edited })));
    const settled = resolve(mergeOf(first), [{ path: ['title'], pick: 'mine' }]);
    await externalEdit(desk, '1', (article) => ({ ...article, price: 2, body: 'Theirs' }));
    const second = modified(await conflictOf(mine.save({ base: first.theirs, mine: settled.merged })));
    const again = mergeOf(second);

    expect(second.base).toBe(first.theirs);
    expect(again.conflicts).toMatchObject([{ path: ['price'], base: 180, mine: 1, theirs: 2 }]);
    const { merged } = resolve(again, [{ path: ['price'], pick: 'theirs' }]);
    expect((await mine.save({ base: second.theirs, mine: merged })).value).toEqual({
      ...base.value,
      title: 'Mine',
      price: 2,
      tags: ['theirs'],
      body: 'Theirs',
    });
  });

  it('76: sends nothing where the merge comes to what the server has', async () => {
    const { articlesOf, desk, fetch } = await openNewsroom();
    const sent: string[] = [];
    const articles = articlesOf('You', {
      fetch(request) {
        sent.push(request.method);
        return fetch(request);
      },
    });
    const base = await articles.get('1');
    const theirs = await externalEdit(desk, '1', (article) => ({ ...article, title: 'Same', price: 2 }));
    const conflict = modified(
      await conflictOf(articles.save({ base, mine: { ...base.value, title: 'Same' } })),
    );
    const { merged, conflicts, changes } = mergeOf(conflict);
    sent.length = 0;

    expect(conflicts).toEqual([]);
    expect(changes.map(({ path, kind }) => [path[0], kind])).toEqual([
      ['title', 'both'],
      ['price', 'theirs'],
    ]);
    expect(await articles.save({ base: conflict.theirs, mine: merged })).toEqual(theirs);
    expect(sent).toEqual([]);
  });

  it('77: keeps a field that this version of the form does not know, and sends it back', async () => {
    const { mine, fetch } = await openNewsroom();
    const newer = createResource<Article & { readonly urgency?: { readonly level: number } }>({
      url: mine.url,
      fetch,
    });
    const base = await mine.get('1');
    await externalEdit(newer, '1', (article) => ({ ...article, urgency: { level: 2 } }));
    const conflict = modified(await conflictOf(mine.save({ base, mine: { ...base.value, title: 'Mine' } })));
    const { merged, conflicts } = mergeOf(conflict);
    await mine.save({ base: conflict.theirs, mine: merged });

    expect(conflicts).toEqual([]);
    expect((await newer.get('1')).value).toEqual({ ...base.value, title: 'Mine', urgency: { level: 2 } });
  });
});

interface Modified {
  readonly base: Versioned<Article>;
  readonly mine: Article;
  readonly theirs: Versioned<Article>;
}

async function conflictOf(save: Promise<unknown>): Promise<Conflict<Article>> {
  const error = await save.catch((thrown: unknown) => thrown);
  if (!isConflictError<Article>(error)) throw new Error('No conflict.', { cause: error });
  return error.conflict;
}

function modified(conflict: Conflict<Article>): Modified {
  if (conflict.kind !== 'modified') throw new Error('The record is gone.');
  return conflict;
}

function mergeOf({ base, mine, theirs }: Modified) {
  return merge({ base: base.value, mine, theirs: theirs.value });
}
