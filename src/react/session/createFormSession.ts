import { isInvalidRecordError, randomKey, type RecordValue } from '../../client/index.js';
import { isEqual } from '../../core/index.js';
import { accept } from './accept.js';
import { asError } from './asError.js';
import { arrivals } from './arrivals.js';
import type { FormNotice } from '../notice.js';
import { createWriter } from './createWriter.js';
import { editOf } from './editOf.js';
import type { FormSession, FormSessionOptions } from './formSession.js';
import { settled, statusOf, type FormPort } from './formState.js';
import type { Inside } from './inside.js';
import { meetingCode } from './meetingCode.js';
import { queueing } from './queueing.js';
import { snapshotOf } from './snapshotOf.js';
import { withCleared } from './withCleared.js';
import { afterPending, createFrom, post, save, validated } from './saving.js';

type Meeting = Awaited<ReturnType<typeof meetingCode.load>>;

/**
 * Makes a session: holds the base still while a person types, saves, merges and asks. Knows no form library.
 */
export function createFormSession<T extends RecordValue>(options: FormSessionOptions<T>): FormSession<T> {
  const { resource, isNew, isLoading = !isNew } = options;
  const port: FormPort<T> = {
    ...options.port,
    setValues({ base, mine }) {
      // Cleared here, or taken out by others.
      options.port.setValues({ base, mine: withCleared(mine, port.getValues()) });
    },
  };
  const listeners = new Set<() => void>();
  const writer = createWriter<T>(resource, {
    async saveOn(edit, saving) {
      // Without the code for it nothing is merged unseen.
      const code = await meetingCode.load().catch(() => undefined);
      return code ? code.saveOn(resource, edit, saving) : saving.first;
    },
    beforeSend: async () => inside.handlers.beforeSend?.(),
    getOutbox: () => inside.handlers.outbox,
    onUnanswered(error, isQueued) {
      if (isQueued) inside.set({ status: 'queued', error: null, notice: { kind: 'queued' } });
      else {
        const retry = () => void save(inside, queue);
        inside.set({ status: 'error', error, notice: { kind: 'unanswered', retry } });
      }
    },
    onSlow: (stop) => inside.set({ notice: { kind: 'slow', stop } }),
  });
  const inside: Inside<T> = {
    resource,
    rules: resource.rules,
    port,
    isNew,
    writer,
    state: { ...settled, status: isLoading ? 'loading' : 'ready', record: null },
    handlers: { onSaved() {}, refetch() {} },
    isBusy: false,
    latest: null,
    asked: undefined,
    over: undefined,
    disowned: undefined,
    unfinished: settled,
    defaults: snapshotOf(port.getValues()),
    set(next) {
      inside.state = { ...inside.state, ...next };
      for (const listener of listeners) listener();
    },
    getValues() {
      const raw = snapshotOf(port.getValues());
      // Laid over a record of this type, the form's values are one.
      return (port.isWhole ? raw : editOf({ record: inside.state.record?.value, raw, valid: raw })) as T;
    },
    async once(work) {
      if (inside.isBusy) return false;
      inside.isBusy = true;
      let isDone = false;
      try {
        isDone = await work();
      } catch (thrown) {
        fail(asError(thrown));
      }
      inside.isBusy = false;
      queue.tidy();
      arriving.catchUp();
      return isDone;
    },
    begin: () => inside.set({ status: 'saving', notice: null, error: null }),
    accept: (outcome, accepting) => accept(inside, outcome, accepting),
    async ask(conflict, asking) {
      try {
        await (await meetingCode.load()).ask(inside, conflict, asking);
      } catch {
        // Without its code the dialog says that it could not be loaded, and tries again.
        inside.asked = inside.getValues();
        inside.set({ status: statusOf(conflict), conflict, choices: [], isReviewing: true, notice: null });
      }
    },
    review: () => void meet((code) => code.review(inside)),
    keepEditing() {
      const { conflict } = inside.state;
      if (!conflict) return;
      const { review } = inside;
      const notice: FormNotice =
        conflict.kind === 'deleted'
          ? { kind: 'deleted', change: conflict.change, isEdited: true, review }
          : { kind: 'unresolved', review };
      inside.set({ isReviewing: false, notice });
      void meetingCode.getState().code?.tellOpen(inside);
    },
    undo: (merge) => void meet((code) => afterPending(inside, () => code.undoMerge(inside, merge))),
    validated: (event) => validated(inside, event),
    post: (edit) => post(inside, edit),
    createFrom: (request) => createFrom(inside, request),
  };
  function discard(): void {
    const sent = inside.getValues();
    const discardNow = (code: Meeting) => {
      if (inside.isBusy) return;
      code.discard(inside, sent);
      queue.tidy();
      arriving.catchUp();
    };
    const { code } = meetingCode.getState();
    if (code) discardNow(code);
    // What can't be loaded leaves all as it is, the way to try again too.
    else meetingCode.load().then(discardNow, () => {});
  }

  const forgive = () => inside.set({ status: 'ready', error: null, notice: null });
  const arriving = arrivals(inside, discard);
  const queue = queueing(inside);

  function fail(error: Error): void {
    if (isInvalidRecordError(error)) port.showErrors(error.errors);
    const { conflict } = inside.state;
    const status = conflict ? statusOf(conflict) : 'error';
    const { code } = meetingCode.getState();
    inside.set({ status, error, notice: code?.notUndone(error) ?? { kind: 'failed', error } });
  }

  /** Does what takes the code for edits that meet; at once where that is here. Nothing waits for it meanwhile. */
  async function meet(work: (code: Meeting) => Promise<boolean> | boolean): Promise<boolean> {
    try {
      const code = meetingCode.getState().code ?? (await meetingCode.load());
      return inside.once(async () => work(code));
    } catch (thrown) {
      // What leads back to an open conflict stays.
      if (!inside.state.conflict) fail(asError(thrown));
      return false;
    }
  }

  return {
    name: randomKey(),
    getState: () => inside.state,
    getValues: inside.getValues,
    // Without its code nothing that was chosen could be saved.
    getReview: () => meetingCode.getState().code?.reviewOf(inside),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connect(handlers) {
      inside.handlers = handlers;
      writer.stay();
    },
    ...arriving,
    save: (event) => save(inside, queue, event),
    forgive,
    resume: queue.resume,
    sendSaves: (saves) => meet((code) => code.sendSaves(inside, saves)),
    leave: queue.leave,
    disown() {
      queue.disown();
      inside.over = undefined;
      inside.disowned = inside.getValues();
      if (inside.state.status === 'queued') forgive();
    },
    isDisowned: () => isEqual(inside.disowned, inside.getValues()),
    own: () => void (inside.disowned = undefined),
    choose: (choices) => inside.set({ choices }),
    resolve: (result, overwritten) => meet((code) => code.resolve(inside, { result, overwritten })),
    overwrite: () => meet((code) => code.overwrite(inside)),
    recreate: () => meet((code) => code.recreate(inside)),
    saveCopy: () => meet((code) => code.saveCopy(inside)),
    discard,
    keepEditing: inside.keepEditing,
    review: inside.review,
  };
}
