import type { Context } from '../context.js';
import type { EditorState } from '../editor.js';
import type { Released, Presence, Refusal } from '../outcome.js';
import { announce } from './announce.js';
import { refOfPlace, refuseMissing, type RecordPlace } from './recordPlace.js';

/** How long somebody is here who says nothing more. A browser lets a tab in the background speak once a minute. */
const presenceMs = 75_000;

/** Tells the others that the caller is here, and gives who else is. */
export async function putEditor(
  context: Context,
  { state, field, ...place }: RecordPlace & { readonly state: EditorState; readonly field: string | null },
): Promise<Presence | Refusal> {
  const ref = refOfPlace(place);
  const current = await context.store.read(ref);
  if (current === undefined || current.isDeleted) return refuseMissing(context, place);
  const { id, name, tab = '' } = place.caller;
  const isNews = await context.store.editors.put(ref, { id, name, tab, state, field, ttlMs: presenceMs });
  if (isNews) announce(context, 'editors', place);
  return { ...(await readEditors(context, place)), remainingMs: presenceMs };
}

/** Takes the caller's tab away. */
export async function removeEditor(context: Context, place: RecordPlace): Promise<Released> {
  const { id, tab = '' } = place.caller;
  const wasHere = await context.store.editors.remove(refOfPlace(place), { id, tab });
  if (wasHere) announce(context, 'editors', place);
  return { kind: 'released' };
}

/** Tells who is here, and which of them the caller is. */
export async function readEditors(
  { store }: Context,
  place: Omit<RecordPlace, 'mayRead'>,
): Promise<Presence> {
  const editors = await store.editors.read(refOfPlace(place));
  return {
    kind: 'editors',
    editors: editors.map((editor) => (editor.id === place.caller.id ? { ...editor, isYou: true } : editor)),
  };
}
