import type { Versioned } from 'noclobber';
import { createTurns } from '../../../../src/react/bulk/createTurns.js';
import { openArticles } from '../../../client/batch/articles.js';
import type { Article } from '../../../newsroom.js';

/** A version that was made, and over which one: without `before` a record was created, without `after` it was deleted. */
export interface MadeVersion {
  readonly id: string;
  readonly by: 'You' | 'Desk';
  readonly before: Versioned<Article> | undefined;
  readonly after: Versioned<Article> | undefined;
}

/** The real checker with articles 1 to 3, and all versions that were made there. `onMade` is told of each. */
export async function openServer(onMade: (made: MadeVersion) => void) {
  const newsroom = await openArticles(3);
  const versions: MadeVersion[] = [];
  let records: ReadonlyMap<string, Versioned<Article>> = new Map();
  const inTurn = createTurns();

  function note(by: MadeVersion['by'], items: readonly Versioned<Article>[]): void {
    const now = new Map(items.map((record) => [record.value.id, record]));
    for (const id of new Set([...records.keys(), ...now.keys()])) {
      const [before, after] = [records.get(id), now.get(id)];
      if (before?.token === after?.token) continue;
      const made = { id, by, before, after };
      versions.push(made);
      onMade(made);
    }
    records = now;
  }
  note('Desk', newsroom.items);

  /** Carries out one request after the other, so that it is known who made which version. */
  const carry = (request: Request, by: MadeVersion['by']) =>
    inTurn(async () => {
      const answer = await newsroom.checker.fetch(request);
      if (request.method !== 'GET') note(by, (await newsroom.desk.list()).items);
      return answer;
    });
  const desk = newsroom.articlesOf('Desk', { fetch: (request) => carry(request, 'Desk') });

  return {
    articlesOf: newsroom.articlesOf,
    carry,
    versions,
    get: (id: string) => records.get(id),
    list: () => [...records.values()],
    async deskSaves(id: string, change: Partial<Article>) {
      const base = records.get(id);
      if (base) await desk.save({ base, mine: { ...base.value, ...change } });
    },
    async deskDeletes(id: string) {
      const base = records.get(id);
      if (base) await desk.remove({ base });
    },
    /** Brings back what was deleted, under another title. */
    async deskRecreates(id: string, title: string) {
      const last = versions.findLast((made) => made.id === id)?.before;
      if (last && !records.has(id)) await desk.create({ ...last.value, title }, { isReplacement: true });
    },
  };
}
