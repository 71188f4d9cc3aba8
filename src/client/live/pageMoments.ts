/** What happens to a page that matters to whoever holds something on the server, or listens to it. */
export type PageMoment =
  | 'shown'
  | 'hidden'
  /** It goes, for good or into the browser's cache of pages. */
  | 'left'
  /** It comes back from there. */
  | 'back'
  | 'frozen'
  /** It was frozen, or the machine slept. */
  | 'resumed'
  | 'online'
  | 'offline';

const listeners = new Set<(moment: PageMoment) => void>();
let stopListening: (() => void) | undefined;

/** How often a page looks whether it has slept, and how much later than that it must be. */
const [lookMs, sleptMs] = [5_000, 15_000];

/** Listens to what happens to this page; to nothing outside of a browser. @returns what ends it. */
export function hearMoments(listener: (moment: PageMoment) => void): () => void {
  // Two listeners that are the same function are two all the same.
  const hear = (moment: PageMoment) => listener(moment);
  listeners.add(hear);
  stopListening ??= listen();
  return () => {
    listeners.delete(hear);
    if (listeners.size > 0) return;
    stopListening?.();
    stopListening = undefined;
  };
}

/** Somebody may be looking at this page. */
export function isPageShown(): boolean {
  return typeof document === 'undefined' || document.visibilityState === 'visible';
}

function tell(moment: PageMoment): void {
  for (const listener of listeners) listener(moment);
}

function listen(): () => void {
  if (typeof document === 'undefined') return () => {};
  const ended = new AbortController();
  const on = (target: EventTarget, type: string, moment: (event: Event) => PageMoment | undefined) =>
    target.addEventListener(
      type,
      (event) => {
        const told = moment(event);
        if (told) tell(told);
      },
      { signal: ended.signal },
    );
  on(document, 'visibilitychange', () => (isPageShown() ? 'shown' : 'hidden'));
  on(document, 'freeze', () => 'frozen');
  on(document, 'resume', () => 'resumed');
  on(window, 'pagehide', () => 'left');
  on(window, 'pageshow', (event) => (Reflect.get(event, 'persisted') === true ? 'back' : undefined));
  on(window, 'online', () => 'online');
  on(window, 'offline', () => 'offline');
  // A machine that sleeps tells no page; the monotonic clock may stand still meanwhile.
  let lookedAt = Date.now();
  const looking = setInterval(() => {
    const now = Date.now();
    // Timers of a hidden page are held back; it looks when it is shown.
    if (isPageShown() && now - lookedAt > sleptMs) tell('resumed');
    lookedAt = now;
  }, lookMs);
  ended.signal.addEventListener('abort', () => clearInterval(looking));
  return () => ended.abort();
}
