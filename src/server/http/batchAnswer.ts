import { problemBase, type JsonObject } from '../../core/index.js';
import type { BatchDone } from '../outcome.js';
import type { Answer } from './answer.js';
import { problemAnswer, type AskedInVain } from './problemAnswer.js';
import { problems } from './problems.js';
import { withMeta } from './recordBody.js';

/** Turns what became of a batch into an answer: a status a row, and counts that come from them. */
export function batchAnswer({ results, isAborted }: BatchDone, asked: AskedInVain): Answer {
  const rows = results.map((result): JsonObject & { readonly status: number } => {
    switch (result.kind) {
      case 'saved': {
        const { record, isNew, isUnchanged } = result;
        const shown = withMeta(record);
        return {
          id: String(record.value.id),
          status: isNew ? 201 : 200,
          ...(isUnchanged && { unchanged: true }),
          record: shown,
        };
      }
      case 'removed':
        return { id: result.id, status: 204 };
      case 'refused': {
        // The tokens of rows come in the body.
        const request = { method: 'POST', headers: new Headers() };
        const { status, body = {} } = problemAnswer(result, { ...asked, request });
        return { ...(result.record && { id: result.record.id }), status, problem: body };
      }
    }
  });
  const body = { results: rows, summary: summarize(results) };
  const isReplay =
    results.length > 0 && results.every((result) => result.kind !== 'refused' && result.isReplay);
  if (!isAborted) return { status: 200, body, headers: isReplay ? { 'Idempotency-Replayed': 'true' } : {} };
  const { status, title } = problems['batch-aborted'];
  const detail =
    'At least one row was refused, so nothing of the batch was saved. Settle those rows and send it again.';
  return {
    status: 409,
    body: { type: `${problemBase}batch-aborted`, title, status: Number(status), detail, ...body },
  };
}

function summarize(results: BatchDone['results']): JsonObject {
  const count = (isCounted: (result: BatchDone['results'][number]) => boolean) =>
    results.filter(isCounted).length;
  return {
    saved: count((result) => result.kind === 'saved' && !result.isUnchanged),
    unchanged: count((result) => result.kind === 'saved' && result.isUnchanged),
    deleted: count((result) => result.kind === 'removed'),
    refused: count(({ kind }) => kind === 'refused'),
  };
}
