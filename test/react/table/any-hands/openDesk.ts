import { merge, type Versioned } from 'noclobber';
import type { RecordLock, RowOutcome } from '../../../../src/client/index.js';
import type { TableStore } from '../../../../src/react/table/store/tableStore.js';
import type { OthersAct } from './act.js';
import { itemVersion, sampleAt, type Item } from './items.js';

interface DeskOptions {
  readonly store: TableStore<Item>;
  readonly isStrict: boolean;
}

type Job = ReturnType<TableStore<Item>['send']>[number];

const lock: RecordLock = {
  holder: { id: 'desk', name: 'Desk', tab: '' },
  mode: 'enforced',
  since: '2026-03-09T14:32:00Z',
  expiresAt: '2026-03-09T14:37:00Z',
  remainingMs: 300_000,
  fence: '1',
};

/** Where items are saved, a server that checks versions, and who else works there: the table hears of it at once. */
export function openDesk({ store, isStrict }: DeskOptions) {
  let number = 1;
  let saved: readonly Versioned<Item>[] = ['1', '2', '3', '4'].map((id, at) =>
    itemVersion({ ...sampleAt(at), id }, number),
  );
  store.setRows(saved);
  let jobs: readonly Job[] = [];
  const gone = new Set<string>();
  const locked = new Set<string>();
  const find = (id: string) => saved.find(({ value }) => value.id === id);

  function write(value: Item): Versioned<Item> {
    const record = itemVersion(value, ++number);
    const place = saved.findIndex((other) => other.value.id === value.id);
    saved = place < 0 ? [...saved, record] : saved.with(place, record);
    return record;
  }

  function save({ base, mine, asNew }: Job): RowOutcome<Item> {
    if (asNew) return { kind: 'saved', record: write({ ...mine, id: `t${++number}` }), changes: [] };
    const theirs = find(mine.id);
    if (!theirs) return { kind: 'conflict', conflict: { kind: 'deleted', base, mine } };
    if (theirs.token === base.token) return { kind: 'saved', record: write(mine), changes: [] };
    const { merged, conflicts, changes } = merge({ base: base.value, mine, theirs: theirs.value });
    if (isStrict || conflicts.length > 0)
      return { kind: 'conflict', conflict: { kind: 'modified', base, mine, theirs } };
    return { kind: 'saved', record: write(merged), theirs, changes };
  }

  function answer(): void {
    const outcomes = new Map(jobs.map((job) => [job.id, save(job)]));
    jobs = [];
    store.settle(outcomes);
  }

  /** Puts a record in its place, and has the table read all anew. */
  function place(record: Versioned<Item>, to: number): void {
    saved = saved.filter((other) => other !== record).toSpliced(to, 0, record);
    store.setRows(saved);
  }

  function remove({ value: { id } }: Versioned<Item>): string {
    saved = saved.filter(({ value }) => value.id !== id);
    gone.add(id);
    return id;
  }

  function turnLock({ value: { id } }: Versioned<Item>): void {
    if (!locked.delete(id)) locked.add(id);
    store.setLocks(new Map([...locked].map((each) => [each, lock])));
  }

  function act(their: OthersAct): void {
    if (their.kind === 'answer') return answer();
    if (their.kind === 'theyInsert')
      return place(itemVersion({ ...sampleAt(their.sample), id: `t${++number}` }, ++number), their.to);
    // Of one that the table has not, nothing comes over the line.
    const here = saved.filter(({ value }) => store.getRow(value.id));
    const record = here[their.row % here.length];
    if (!record) return;
    switch (their.kind) {
      case 'theySave': {
        const theirs = sampleAt(their.sample)[their.field];
        return store.receive([write({ ...record.value, [their.field]: theirs })]);
      }
      case 'theyDelete':
        return store.receiveDeleted([remove(record)]);
      case 'theyTakeOut':
        remove(record);
        return store.setRows(saved);
      case 'theyLock':
        return turnLock(record);
      case 'theyMove':
        return place(record, their.to);
    }
  }

  return {
    act,
    answer,
    find,
    /** Also of what is gone. */
    getIds: () => [...saved.map(({ value }) => value.id), ...gone],
    /** Something is saved that the table has not, as a row of its own. */
    hasMore: () => saved.some(({ value }) => !store.getRow(value.id)),
    send(): void {
      const ids = Array.from({ length: store.rowCount }, (_, at) => store.idAt(at) ?? '');
      jobs = [...jobs, ...store.send(ids)];
    },
  };
}
