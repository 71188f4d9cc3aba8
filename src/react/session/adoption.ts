import type { RecordValue, SavedOutcome } from '../../client/index.js';
import { holdBack, merge, settle, type Rules, type Versioned } from '../../core/index.js';
import { isOlder } from '../newest.js';
import type { AcceptOptions, Adopted } from './adopted.js';
import { settled, type FormPort, type FormState } from './formState.js';
import { layAround } from './layAround.js';

interface Session<T> {
  readonly port: FormPort<T>;
  readonly rules: Rules<T> | undefined;
  getState(): FormState<T>;
  /** The newest version that was met. */
  getLatest(): Versioned<T> | null;
  setLatest(met: Versioned<T>): void;
  getValues(): T;
  set(next: Partial<FormState<T>>): void;
  onSaved(record: Versioned<T>): void;
}

/** How a form goes on from what was saved from it. */
interface Adoption<T> {
  /**
   * The answer becomes the base; what was typed while it was on its way stays, unsaved. Where that is a field that others had changed,
   * and that was merged in unseen, the base is held back: the next save asks.
   */
  accept(outcome: SavedOutcome<T>, options: AcceptOptions<T>): void;
  /** Takes a record that was saved from here, unless a newer one was met: then that, laid around what is typed. */
  adopt(saved: Adopted<T>): void;
}

export function adoption<T extends RecordValue>(session: Session<T>): Adoption<T> {
  const { port, rules, getState, getLatest, setLatest, getValues, set } = session;

  function adopt(saved: Adopted<T>): void {
    const { record, notice } = saved;
    const { record: shown, theirChanges: seen } = getState();
    if (shown?.value.id === record.value.id && isOlder(shown, record)) {
      // A late answer: the form has followed a version that was made of this one.
      set({ ...settled, status: 'saved', record: shown, theirChanges: seen, notice });
      return;
    }
    const { newest: met, base, mine, theirChanges } = layAround(saved, { latest: getLatest(), rules });
    setLatest(met);
    port.setValues({ base: base.value, mine });
    set({ ...settled, status: 'saved', record: base, theirChanges, notice });
  }

  return {
    accept({ record, theirs }, { sent, base, notice = null }) {
      const shown = getState().record;
      const mine = settle({ sent, mine: getValues(), saved: record.value }, rules);
      // What the form has followed meanwhile was seen.
      const from = base && shown && isOlder(shown, base) ? shown : base;
      const met = from && theirs && merge({ base: from.value, mine, theirs: theirs.value }, rules);
      const contested = met?.conflicts ?? [];
      const held = holdBack({ base: from ?? record, record, contested, orders: met?.orders });
      adopt({ record, base: held, mine, contested, change: theirs?.change, notice });
      // With nothing to save nothing was sent.
      if (record.token !== base?.token) session.onSaved(record);
    },
    adopt,
  };
}
