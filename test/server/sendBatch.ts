import type { Answer, Call } from './openServer.js';

/** One row of a batch's answer; each test says what it expects. */
interface Row {
  readonly id?: string;
  readonly status: number;
  readonly unchanged?: boolean;
  readonly record?: { readonly [field: string]: unknown; readonly _version: string };
  readonly problem?: {
    readonly type: string;
    readonly current?: unknown;
    readonly errors?: readonly { readonly pointer: string }[];
    readonly [field: string]: unknown;
  };
}

export interface BatchAnswer extends Answer {
  readonly rows: readonly Row[];
  /** Every row in short: `200`, `409 version-conflict`. */
  readonly told: readonly string[];
  readonly summary: Readonly<Record<string, number>>;
}

/** Sends rows, or an action on all that match, and reads what became of each. */
export async function sendBatch(
  call: Call,
  operations: unknown,
  {
    policy = 'silent',
    key,
    headers = {},
  }: {
    readonly policy?: string;
    readonly key?: string;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<BatchAnswer> {
  const answer = await call(
    'POST',
    '/articles/batch',
    { policy, operations },
    {
      ...headers,
      ...(key !== undefined && { 'Idempotency-Key': `"${key}"` }),
    },
  );
  // What the checker promises; a test that gets something else fails on it.
  const { results: rows = [], summary = {} } = answer.body as unknown as {
    results?: Row[];
    summary?: Record<string, number>;
  };
  return { ...answer, rows, summary, told: rows.map(tellRow) };
}

/** Makes records `1` to `count` and gives their tokens by id. */
export async function seed(
  call: Call,
  count: number,
  valueOf: (n: number) => object = (n) => ({ title: `Article ${n}` }),
): Promise<Readonly<Record<string, string>>> {
  const tokens: Record<string, string> = {};
  const operations = Array.from({ length: count }, (_, at) => ({
    op: 'create',
    value: { id: String(at + 1), ...valueOf(at + 1) },
  }));
  const { rows } = await sendBatch(call, operations);
  for (const { id, record } of rows) tokens[String(id)] = String(record?._version);
  return tokens;
}

function tellRow({ status, problem }: Row): string {
  const type = problem?.type.replace('https://noclobber.dev/problems/', '');
  return [status, type].filter((part) => part !== undefined).join(' ');
}
