import type { LiveMessage } from './liveEvent.js';
import type { watchEvents } from './watchEvents.js';
import type { Wire, WatchOptions } from './wire.js';

/** How soon code that could not be loaded is asked for again. */
const againMs = 10_000;

let loaded: typeof watchEvents | undefined;

/** Hears what happens to the records of one resource. What reads the stream is loaded with the first who wants to hear. @returns what ends it. */
export function watchLater(
  wire: Wire,
  handler: (message: LiveMessage) => void,
  options?: WatchOptions,
): () => void {
  if (!wire.dialect.live) return () => {};
  // From then on nothing goes by between what is read now and the first event.
  if (loaded) return loaded(wire, handler, options);
  let stop = () => {};
  let isOver = false;
  async function load(): Promise<void> {
    try {
      loaded = (await import('./watchEvents.js')).watchEvents;
      if (!isOver) stop = loaded(wire, handler, options);
    } catch {
      if (isOver) return;
      const waiting = setTimeout(() => void load(), againMs);
      stop = () => clearTimeout(waiting);
    }
  }
  void load();
  return () => {
    isOver = true;
    stop();
  };
}
