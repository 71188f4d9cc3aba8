import type { RecordValue, Unsaved } from '../../client/index.js';
import { settle, type Versioned } from '../../core/index.js';
import { editOf } from './editOf.js';
import { layAround } from './follow.js';
import type { Inside } from './inside.js';
import { withNews } from './theirChanges.js';
import { typedOver } from './typedOver.js';

/** Lays what was typed earlier around what was saved and typed since. */
export function restoreOver<T extends RecordValue>(inside: Inside<T>, draft: Unsaved<T>): void {
  const { record } = inside.state;
  if (record) overRecord(inside, draft, record);
  else overDefaults(inside, draft);
}

function overDefaults<T extends RecordValue>(inside: Inside<T>, draft: Unsaved<T>): void {
  const values = inside.getValues();
  // What a new record's form starts from is as good as a record of this type; an empty input is nothing typed.
  const empty = inside.defaults as T;
  const typed = editOf({ record: empty, raw: values, valid: values }) as T;
  inside.port.setValues({
    base: empty,
    mine: settle({ sent: empty, mine: typed, saved: draft.mine }, inside.rules),
  });
}

function overRecord<T extends RecordValue>(inside: Inside<T>, draft: Unsaved<T>, record: Versioned<T>): void {
  const { port, rules } = inside;
  const base = draft.base ?? record;
  const { review } = draft;
  // Without a base it was typed into a form that was never filled.
  const typed = draft.base ? draft.mine : (typedOver(record.value, draft.mine, inside.defaults) as T);
  if (review) {
    const conflict = { kind: 'modified', base, mine: typed, theirs: review.theirs } as const;
    inside.unfinished = { conflict, choices: review.choices };
  }
  const over = layAround(inside, { base, mine: typed, theirs: record });
  const mine = settle({ sent: record.value, mine: inside.getValues(), saved: over.mine }, rules);
  const theirs = inside.latest ?? record;
  const next = layAround(inside, { base: over.base, mine, theirs });
  port.setValues({ base: next.base.value, mine: next.mine });
  const news = { ...next, followed: [], change: theirs.change };
  inside.set({ record: next.base, theirChanges: withNews(inside.state.theirChanges, news) });
}
