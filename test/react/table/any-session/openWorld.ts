import { counter, text } from 'noclobber';
import type { SavePolicy } from '../../../../src/client/index.js';
import { createTableSession } from '../../../../src/react/table/session/createTableSession.js';
import { workingCode } from '../../../../src/react/table/session/workingCode.js';
import { createTableStore } from '../../../../src/react/table/store/createTableStore.js';
import type { Article } from '../../../newsroom.js';
import { createCounts } from './createCounts.js';
import { createEditor, type TypedCell } from './createEditor.js';
import { createLine } from './createLine.js';
import { createScreen } from './createScreen.js';
import { createWatch } from './createWatch.js';
import { createWishes } from './createWishes.js';
import { createWitness } from './createWitness.js';
import { createWork } from './createWork.js';
import { createInput, piecesOf, type Field } from './fields.js';
import { openServer } from './openServer.js';

export interface WorldOptions {
  readonly policy: SavePolicy;
  readonly chunkRows?: number | undefined;
  /** Bodies merge as texts, prices are counted. */
  readonly hasRules: boolean;
}

/** A person at a table with its session, the server, the line in between, and a desk that edits the same articles. */
export async function openWorld({ policy, chunkRows, hasRules }: WorldOptions) {
  const rules = hasRules ? { body: text(), price: counter() } : {};
  const isStrict = policy === 'silent' || policy === 'abort-all';
  const pieces = (field: string, value: unknown) => piecesOf(field, value, hasRules);

  const store = createTableStore<Article>({ userId: 'You', isStrict, rules });
  const witness = createWitness({ pieces, currentId: store.currentId });
  const server = await openServer(witness.judge);
  const line = createLine((request) => server.carry(request, 'You'));
  const resource = server.articlesOf('You', { retries: 0, fetch: line.fetch, rules });
  store.setRows(server.list());
  const session = createTableSession<Article>({ resource, store, chunkRows });
  session.connect({ policy, onSaved() {} });
  // Here nothing waits for code, so that what nothing holds is done when nothing moves.
  await workingCode.load();

  const screen = createScreen(store);
  const counts = createCounts(server.list());
  /** `over` is what the cells showed when the person began, where that is not what they show now. */
  function write(cells: readonly TypedCell[], over?: unknown): void {
    for (const { id, field, value } of cells)
      if (field === 'price') counts.add(id, { from: over ?? screen.shownAt(id, field), to: value });
    store.edit(cells);
  }
  async function deskSaves(id: string, field: Field, value: unknown): Promise<void> {
    const from = server.get(id)?.value[field];
    await server.deskSaves(id, { [field]: value });
    if (field === 'price') counts.add(id, { from, to: value });
  }
  const editor = createEditor({ store, screen, write, pieces });

  return {
    policy,
    server,
    line,
    store,
    session,
    editor,
    pieces,
    write,
    deskSaves,
    counts,
    witness,
    ...screen,
    ...createWatch({ store, session, screen, editor, witness }),
    ...createWork(line),
    wishes: createWishes({ store, screen, pieces, versions: server.versions }),
    input: createInput(hasRules),
    /** How many records were to be made. */
    asked: { rows: 0, copies: 0, recreations: 0 },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;
