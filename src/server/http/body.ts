import { refuse, type Refusal } from '../outcome.js';

/** A body that fits. */
export interface ReadBody {
  readonly kind: 'body';
  readonly bytes: Uint8Array;
}

/** Reads a body and stops as soon as it is too large, whatever Content-Length says. */
export async function readBody(request: Request, mostBytes: number): Promise<ReadBody | Refusal> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const declared = Number(request.headers.get('Content-Length') ?? 0);
  if (declared > mostBytes) return tooLarge(mostBytes);
  const reader = request.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      total += part.value.length;
      if (total > mostBytes) {
        await reader?.cancel();
        return tooLarge(mostBytes);
      }
      chunks.push(part.value);
    }
  } catch {
    return refuse('malformed-body', 'The body ended before it was complete. Send the request again.');
  }
  const bytes = new Uint8Array(total);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return { kind: 'body', bytes };
}

/** Decodes UTF-8, or gives undefined where it is none. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function tooLarge(mostBytes: number): Refusal {
  return refuse(
    'too-large',
    `The body is larger than ${mostBytes} bytes. Send less, or raise the checker's limit.`,
  );
}
