import { assert } from 'vitest';
import { createVersionGuard, type ExpectedVersion } from 'noclobber/server';
import { signer, told, type Answer } from './openServer.js';

export const guard = createVersionGuard({ signer });
export const record = { resource: 'articles', id: '1' } as const;

/** A write's request; the guard reads only its headers. */
export function patchWith(headers: Record<string, string> = {}): Request {
  return new Request('http://localhost/articles/1', { method: 'PATCH', headers });
}

/** Reads what a guard sends. */
export async function answerOf(result: ExpectedVersion | Response): Promise<Answer> {
  assert(result instanceof Response, 'The guard let it through.');
  return { status: result.status, headers: result.headers, body: JSON.parse(await result.text()) };
}

/** A refusal's status and the tail of its problem, for a token in the body and for the same one in If-Match. */
export async function toldByCarrier(token: string, options: { readonly by?: typeof guard } = {}) {
  const { by = guard } = options;
  const inBody = await by.expectedVersion(patchWith(), { ...record, body: { _version: token } });
  const inHeader = await by.expectedVersion(patchWith({ 'If-Match': `"${token}"` }), record);
  return [told(await answerOf(inBody)), told(await answerOf(inHeader))];
}

/** An app with one record in a table of its own and the guard: GET, PATCH and DELETE. */
export function openGuardedTable() {
  let row: Row | null = { value: { id: '1', title: 'Tea', text: 'Hot.' }, version: 7 };

  async function show({ value, version }: Row): Promise<Response> {
    return Response.json({ ...value, _version: await guard.token({ ...record, version }) });
  }

  async function fetch(request: Request): Promise<Response> {
    if (request.method === 'GET')
      return row ? show(row) : guard.conflictResponse(request, { ...record, current: null });
    const body = request.method === 'PATCH' ? await request.json() : undefined;
    const expected = await guard.expectedVersion(request, { ...record, body });
    if (expected instanceof Response) return expected;
    if (row === null || expected.version !== String(row.version))
      return guard.conflictResponse(request, { ...record, current: row });
    const { _version, ...patch } = body ?? {};
    row = body ? { value: { ...row.value, ...patch }, version: row.version + 1 } : null;
    return row ? show(row) : new Response(null, { status: 204 });
  }

  return { fetch };
}

interface Row {
  readonly value: { readonly id: string; readonly title: string; readonly text: string };
  readonly version: number;
}
