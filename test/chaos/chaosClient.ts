import { setTimeout as pause } from 'node:timers/promises';
import type { Operation } from './history/operation.js';
import type { Random } from './seeded.js';
import { readRecord, trySave, type Attempt, type Snapshot } from './wire.js';

export interface ChaosClientOptions {
  readonly name: string;
  /** Any server will do for any request. */
  readonly urls: readonly string[];
  readonly random: Random;
  readonly log: (operation: Operation) => void;
  /** Called for every save that the server had carried out before. */
  readonly onReplay?: () => void;
}

export interface ChaosClient {
  /** Reads the record, or gives nothing where no server answers. */
  read(record: string): Promise<Snapshot | undefined>;
  /** Saves over what was read, under one idempotency key however often it has to ask; gives what the record is now, if that is known. */
  save(record: string, base?: Snapshot): Promise<Snapshot | undefined>;
}

const mostAttempts = 8;
/** How often a client does not ask again after an answer that never came. */
const giveUpShare = 0.3;
/** How often a save is sent twice at once, as by a double click or a proxy. */
const twiceShare = 0.1;

/** Does what a real client does, and logs what it was told. */
export function chaosClient({ name, urls, random, log, onReplay }: ChaosClientOptions): ChaosClient {
  let asked = 0;
  const anyUrl = () => urls[random.below(urls.length)] ?? '';
  const begin = (record: string) => {
    const startedAt = performance.now();
    const id = `${name}-${++asked}`;
    return () => ({ id, client: name, record, startedAt, endedAt: performance.now() });
  };
  return {
    async read(record) {
      const now = begin(record);
      const seen = await readRecord(anyUrl(), record);
      if (seen === undefined) {
        await pause(20);
        return undefined;
      }
      const { version, writer, list } = seen;
      log({ ...now(), kind: 'read', version, writer, last: list.at(-1) ?? '' });
      return seen;
    },
    async save(record, base) {
      const now = begin(record);
      const { id } = now();
      const baseVersion = base?.version ?? 0;
      let isUnsure = false;
      for (let attempt = 1; attempt <= mostAttempts; attempt++) {
        const send = () => trySave(anyUrl(), { record, id, client: name, base });
        const answer = random.chance(twiceShare) ? graver(await Promise.all([send(), send()])) : await send();
        switch (answer.kind) {
          case 'ok':
            if (answer.isReplay) onReplay?.();
            log({ ...now(), kind: 'ok', baseVersion, version: answer.made.version });
            return answer.made;
          case 'conflict': {
            const { version, writer } = answer.current;
            log({ ...now(), kind: 'conflict', baseVersion, version, writer });
            return answer.current;
          }
          case 'unknown':
            isUnsure = true;
            break;
          case 'unavailable':
            break;
        }
        if (isUnsure && random.chance(giveUpShare)) break;
        await pause(20 * attempt);
      }
      log({ ...now(), kind: isUnsure ? 'info' : 'fail', baseVersion });
      return undefined;
    },
  };
}

/** Of two answers to one save: if one is a conflict, the save must not have been stored. */
function graver([one, other]: readonly [Attempt, Attempt]): Attempt {
  const order = ['conflict', 'ok', 'unknown', 'unavailable'];
  return order.indexOf(one.kind) <= order.indexOf(other.kind) ? one : other;
}
