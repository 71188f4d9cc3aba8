import type { JsonObject } from '../../core/index.js';
import type { Outcome, ServedRecord } from '../outcome.js';
import { toResponse, toStreamResponse, type Answer } from './answer.js';
import { leaseAnswer } from './leaseAnswer.js';
import { problemAnswer, type AskedInVain } from './problemAnswer.js';
import { entryOf, metaOf, withMeta, withToken } from './recordBody.js';
import { batchAnswer } from './batchAnswer.js';
import { isNoneMatch } from '../token/tags.js';

/** What of a request shapes its answer. */
export interface Asked extends AskedInVain {
  readonly request: Request;
  readonly corsHeaders: Readonly<Record<string, string>>;
}

const common = {
  Vary: 'Origin, Authorization, Cookie, Noclobber-User',
  'Access-Control-Expose-Headers': 'ETag, Location, Retry-After, Idempotency-Replayed',
};

/** Turns an outcome into an answer. */
export function respond(outcome: Outcome, asked: Asked): Response {
  switch (outcome.kind) {
    case 'found': {
      const ifNoneMatch = asked.request.headers.get('If-None-Match');
      const { record } = outcome;
      const isKnown = outcome.isCovered && ifNoneMatch !== null && isNoneMatch(ifNoneMatch, record.token);
      return answer(asked, {
        status: isKnown ? 304 : 200,
        body: bodyOf(record, asked),
        headers: { ETag: etag(record) },
      });
    }
    case 'page': {
      const items = outcome.items.map((record) => bodyOf(record, asked));
      return answer(asked, {
        status: 200,
        body: { items, next: outcome.next, listToken: outcome.listToken },
      });
    }
    case 'history':
      return answer(asked, { status: 200, body: { items: outcome.items.map(entryOf) } });
    case 'past': {
      const { value, change, isDeleted } = outcome;
      const by = change.by && { id: change.by.id, name: change.by.name };
      const body = { record: value, version: change.version, at: change.at, by };
      return answer(asked, { status: 200, body: isDeleted ? { ...body, deleted: true } : body });
    }
    case 'saved': {
      const { record, isNew, isUnchanged, isReplay } = outcome;
      const location = `${asked.collectionPath}/${encodeURIComponent(String(record.value.id))}`;
      const headers = { ETag: etag(record), ...(isNew ? { Location: location } : {}), ...replayed(isReplay) };
      const body = isUnchanged
        ? { ...withToken(record), _meta: { ...metaOf(record), unchanged: true } }
        : bodyOf(record, asked);
      return answer(asked, { status: isNew ? 201 : 200, body, headers });
    }
    case 'removed':
      return answer(asked, { status: 204, headers: replayed(outcome.isReplay) });
    case 'batch':
      return answer(asked, batchAnswer(outcome, asked));
    case 'followed': {
      const { request, corsHeaders } = asked;
      const stream = request.method === 'HEAD' ? null : outcome.open();
      return toStreamResponse(stream, { ...common, ...corsHeaders });
    }
    case 'health': {
      const { kind: store, triggersMissing, warnings } = outcome.health;
      return answer(asked, { status: 200, body: { status: 'ok', store, triggersMissing, warnings } });
    }
    case 'lock':
    case 'locks':
    case 'editors':
    case 'released':
      return answer(asked, leaseAnswer(outcome));
    case 'refused':
      return answer(asked, problemAnswer(outcome, asked));
  }
}

/** Answers a preflight. */
export function respondPreflight(corsHeaders: Readonly<Record<string, string>>): Response {
  return toResponse(
    { status: 204, headers: { 'Cache-Control': 'no-store' } },
    { headers: { ...common, ...corsHeaders } },
  );
}

function bodyOf(record: ServedRecord, { request }: Asked): JsonObject {
  const wantsMeta = request.url.includes('?') && new URL(request.url).searchParams.get('meta') === '1';
  return wantsMeta ? withMeta(record) : withToken(record);
}

function etag({ token }: ServedRecord): string {
  return `"${token}"`;
}

function replayed(isReplay: boolean): Record<string, string> {
  return isReplay ? { 'Idempotency-Replayed': 'true' } : {};
}

function answer({ request, corsHeaders }: Asked, given: Answer): Response {
  return toResponse(given, { method: request.method, headers: { ...common, ...corsHeaders } });
}
