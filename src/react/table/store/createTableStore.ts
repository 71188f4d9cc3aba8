import type { NewRecord, RecordValue, RowOutcome } from '../../../client/index.js';
import { isEqual, type Versioned } from '../../../core/index.js';
import { isOlder, newest } from '../../newest.js';
import { createHistory } from './createHistory.js';
import { createNewRows } from './createNewRows.js';
import { createOverlay } from './createOverlay.js';
import { createRows, requireTokens } from './createRows.js';
import { createWriting } from './createWriting.js';
import { again, hear, joined, meet, seeing, withLock, withoutMarks, type MeetOptions } from './changeRow.js';
import {
  asNew,
  freshRow,
  hasMarks,
  isDirty,
  isGone,
  isKept,
  isSendable,
  mineOf,
  type EditedRow,
} from './editedRow.js';
import { resolveRow } from './resolveRow.js';
import { settleRow, type SettleOptions } from './settleRow.js';
import type { CellEdit, TableStore, TableStoreOptions, TableSummary } from './tableStore.js';

/**
 * Makes the store behind a table. What an edit, a save's answer or a live change costs depends on the rows it touches, never on how many
 * there are; a row that nobody touched costs a pointer.
 */
export function createTableStore<T extends RecordValue>({
  rules,
  isStrict = true,
  userId,
}: TableStoreOptions<T> = {}): TableStore<T> {
  let options: MeetOptions<T> = { rules, isStrict };
  const overlay = createOverlay<T>();
  const history = createHistory<T>();
  const rows = createRows<T>((id) => overlay.get(id));
  const newRows = createNewRows(rows, overlay);
  let [version, step] = [0, 0];
  let [summary, countedAt]: [TableSummary?, number?] = [];
  /** What was handed in last: the same list is no news. */
  let given: readonly Versioned<T>[] | undefined;

  const editedOf = (id: string): EditedRow<T> | undefined => {
    const edited = overlay.get(id);
    if (edited) return edited;
    const record = rows.get(id);
    return record && freshRow(record);
  };

  /** Rows that go with what is under way: all at once, since each time costs a walk through all. */
  let going: string[] = [];

  function put(id: string, row: EditedRow<T>): void {
    if (isGone(row)) {
      overlay.remove(id);
      going.push(id);
      return;
    }
    rows.replace(id, row.latest);
    overlay.put(id, row);
  }

  const writing = createWriting<T>({ history, rows, overlay, editedOf, put, getOptions: () => options });
  function done(): void {
    // One that came back in the same breath stays.
    rows.remove(going.filter((id) => !overlay.get(id)));
    going = [];
    version++;
    overlay.flush();
  }

  /** What a person does. */
  function act<R>(work: () => R): R {
    step++;
    const result = work();
    done();
    return result;
  }

  function receiveOne(record: Versioned<T>): void {
    const { id } = record.value;
    const before = rows.get(id);
    const edited = overlay.get(id);
    // The same again says no more than that it is there.
    if (!before || isOlder(before, record) || (before.token === record.token && !edited?.deletion)) return;
    const isNews = record.change !== undefined && record.change.by.id !== userId;
    if (!edited && !isNews) {
      rows.replace(id, record);
      overlay.touch(id);
      return;
    }
    const row = { ...(edited ?? freshRow(before)), deletion: undefined };
    put(id, (isNews ? hear : meet)(row, record, options));
  }

  function settleOne(id: string, outcome: RowOutcome<T>, now: SettleOptions<T>): void {
    const row = editedOf(id);
    if (!row || newRows.hold(id, outcome)) return;
    const settled = settleRow(row, outcome, now);
    const { base } = settled;
    const name = base.value.id;
    if (name === id) return put(id, settled);
    const there = editedOf(name);
    overlay.remove(id);
    rows.swap(id, base);
    history.rename(id, name);
    // It may have been read meanwhile, and be edited there or newer.
    if (!there || (!overlay.get(name) && !isOlder(there.latest, base))) put(name, settled);
    else if (isDirty(settled)) put(name, joined(there, settled, options));
  }

  function addAndEdit(values: readonly NewRecord<T>[], toCells: () => readonly CellEdit[]) {
    return act(() => {
      const added = newRows.add(values);
      history.add([...added, ...writing.edit(toCells())]);
      return added.map(({ id }) => id);
    });
  }

  return {
    setRows(records) {
      if (records === given) return;
      requireTokens(records);
      given = records;
      if (rows.isEmpty()) {
        rows.set(records, []);
        return done();
      }
      const others = newRows.others(records);
      for (const record of others) receiveOne(record);
      const kept = overlay.ids().filter((id) => isKept(overlay.get(id)));
      const newer = others.map((record) => newest(rows.get(record.value.id), record));
      rows.set(newer, kept);
      for (const id of overlay.ids()) if (!rows.get(id)) overlay.remove(id);
      done();
    },
    addRows(records) {
      requireTokens(records);
      const others = newRows.others(records);
      rows.insert(others);
      for (const record of others) receiveOne(record);
      done();
    },
    receive(records) {
      for (const record of records) receiveOne(record);
      done();
    },
    receiveDeleted(ids, change) {
      for (const id of ids) {
        const row = editedOf(id);
        if (row) put(id, { ...row, deletion: change ? { change } : {} });
      }
      done();
    },
    arrange(arrangement) {
      rows.arrange(arrangement);
      done();
    },
    get rowCount() {
      return rows.count();
    },
    idAt: rows.idAt,
    placeOf: rows.placeOf,
    currentId: history.currentId,
    getRow: (id) => overlay.get(id) ?? rows.get(id),
    getEdited: overlay.get,
    idsIn: overlay.idsIn,
    getSummary() {
      if (countedAt === version && summary) return summary;
      const { canUndo, canRedo } = history;
      const next = { ...overlay.count(), canUndo, canRedo };
      countedAt = version;
      summary = isEqual(summary, next) && summary ? summary : next;
      return summary;
    },
    getVersion: () => version,
    getOrderVersion: rows.getVersion,
    getStep: () => step,
    subscribeRow: overlay.subscribeRow,
    subscribe: overlay.subscribe,
    addNew: (value) => addAndEdit([value], () => [])[0] ?? '',
    edit: (cells) => void addAndEdit([], () => cells),
    addAndEdit,
    open(id, field) {
      const row = editedOf(id);
      if (row) put(id, { ...seeing(row, field), open: field });
      done();
    },
    close(id) {
      const row = overlay.get(id);
      if (!row) return;
      put(id, again({ ...row, open: undefined }, options));
      const held = newRows.release(id);
      if (held) settleOne(id, held.outcome, { ...options, isWaiting: false });
      if (held?.read) receiveOne(held.read);
      done();
    },
    undo: () => history.canUndo && act(writing.undo),
    redo: () => history.canRedo && act(writing.redo),
    discard: (ids = overlay.ids()) => act(() => writing.discard(ids)),
    choose(id, choices) {
      const row = overlay.get(id);
      if (row) put(id, { ...row, choices });
      done();
    },
    send: (ids) =>
      act(() =>
        ids.flatMap((id) => {
          const row = overlay.get(id);
          if (!row || !isSendable(row)) return [];
          put(id, { ...row, sent: row.edits });
          const value = asNew(row);
          return [{ id, base: row.base, mine: mineOf(row), ...(value ? { asNew: value } : {}) }];
        }),
      ),
    sendResolved(decision) {
      const { id } = decision;
      const row = overlay.get(id);
      if (!row) return;
      const { after, step } = resolveRow(row, decision);
      history.add(step);
      put(id, after);
      done();
    },
    settle(outcomes, { isWaiting = false } = {}) {
      const now = { ...options, isWaiting };
      outcomes.forEach((outcome, id) => settleOne(id, outcome, now));
      done();
    },
    setLocks(locks) {
      for (const id of new Set([...overlay.ids(), ...locks.keys()])) {
        const [row, lock] = [editedOf(id), locks.get(id)];
        if (row && !isEqual(row.lock, lock)) put(id, withLock(row, lock));
      }
      done();
    },
    setStrict(next) {
      options = { rules, isStrict: next };
    },
    clearMarks() {
      for (const id of overlay.ids()) {
        const row = overlay.get(id);
        if (row && hasMarks(row)) put(id, withoutMarks(row));
      }
      done();
    },
  };
}
