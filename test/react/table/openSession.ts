import type { ResourceOptions } from 'noclobber';
import { externalEdit } from 'noclobber/testing';
import { expect } from 'vitest';
import type { SavePolicy } from '../../../src/client/index.js';
import { createTableSession } from '../../../src/react/table/session/createTableSession.js';
import { createTableStore } from '../../../src/react/table/store/createTableStore.js';
import { stateOf } from '../../../src/react/table/store/editedRow.js';
import type { Article } from '../../newsroom.js';
import { openArticles } from '../../client/batch/articles.js';

interface SessionOptions {
  readonly policy?: SavePolicy;
  readonly chunkRows?: number;
  readonly rules?: ResourceOptions<Article>['rules'];
}

interface Line {
  held?: Promise<void>;
  isReadingCut: boolean;
  /** What happens to the answers that come next: it is lost, or its last row's is that the server was busy. */
  faults: ('lost' | 'busy' | undefined)[];
}

/** A table's session over the real checker, with articles 1 to `count` in its store, and a line that can be held and cut. */
export async function openSession(
  count: number,
  { policy = 'silent', chunkRows, rules }: SessionOptions = {},
) {
  const newsroom = await openArticles(count);
  const line: Line = { isReadingCut: false, faults: [] };
  const sent: string[] = [];
  const cut = () => new TypeError('The connection was cut before the answer arrived.');
  const mine = newsroom.articlesOf('You', {
    retries: 0,
    ...(rules ? { rules } : {}),
    async fetch(request) {
      const isRead = request.method === 'GET';
      if (isRead && line.isReadingCut) throw cut();
      sent.push(request.method);
      if (!isRead && line.held) await asLongAs(request.signal, line.held);
      const answer = await newsroom.checker.fetch(request);
      if (isRead) return answer;
      const fault = line.faults.shift();
      if (fault === 'lost') throw cut();
      return fault === 'busy' ? withLastBusy(answer) : answer;
    },
  });
  const isStrict = policy === 'silent' || policy === 'abort-all';
  const store = createTableStore<Article>({ userId: 'You', isStrict, rules });
  store.setRows(newsroom.items);
  const session = createTableSession<Article>({ resource: mine, store, chunkRows });
  session.connect({ policy, onSaved() {} });
  const set = (id: string, change: Partial<Article>) =>
    store.edit(Object.entries(change).map(([field, value]) => ({ id, field, value })));
  const desks = (id: string, change: Partial<Article>) =>
    externalEdit(newsroom.desk, id, (value) => ({ ...value, ...change }));
  return {
    ...newsroom,
    store,
    session,
    set,
    desks,
    /** How many requests have gone out. */
    sentCount: () => sent.length,
    notice: () => session.getState().notice,
    state(id: string) {
      const row = store.getEdited(id);
      return row ? stateOf(row) : 'clean';
    },
    titles: async () => (await newsroom.desk.list({ sort: ['id'] })).items.map(({ value }) => value.title),
    /** Edits a title that the desk changes, too, and hears of it. */
    async meet(id: string) {
      set(id, { title: `Mine ${id}` });
      await desks(id, { title: `Theirs ${id}` });
      store.receive([await newsroom.desk.get(id)]);
    },
    async reviewing(id: string | undefined) {
      await expect.poll(() => session.getState().reviewed?.id).toBe(id);
    },
    /** Saves what the dialog shows as one's own. */
    saveMine() {
      const { onSave, conflict } = session.getDialog();
      if (!conflict) throw new Error('The dialog is closed.');
      return onSave(conflict.mine, []);
    },
    /** Loses the answers to the next writes, after they were carried out. */
    lose: (times = 1) => void (line.faults = Array.from({ length: times }, () => 'lost' as const)),
    goWrong: (...faults: Line['faults']) => void (line.faults = faults),
    cutReads: (isCut: boolean) => void (line.isReadingCut = isCut),
    /** Holds writes until what it returns is called. */
    hold() {
      let letGo = () => {};
      line.held = new Promise((resolve) => (letGo = resolve));
      return () => letGo();
    },
  };
}

/** Waits as a real request does: no longer than its signal lets it. */
function asLongAs(signal: AbortSignal, held: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    void held.then(resolve);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

async function withLastBusy(answer: Response): Promise<Response> {
  const body = (await answer.json()) as { readonly results: readonly object[] };
  const results = body.results.map((result, at) =>
    at === body.results.length - 1 ? { ...result, status: 503, body: null } : result,
  );
  return Response.json({ ...body, results }, { status: answer.status });
}
