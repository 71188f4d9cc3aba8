import {
  createDraftKeeper,
  draftName,
  findDraft,
  hearPages,
  hold,
  listSaves,
  noteUnderway,
  putDraft,
  randomKey,
  removeDraft,
  removeSave,
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

/** How long another tab may take to bring a draft back. */
const patienceMs = 1000;

export function createFormDraft<T extends RecordValue>(options: FormDraftOptions<T>): FormDraft<T> {
  const { session, resource, id, userId, ttlMs } = options;
  const { url, secret = [] } = resource;
  const ownSlot = randomKey();
  /** Where a copy lies: under the place that the form had then. */
  let kept: (DraftPlace & { readonly slot: string }) | undefined;
  /** The forms that left what was restored, where saves of theirs wait. */
  let before: readonly string[] = [];
  let broughtBack: Promise<void> = Promise.resolve();

  const place = (): DraftPlace => ({ userId, url, id: session.getState().record?.value.id ?? id ?? '' });
  const end = new AbortController();
  /** What may be kept of an edit; undefined while the code that leaves its secrets out isn't here. */
  function open(edit: Unsaved<T>, unsaved: readonly string[]): Unsaved<T> | null | undefined {
    if (secret.length === 0) return edit;
    const { code } = meetingCode.getState();
    if (code) return code.withoutSecrets(edit, { secret, unsaved });
    loadOpen();
    return undefined;
  }

  const loadOpen = () => void meetingCode.load().then(() => end.signal.aborted || keeper.touch(), refuse);

  /** Lets other forms restore the copy of this one. */
  let letGo: () => void;

  const refuse = () => session.tellKept(false);

  const keeper = createDraftKeeper<T>({
    read() {
      const { status, record, draft } = session.getState();
      if (status === 'loading' || session.isRestoring()) return undefined;
      const unsaved = session.getUnsaved();
      if (unsaved.length > 0 && session.isDisowned()) return undefined;
      session.own();
      // What was restored differs from nothing yet where it was typed back over what waits: it is an edit of that.
      const isTypedBack = before.length > 0 && draft.restoredAt === null;
      // Of a form that shows what is saved, too, while it is about to save something else.
      return unsaved.length > 0 || status === 'queued' || isTypedBack
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
        forms: [session.name, ...before],
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
    session.disown();
    before = [];
  }

  async function dropRestored(): Promise<void> {
    if (before.length === 0) return;
    const dropped = before;
    before = [];
    // Waiting, or stuck, it must not be sent or asked once more.
    for (const { form, order } of await listSaves(userId))
      if (dropped.includes(form)) await removeSave(order);
  }

  async function sendRestored(): Promise<void> {
    await broughtBack;
    if (!navigator.onLine || before.length === 0) return;
    const { sendRestored: send } = await meetingCode.load();
    if (await send(session, { userId, forms: before })) before = [];
  }

  async function bringBack(): Promise<void> {
    // Read first: a save that has left the queue by now is settled in the draft.
    const saves = await listSaves(userId);
    const found = await findDraft<T>(place(), Date.now());
    if (!found || end.signal.aborted) return;
    // A draft is not mixed with what somebody else has typed.
    const isTheirs = session.isDisowned() && session.getUnsaved().length > 0;
    if (isTheirs && !isEqual(session.getValues(), found.mine)) return;
    const forms = (found.forms ?? []).filter((form) => form !== session.name);
    const queued = saves.findLast(({ form }) => forms.includes(form));
    // Where that throws, it stays in the browser. What is queued of a record's draft is that record.
    session.restore({ ...found, over: queued?.mine as T | undefined });
    kept = found;
    letGo();
    letGo = hold(draftName(found));
    before = queued ? forms : [];
    keeper.adopt();
  }

  /** Of tabs that are opened at once one brings it back; the next one looks after that, or when that one has fallen asleep. */
  async function bringBackAlone(): Promise<void> {
    // A page without TLS has no locks, whatever the type says.
    const locks: LockManager | undefined = navigator.locks;
    const name = draftName({ ...place(), slot: '' });
    const signal = AbortSignal.timeout(patienceMs);
    await (locks?.request(name, { signal }, bringBack).catch(bringBack) ?? bringBack());
  }

  return {
    start() {
      letGo = hold(draftName({ ...place(), slot: ownSlot }));
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
      document.addEventListener('visibilitychange', onHidden, end);
      document.addEventListener('freeze', onLeave, end);
      window.addEventListener('pagehide', onLeave, end);
      if (secret.length > 0) loadOpen();
      broughtBack = bringBackAlone().catch(refuse);
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
      session.own();
      await keeper.flush();
      // What is saved now holds it, too.
      await dropRestored();
    },
    sendRestored,
    keepDiscarded(unsaved) {
      const kept = open(unsaved, session.getUnsaved());
      // Where something is discarded, its code is here.
      const { code } = meetingCode.getState();
      dropRestored().catch(refuse);
      if (kept) code?.keepCopy(place(), kept, { ttlMs, isDiscarded: true }).catch(refuse);
    },
  };
}
