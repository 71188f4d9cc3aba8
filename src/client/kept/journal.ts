import { isEqual } from '../../core/index.js';

const prefix = 'noclobber:draft:';

/**
 * Notes what a page that goes away could not wait for: a reload ends most transactions that its last moment began, what is in
 * localStorage is there at once. What would not come back as it is, or has no room, is left to the transaction.
 *
 * @param draft null where there is none any more.
 */
export function noteDraft(name: string, draft: object | null): void {
  try {
    const text = JSON.stringify(draft);
    if (isEqual(JSON.parse(text), draft)) localStorage.setItem(prefix + name, text);
  } catch {
    // The transaction may still make it.
  }
}

/** The transaction was in time. */
export function forgetNote(name: string): void {
  try {
    localStorage.removeItem(prefix + name);
  } catch {
    // Where there is no storage, there is no note.
  }
}

/** Reads all notes. */
export function readNotes(): readonly { readonly name: string; readonly draft: unknown }[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => ({
        name: key.slice(prefix.length),
        draft: JSON.parse(localStorage.getItem(key) ?? 'null') as unknown,
      }));
  } catch {
    return [];
  }
}
