import fc from 'fast-check';
import { merge, type Versioned } from 'noclobber';
import { describe, expect, it } from 'vitest';
import type { RowOutcome } from '../../../src/client/index.js';
import { isEqual } from '../../../src/core/index.js';
import { createTableStore } from '../../../src/react/table/store/createTableStore.js';
import {
  conflictOf,
  isTheirs,
  isWritten,
  shownIn,
  stateOf,
} from '../../../src/react/table/store/editedRow.js';
import { isEdited } from '../../../src/react/table/store/tableStore.js';
import { version, type Product } from './openStore.js';

const fields = ['name', 'price'] as const;
const local = ['type', 'type', 'type', 'misspell', 'paste', 'add', 'discard', 'undo', 'redo'] as const;
const others = ['save', 'save', 'delete', 'tell', 'tell', 'tell', 'readAgain', 'clearMarks'] as const;
const sends = ['send', 'send', 'answer', 'answer', 'lose', 'resolve', 'open', 'close'] as const;
interface Act {
  readonly kind: (typeof local | typeof others | typeof sends)[number];
  readonly row: number;
  readonly field: (typeof fields)[number];
  readonly value: number;
}
const anyActs = fc.array(
  fc.record<Act>({
    kind: fc.constantFrom(...local, ...others, ...sends),
    row: fc.nat(2),
    field: fc.constantFrom(...fields),
    value: fc.nat(2),
  }),
  { maxLength: 30, size: 'max' },
);

interface Job {
  readonly id: string;
  readonly base: Versioned<Product>;
  readonly mine: Product;
  readonly asNew?: unknown;
  readonly edited: ReadonlySet<string>;
}

const valueOf = (field: string, value: number) => (field === 'name' ? 'abc'[value] : value);

/** A table's store, a server that checks versions, and what is on its way between them. */
function openTable(isStrict: boolean) {
  let number = 1;
  const ids = ['1', '2', '3'];
  const stored = new Map(ids.map((id) => [id, version(id, { name: 'a', price: 0 })]));
  const heard = new Map(stored);
  const store = createTableStore<Product>({ userId: 'you', isStrict });
  store.setRows([...stored.values()]);
  let jobs: readonly Job[] = [];
  const shownIds = () => Array.from({ length: store.rowCount }, (_, at) => store.idAt(at) ?? '');
  const hear = (record: Versioned<Product>) => {
    const { id } = record.value;
    if (Number(record.change?.version) > Number(heard.get(id)?.change?.version ?? 0)) heard.set(id, record);
  };
  const write = (value: Product) => {
    const record = version(value.id, value, ++number);
    if (!ids.includes(value.id)) ids.push(value.id);
    stored.set(value.id, record);
    return record;
  };
  const put = (rows: readonly Omit<Job, 'edited'>[]) => {
    const edited = (id: string) => new Set(Object.keys(store.getEdited(id)?.edits ?? {}));
    jobs = [...jobs, ...rows.map((row) => ({ ...row, edited: edited(row.id) }))];
  };

  function save({ id, base, mine, asNew, edited }: Job): RowOutcome<Product> {
    if (asNew) return { kind: 'saved', record: write({ ...mine, id: `new ${++number}` }), changes: [] };
    const now = stored.get(id);
    if (!now) return { kind: 'conflict', conflict: { kind: 'deleted', base, mine } };
    if (now.token === base.token) {
      const reverted = fields.filter((field) => mine[field] !== now.value[field] && !edited.has(field));
      expect(reverted).toEqual([]);
      return { kind: 'saved', record: write(mine), changes: [] };
    }
    const result = merge({ base: base.value, mine, theirs: now.value });
    if (isStrict || result.conflicts.length > 0)
      return { kind: 'conflict', conflict: { kind: 'modified', base, mine, theirs: now } };
    return { kind: 'saved', record: write(result.merged), theirs: now, changes: result.changes };
  }

  function answer(job: Job): void {
    jobs = jobs.filter((other) => other !== job);
    const outcome = save(job);
    store.settle(new Map([[job.id, outcome]]));
    if (outcome.kind === 'saved') hear(outcome.record);
    else if (outcome.kind === 'conflict' && outcome.conflict.kind === 'modified')
      hear(outcome.conflict.theirs);
  }

  function resolve(id: string): void {
    const row = store.getEdited(id);
    const conflict = row && !row.sent ? conflictOf(row) : null;
    if (conflict?.kind !== 'modified') return;
    const { theirs, mine } = conflict;
    if (fields.every((field) => mine[field] === theirs.value[field])) return store.discard([id]);
    store.sendResolved({ id, theirs, mine });
    put([{ id, base: theirs, mine }]);
  }

  function tell(id: string): void {
    const now = stored.get(id);
    if (!now) return store.receiveDeleted([id]);
    if (store.getRow(id)) hear(now);
    store.receive([now]);
  }

  function act({ kind, row, field, value }: Act): void {
    const id = shownIds()[row] ?? '1';
    const known = ids[row] ?? '1';
    const cell = { id, field, value: valueOf(field, value) };
    const [job] = jobs;
    switch (kind) {
      case 'type':
        return store.edit([cell]);
      case 'misspell':
        return store.edit([{ ...cell, fault: { message: 'Not a value', text: `typed ${value}` } }]);
      case 'paste':
        return store.edit(shownIds().map((each) => ({ ...cell, id: each })));
      case 'add':
        return void store.addNew({ name: 'a', price: 0 });
      case 'discard':
        return store.discard(value === 0 ? undefined : [id]);
      case 'undo':
        return void store.undo();
      case 'redo':
        return void store.redo();
      case 'save': {
        const now = stored.get(known);
        return void (now && write({ ...now.value, [field]: cell.value }));
      }
      case 'delete':
        return void stored.delete(known);
      case 'tell':
        return tell(known);
      case 'readAgain':
        for (const record of stored.values()) hear(record);
        return store.setRows([...stored.values()]);
      case 'clearMarks':
        return store.clearMarks();
      case 'send':
        return put(store.send(value === 0 ? shownIds() : [id]));
      case 'answer':
        return job && answer(job);
      case 'lose':
        return job && store.settle(new Map([[job.id, { kind: 'unanswered' }]]), { isWaiting: true });
      case 'resolve':
        return resolve(id);
      case 'open':
        return store.open(id, field);
      case 'close':
        return store.close(id);
    }
  }

  return { store, stored, heard, shownIds, act, answer, resolve, tell, put, getJobs: () => jobs, ids };
}

type Table = ReturnType<typeof openTable>;
type Look = ReturnType<typeof look>;

/** What each cell shows, whether a person has written into it, and whether that stands against what others saved. */
function look({ store, shownIds }: Table) {
  return shownIds().flatMap((id) =>
    fields.map((field) => {
      const row = store.getRow(id);
      if (!row || !isEdited(row))
        return { id, field, shown: row?.value[field], isMine: false, isOpen: false };
      const shown = shownIn(row, field);
      const isMine = isWritten(row, field);
      const isOpen = isMine && isTheirs(row, field) && shown !== row.latest.value[field];
      return { id, field, shown: row.faults[field]?.text ?? shown, isMine, isOpen };
    }),
  );
}

/** Each row stands once, counts are true, and what nobody here has written is the newest that was heard of. */
function check(table: Table): void {
  const { store, shownIds, heard } = table;
  const ids = shownIds();
  expect(ids.map(store.placeOf)).toEqual(ids.map((_, at) => at));
  const rows = ids.map(store.getEdited).filter((row) => row !== undefined);
  const states = rows.map(stateOf);
  const { states: counts, open } = store.getSummary();
  expect(open).toBe(states.filter((state) => state === 'conflict' || state === 'deleted').length);
  for (const [state, count] of Object.entries(counts))
    expect([state, count]).toEqual([state, states.filter((each) => each === state).length]);
  for (const { id, field, shown, isMine } of look(table))
    expect({ id, shown }).toEqual({ id, shown: isMine ? shown : (heard.get(id)?.value[field] ?? shown) });
}

/** Whose edit a cell is may change: others may have saved the same. */
const shownAs = (cells: Look) => cells.map(({ id, field, shown }) => ({ id, field, shown }));
const withOpen = (cells: Look) =>
  cells.map(({ isMine, ...cell }) => ({ ...cell, isMine: isMine && cell.isOpen }));

/** What a person has just done is taken back, also to a conflict, and done again. */
function turnBack(table: Table, before: Look): void {
  const after = look(table);
  table.store.undo();
  expect(withOpen(look(table))).toEqual(withOpen(before));
  table.store.redo();
  expect(withOpen(look(table))).toEqual(withOpen(after));
  check(table);
}

/** What is typed is there: but over an edit, or in an editor open since then, the value that was read takes it back; a deleted row takes none. */
function shows(table: Table, { row, field, value }: Act, before: Look): void {
  const cell = before.filter((each) => each.field === field)[row];
  const edited = cell && table.store.getEdited(cell.id);
  if (!cell || cell.isMine || edited?.deletion || edited?.open === field) return;
  const now = look(table).find((each) => each.id === cell.id && each.field === field);
  expect([cell.id, now?.shown]).toEqual([cell.id, valueOf(field, value)]);
}

/** What a person wrote is still there, whatever the others did. */
function keepsMine(before: Look, after: Look): void {
  const mine = shownAs(before.filter(({ isMine }) => isMine));
  expect(shownAs(after)).toEqual(expect.arrayContaining(mine));
}

/** Answers, tells and decides all that is left, until nothing is. */
function finish(table: Table): void {
  const { store, stored, shownIds, ids } = table;
  for (const id of shownIds()) store.close(id);
  for (let turn = 0; turn < 4; turn++) {
    for (const job of table.getJobs()) table.answer(job);
    for (const id of ids) table.tell(id);
    for (const id of shownIds()) {
      const row = store.getEdited(id);
      if (!row) continue;
      for (const field of Object.keys(row.faults)) store.edit([{ id, field, value: shownIn(row, field) }]);
      if (row.deletion) store.discard([id]);
      else table.resolve(id);
    }
    table.put(store.send(shownIds()));
    check(table);
  }
  const left = shownIds().filter((id) => !store.getEdited(id)?.isNew);
  expect(left.toSorted()).toEqual([...stored.keys()].toSorted());
  for (const { id, field, shown } of look(table).filter((cell) => stored.has(cell.id)))
    expect(shown).toBe(stored.get(id)?.value[field]);
  expect(store.idsIn('edited', 'conflict', 'saving', 'deleted', 'invalid')).toEqual([]);
}

const ofPerson = ['type', 'misspell', 'paste', 'add', 'discard'];
const ofOthers = [...others, 'open', 'close', 'lose'];
const isSame = (a: Look, b: Look) => isEqual(shownAs(a), shownAs(b));

describe.each([true, false])('whatever happens in whatever order, strict: %s', (isStrict) => {
  it('loses nothing that was typed, reverts nothing that others saved, and takes back what was done', () => {
    fc.assert(
      fc.property(anyActs, (acts) => {
        const table = openTable(isStrict);
        for (const act of acts) {
          const before = look(table);
          table.act(act);
          check(table);
          const after = look(table);
          if (act.kind === 'type') shows(table, act, before);
          if (ofPerson.includes(act.kind) && !isSame(before, after)) turnBack(table, before);
          if (ofOthers.includes(act.kind)) keepsMine(before, after);
        }
        finish(table);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });
});
