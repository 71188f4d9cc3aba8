import {
  createDraftKeeper,
  draftName,
  findDraft,
  hearPages,
  hold,
  noteUnderway,
  putDraft,
  randomKey,
  removeDraft,
  type Draft,
  type DraftPlace,
  type RecordValue,
  type Resource,
  type Unsaved,
} from '../../client/index.js';
import { isEqual } from '../../core/index.js';
import type { FormSession } from './formSession.js';
import { meetingCode } from './meetingCode.js';

export interface FormDraftOptions<T extends RecordValue> {
  readonly session: FormSession<T>;
  readonly resource: Pick<Resource<T>, 'url' | 'secret'>;
  /** `null` for a record that doesn't exist yet. */
  readonly id: string | null;
  readonly userId: string;
  readonly ttlMs: number;
}

/** The copy of a form that the browser keeps. */
export interface FormDraft<T> {
  /** Brings an earlier draft back and keeps a new one from now on. @returns what ends that; what is not saved then stays kept. */
  start(): () => void;
  touch(): void;
  /** Keeps what is typed now, which is about to be saved: what had been queued of it is not needed any more. */
  flush(): Promise<void>;
  /** What the form holds now is not kept while nobody types on: it was cleared, or somebody else typed it. */
  disown(): void;
  /** Sends, if there is a connection, the saves in the queue that what was restored had been typed over. */
  sendRestored(): Promise<void>;
  /** Keeps a copy of what a person discards, which no form restores by itself. */
  keepDiscarded(unsaved: Unsaved<T>): void;
}

export function createFormDraft<T extends RecordValue>(options: FormDraftOptions<T>): FormDraft<T> {
  const { session, resource, id, userId, ttlMs } = options;
  const { url, secret = [] } = resource;
  const ownSlot = randomKey();
  /** Where a copy lies: under the place that the form had then. */
  let kept: (DraftPlace & { readonly slot: string }) | undefined;
  /** What an earlier form left. */
  let restored: Draft<T> | undefined;
  let broughtBack: Promise<void> = Promise.resolve();

  const place = (): DraftPlace => ({ userId, url, id: session.getState().record?.value.id ?? id ?? '' });
  /** What may be kept of an edit; undefined while it isn't known yet how to leave its secrets out. */
  let open = (edit: Unsaved<T>, _unsaved: readonly string[]): Unsaved<T> | null | undefined =>
    secret.length > 0 ? undefined : edit;

  /** Lets other forms restore the copy of this one. */
  let letGo: () => void;

  const refuse = () => session.tellKept(false);

  /** The fields that were unsaved when that was disowned, with what they held. */
  let disowned: readonly unknown[] = [];
  const typed = () => {
    const values: Readonly<Record<string, unknown>> = Object(session.getValues());
    return session.getUnsaved().map((name) => ({ name, value: values[name] }));
  };

  const keeper = createDraftKeeper<T>({
    read() {
      const { status, record } = session.getState();
      if (status === 'loading' || session.isRestoring()) return undefined;
      const unsaved = session.getUnsaved();
      if (unsaved.length > 0 && isEqual(typed(), disowned)) return undefined;
      disowned = [];
      return unsaved.length > 0
        ? open({ base: record, mine: session.getValues(), review: session.getReview() }, unsaved)
        : null;
    },
    async put(unsaved) {
      const now = Date.now();
      const keptAt = new Date(now).toISOString();
      const draft = {
        ...place(),
        ...unsaved,
        keptAt,
        expiresAt: now + ttlMs,
        slot: ownSlot,
        isDiscarded: false,
      };
      const replaced = kept;
      kept = draft;
      letGo();
      letGo = hold(draftName(draft));
      await putDraft(draft, { replaced });
    },
    async remove() {
      if (kept) await removeDraft(kept);
      await dropRestored();
    },
    onKept: session.tellKept,
  });

  function disown(): void {
    keeper.forget();
    disowned = typed();
  }

  async function dropRestored(): Promise<void> {
    const dropped = restored;
    restored = undefined;
    if (!dropped) return;
    const code = meetingCode.load();
    // Without a connection its code may be missing: the queue keeps what it has.
    await code.then((it) => it.dropRestored(dropped)).catch(() => {});
  }

  async function sendRestored(): Promise<void> {
    await broughtBack;
    if (!restored || !navigator.onLine) return;
    if (await (await meetingCode.load()).sendRestored(session, restored)) restored = undefined;
  }

  async function bringBack(isWanted: () => boolean): Promise<void> {
    const found = await findDraft<T>(place(), Date.now());
    // A draft is not mixed with what somebody else has typed.
    const isMixed = disowned.length > 0 && !isEqual(session.getValues(), found?.mine);
    if (!found || !isWanted() || isMixed) return;
    kept = found;
    restored = found;
    keeper.adopt();
    session.restore(found);
  }

  return {
    start() {
      letGo = hold(draftName({ ...place(), slot: ownSlot }));
      const end = new AbortController();
      const until = { signal: end.signal };
      const onLeave = () => {
        void keeper.flush();
        noteUnderway();
      };
      const onHidden = () => document.visibilityState === 'hidden' && onLeave();
      const stops = [
        () => letGo(),
        hearPages((kind) => kind === 'cleared' && disown()),
        session.subscribe(keeper.touch),
      ];
      document.addEventListener('visibilitychange', onHidden, until);
      document.addEventListener('freeze', onLeave, until);
      window.addEventListener('pagehide', onLeave, until);
      if (secret.length > 0) {
        meetingCode.load().then(({ withoutSecrets }) => {
          open = (edit, unsaved) => withoutSecrets(edit, { secret, unsaved });
          if (!until.signal.aborted) keeper.touch();
        }, refuse);
      }
      broughtBack = bringBack(() => !until.signal.aborted).catch(refuse);
      return () => {
        end.abort();
        void keeper.flush();
        for (const stop of stops) stop();
      };
    },
    touch: keeper.touch,
    disown,
    async flush() {
      // Whoever saves it makes it theirs.
      disowned = [];
      await keeper.flush();
      // What is saved now holds it, too.
      await dropRestored();
    },
    sendRestored,
    keepDiscarded(unsaved) {
      const kept = open(unsaved, session.getUnsaved());
      if (!kept) return;
      void meetingCode
        .load()
        .then(({ keepCopy }) => keepCopy(place(), kept, { ttlMs, isDiscarded: true }))
        .catch(refuse);
    },
  };
}
