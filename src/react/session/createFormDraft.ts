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
  settleDraft,
  type Draft,
  type DraftPlace,
  type RecordValue,
  type Resource,
  type Unsaved,
} from '../../client/index.js';
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
  /** Keeps what is typed now. */
  flush(): Promise<void>;
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

  const place = (): DraftPlace => ({ userId, url, id: session.getState().record?.value.id ?? id ?? '' });
  const toDraft = (unsaved: Unsaved<T>): Omit<Draft<T>, 'slot' | 'isDiscarded'> => {
    const now = Date.now();
    return { ...place(), ...unsaved, keptAt: new Date(now).toISOString(), expiresAt: now + ttlMs };
  };

  /** What may be kept of an edit; undefined while it isn't known yet how to leave its secrets out. */
  let open = (edit: Unsaved<T>, _unsaved: readonly string[]): Unsaved<T> | null | undefined =>
    secret.length > 0 ? undefined : edit;

  const refuse = () => session.tellKept(false);

  const keeper = createDraftKeeper<T>({
    read() {
      const { status, record } = session.getState();
      if (status === 'loading' || session.isRestoring()) return undefined;
      const unsaved = session.getUnsaved();
      return unsaved.length > 0
        ? open({ base: record, mine: session.getValues(), review: session.getReview() }, unsaved)
        : null;
    },
    async put(unsaved) {
      const draft = { ...toDraft(unsaved), slot: ownSlot, isDiscarded: false };
      const replaced = kept;
      kept = draft;
      await putDraft(draft, { replaced });
    },
    async remove() {
      if (kept) await removeDraft(kept);
      const settled = restored;
      restored = undefined;
      if (settled) await settleDraft(settled);
    },
    onKept: session.tellKept,
  });

  async function bringBack(isWanted: () => boolean): Promise<void> {
    const found = await findDraft<T>(place(), Date.now());
    if (!found || !isWanted()) return;
    kept = found;
    restored = found;
    keeper.adopt();
    session.restore(found);
  }

  return {
    start() {
      const end = new AbortController();
      const until = { signal: end.signal };
      const onLeave = () => {
        void keeper.flush();
        noteUnderway();
      };
      const onHidden = () => document.visibilityState === 'hidden' && onLeave();
      const stops = [
        hold(draftName({ ...place(), slot: ownSlot })),
        hearPages((kind) => kind === 'cleared' && keeper.forget()),
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
      bringBack(() => !until.signal.aborted).catch(refuse);
      return () => {
        end.abort();
        for (const stop of stops) stop();
        void keeper.flush();
      };
    },
    touch: keeper.touch,
    flush: keeper.flush,
    keepDiscarded(unsaved) {
      const kept = open(unsaved, session.getUnsaved());
      if (kept) putDraft({ ...toDraft(kept), slot: 'discarded', isDiscarded: true }).catch(refuse);
    },
  };
}
