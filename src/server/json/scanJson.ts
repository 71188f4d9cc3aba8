import type { InvalidField } from '../../core/index.js';
import { isStorable } from '../text.js';

/** What a JSON text says that `JSON.parse` would hide: it keeps the last of two equal keys and rounds numbers silently. */
export interface JsonScan {
  /** Why the text is not taken at all. */
  readonly malformed?: 'too-deep' | 'duplicate-key' | 'proto-key';
  /** Values that can't be stored as they are. */
  readonly errors: readonly InvalidField[];
  /** There are more of them than are listed. */
  readonly hasMore: boolean;
}

/** How much a scan takes. */
export interface ScanLimits {
  /** How many levels deep a text may be nested. */
  readonly deepest: number;
  /** How many errors are listed. */
  readonly mostErrors: number;
}

interface Frame {
  /** The keys so far; absent in a list. */
  readonly keys?: Set<string>;
  /** Where the scan stands: the current key, or the index in a list. */
  step: string | number;
  /** An object's next text is a key. */
  isAtKey: boolean;
}

/** Everything that matters in valid JSON, texts apart. */
const sign = /["{}[\],]|-?\d[\d.eE+-]*/g;

/**
 * Scans a text that `JSON.parse` has accepted. Iterative, since a text may be nested deeper than the call stack.
 */
export function scanJson(text: string, { deepest, mostErrors }: ScanLimits): JsonScan {
  const frames: Frame[] = [];
  const errors: InvalidField[] = [];
  let hasMore = false;
  sign.lastIndex = 0;
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    const [found] = match;
    const frame = frames.at(-1);
    if (found === '{' || found === '[') {
      if (frames.length === deepest) return refuseAs('too-deep');
      frames.push(found === '{' ? { keys: new Set(), step: '', isAtKey: true } : { step: 0, isAtKey: false });
    } else if (found === '}' || found === ']') {
      frames.pop();
    } else if (found === ',') {
      if (frame) advance(frame);
    } else {
      const end = found === '"' ? endOfText(text, match.index) : sign.lastIndex;
      sign.lastIndex = end;
      const value = valueOf(text.slice(match.index, end));
      if (frame?.isAtKey && typeof value === 'string') {
        if (value === '__proto__') return refuseAs('proto-key');
        if (frame.keys?.has(value)) return refuseAs('duplicate-key');
        frame.keys?.add(value);
        frame.step = value;
        frame.isAtKey = false;
      }
      const message = problemOf(value);
      if (message === undefined) continue;
      if (errors.length < mostErrors)
        errors.push({ pointer: toPointer(frames.map(({ step }) => step)), message });
      else hasMore = true;
    }
  }
  return { errors, hasMore };
}

function refuseAs(malformed: NonNullable<JsonScan['malformed']>): JsonScan {
  return { malformed, errors: [], hasMore: false };
}

function advance(frame: Frame): void {
  if (typeof frame.step === 'number') frame.step += 1;
  else frame.isAtKey = true;
}

/** Most texts have nothing escaped, and are read as they stand. */
function valueOf(found: string): unknown {
  return found[0] === '"' && !found.includes('\\') ? found.slice(1, -1) : JSON.parse(found);
}

/** Finds the position behind a text's closing quote. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const code = text[at];
    if (code === '"') return at + 1;
    if (code === '\\') at++;
  }
}

function problemOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return isStorable(value) ? undefined : 'has a NUL or half a surrogate pair, which no text may have';
  }
  const isExact = typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return isExact ? undefined : 'is a number that would be rounded; send it as text';
}

/** Formats steps as a JSON Pointer (RFC 6901). */
export function toPointer(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
