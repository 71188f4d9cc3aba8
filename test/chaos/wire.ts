import { mostRows, type HistoryRow, type Seen } from './history/operation.js';

/** A record as an answer gave it: with all that a save over it needs. */
export interface Snapshot extends Seen {
  readonly token: string;
  readonly list: readonly string[];
}

export interface SaveRequest {
  readonly record: string;
  /** The idempotency key, which the record's list gets as well. */
  readonly id: string;
  readonly client: string;
  /** What it replaces; without one the record is made. */
  readonly base?: Snapshot;
}

/** What became of one attempt to save. */
export type Attempt =
  | { readonly kind: 'ok'; readonly made: Snapshot; readonly isReplay: boolean }
  | { readonly kind: 'conflict'; readonly current: Snapshot }
  /** Certainly not stored by this attempt; worth another one. */
  | { readonly kind: 'unavailable' }
  /** Perhaps stored. */
  | { readonly kind: 'unknown' };

/** An answer that the wire does not allow here: a fault in the server. */
class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

const timeoutMs = 4000;

/** Reads a record; nothing, where no server answered. */
export async function readRecord(url: string, record: string): Promise<Snapshot | undefined> {
  const answer = await ask(`${url}/articles/${record}?meta=1`);
  if (answer === undefined || answer.status === 503) return undefined;
  if (answer.status !== 200) throw unexpected('GET', answer);
  return toSnapshot(answer.body);
}

/** Sends a save once. */
export async function trySave(url: string, { record, id, client, base }: SaveRequest): Promise<Attempt> {
  const list = [...(base?.list ?? []), id];
  const path = base ? `/articles/${record}?meta=1` : '/articles?meta=1';
  const answer = await ask(`${url}${path}`, {
    method: base ? 'PATCH' : 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': `"${id}"`,
      'Noclobber-User': client,
    },
    body: JSON.stringify(base ? { list, _version: base.token } : { id: record, list }),
  });
  if (answer === undefined) return { kind: 'unknown' };
  const { status, headers, body } = answer;
  switch (`${status} ${body.type?.split('/').at(-1) ?? ''}`.trim()) {
    case '200':
    case '201':
      return { kind: 'ok', made: toSnapshot(body), isReplay: headers.has('Idempotency-Replayed') };
    case '409 version-conflict':
      return { kind: 'conflict', current: toSnapshot(body.current) };
    case '503 unavailable':
      return { kind: 'unavailable' };
    case '409 in-progress':
    case '503 outcome-unknown':
      return { kind: 'unknown' };
    default:
      throw unexpected(base ? 'PATCH' : 'POST', answer);
  }
}

/** Reads the server's own history of a record, the newest versions, oldest first. */
export async function readRows(url: string, record: string): Promise<HistoryRow[]> {
  const answer = await ask(`${url}/articles/${record}/history?limit=${mostRows}`);
  if (answer?.status !== 200) throw new UnexpectedAnswer(`history was answered with ${answer?.status}`);
  return answer.body.items.map(({ version, by }) => ({ record, version: Number(version), client: by.id }));
}

/** What is read of an answer's body; which of it is there depends on the answer. */
interface Body {
  readonly type?: string;
  readonly list: readonly string[];
  readonly _version: string;
  readonly _meta: { readonly version: string; readonly key: string };
  readonly current: Body;
  readonly items: readonly { readonly version: string; readonly by: { readonly id: string } }[];
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Nothing, where the connection broke or the time was over. */
async function ask(url: string, init: RequestInit = {}): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    return { status: response.status, headers: response.headers, body: await response.json() };
  } catch {
    return undefined;
  }
}

function toSnapshot({ list, _version, _meta }: Body): Snapshot {
  return { token: _version, list, version: Number(_meta.version), writer: _meta.key };
}

function unexpected(method: string, { status, body }: Answer): UnexpectedAnswer {
  return new UnexpectedAnswer(`${method} was answered with ${status} ${body.type ?? ''}`);
}
