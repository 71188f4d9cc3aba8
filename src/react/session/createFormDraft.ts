import {
  createDraftKeeper,
  draftName,
  findDraft,
  hearPages,
  hold,
  putDraft,
  randomKey,
  removeDraft,
  type Draft,
  type DraftPlace,
  type RecordValue,
  type Resource,
  type Unsaved,
} from '../../client/index.js';
import type { FormSession } from './formSession.js';

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

  let isLeaving = false;

  const place = (): DraftPlace => ({
    userId,
    url,
    id: session.getState().record?.value.id ?? id ?? '',
  });
  const toDraft = ({ base, mine }: Unsaved<T>): Omit<Draft<T>, 'slot' | 'isDiscarded'> => {
    const now = Date.now();
    return { ...place(), base, mine, keptAt: new Date(now).toISOString(), expiresAt: now + ttlMs };
  };

  const keeper = createDraftKeeper<T>({
    read() {
      const { status, record } = session.getState();
      if (status === 'loading' || (!record && id !== null)) return undefined;
      const isOpen = session.getUnsaved().some((name) => !isSecret(name));
      return isOpen ? withoutSecrets({ base: record, mine: session.getValues() }) : null;
    },
    async put(unsaved) {
      const draft = { ...toDraft(unsaved), slot: ownSlot, isDiscarded: false };
      const replaced = kept;
      kept = draft;
      await putDraft(draft, { isLeaving, replaced });
    },
    async remove() {
      if (kept) await removeDraft(kept, { isLeaving });
    },
    onKept: session.tellKept,
  });

  function isSecret(name: string): boolean {
    return secret.some((field) => field === name);
  }

  function withoutSecrets({ base, mine }: Unsaved<T>): Unsaved<T> {
    // What is left out is taken from the record when the draft is restored.
    const open = (value: T) =>
      Object.fromEntries(Object.entries(value).filter(([name]) => !isSecret(name))) as unknown as T;
    return { base: base && { ...base, value: open(base.value) }, mine: open(mine) };
  }

  async function bringBack(isWanted: () => boolean): Promise<void> {
    const found = await findDraft<T>(place(), Date.now());
    if (!found || !isWanted()) return;
    kept = found;
    keeper.adopt();
    session.restore(found);
  }

  return {
    start() {
      let isStopped = false;
      const onLeave = () => {
        isLeaving = true;
        void keeper.flush();
        isLeaving = false;
      };
      const onHidden = () => document.visibilityState === 'hidden' && onLeave();
      const stops = [
        hold(draftName({ ...place(), slot: ownSlot })),
        hearPages((kind) => kind === 'cleared' && keeper.forget()),
        session.subscribe(keeper.touch),
      ];
      document.addEventListener('visibilitychange', onHidden);
      document.addEventListener('freeze', onLeave);
      window.addEventListener('pagehide', onLeave);
      bringBack(() => !isStopped).catch(() => session.tellKept(false));
      return () => {
        isStopped = true;
        document.removeEventListener('visibilitychange', onHidden);
        document.removeEventListener('freeze', onLeave);
        window.removeEventListener('pagehide', onLeave);
        for (const stop of stops) stop();
        void keeper.flush();
      };
    },
    touch: keeper.touch,
    flush: keeper.flush,
    keepDiscarded(unsaved) {
      const draft = { ...toDraft(withoutSecrets(unsaved)), slot: 'discarded', isDiscarded: true };
      putDraft(draft).catch(() => session.tellKept(false));
    },
  };
}
