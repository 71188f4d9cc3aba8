import { refuse, type Refusal } from '../outcome.js';

/** A body that fits. */
export interface ReadBody {
  readonly kind: 'body';
  readonly bytes: Uint8Array;
}

/** Reads a body and stops as soon as it is too large. */
export async function readBody(request: Request, mostBytes: number): Promise<ReadBody | Refusal> {
  const declared = request.headers.get('Content-Length');
  if (declared === null || !/^\d{1,15}$/.test(declared)) return readStream(request, mostBytes);
  if (Number(declared) > mostBytes) return tooLarge(mostBytes);
  try {
    // No server hands out more than was declared; reading it at once spares it a stream.
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.length > mostBytes ? tooLarge(mostBytes) : { kind: 'body', bytes };
  } catch {
    return incomplete();
  }
}

async function readStream(request: Request, mostBytes: number): Promise<ReadBody | Refusal> {
  const chunks: Uint8Array[] = [];
  let total = 0;
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
    return incomplete();
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

function incomplete(): Refusal {
  return refuse('malformed-body', 'The body ended before it was complete. Send the request again.');
}

function tooLarge(mostBytes: number): Refusal {
  return refuse(
    'too-large',
    `The body is larger than ${mostBytes} bytes. Send less, or raise the checker's limit.`,
  );
}
