import type { FeedEvent } from './feedEvent.js';

export interface NumberedEvent {
  /** `<epoch>-<n>`; only the ring that gave it knows it. */
  readonly id: string;
  readonly event: FeedEvent;
}

/** The latest events, numbered as they came. */
export interface Ring {
  append(event: FeedEvent): NumberedEvent;
  /** Gives what came after an id, or undefined where that can't be said. */
  after(id: string): readonly NumberedEvent[] | undefined;
  lastId(): string;
  /** Something may be missing: no id that was given before is known any longer. */
  renew(): void;
}

/**
 * Makes a ring. Numbers are given in the order of arrival, so that what was committed out of order can't be skipped by going on after
 * one of them.
 */
export function createRing({
  size,
  newEpoch,
}: {
  readonly size: number;
  readonly newEpoch: () => string;
}): Ring {
  let epoch = newEpoch();
  let last = 0;
  let slots: NumberedEvent[] = [];
  const idOf = (n: number) => `${epoch}-${n}`;
  return {
    append(event) {
      last += 1;
      const numbered = { id: idOf(last), event };
      slots[last % size] = numbered;
      return numbered;
    },
    after(id) {
      const [, from = ''] = /^[^-]*-(0|[1-9]\d{0,14})$/.exec(id) ?? [];
      const count = last - Number(from);
      if (id !== idOf(Number(from)) || count < 0 || count > size) return undefined;
      return Array.from({ length: count }, (_, index) => slots[(last - count + 1 + index) % size]).filter(
        (numbered) => numbered !== undefined,
      );
    },
    lastId: () => idOf(last),
    renew() {
      epoch = newEpoch();
      last = 0;
      slots = [];
    },
  };
}
