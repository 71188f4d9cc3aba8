import { mergeTabs, type EditorStore, type EditorTab } from '../../editor.js';
import type { RecordRef } from '../../recordRef.js';

/** Keeps presence in memory. */
export function memoryEditors({
  now,
  nameOf,
}: {
  /** The time in milliseconds. */
  readonly now: () => number;
  readonly nameOf: (ref: RecordRef) => string;
}): EditorStore {
  const places = new Map<string, Map<string, EditorTab>>();

  /** Gives who is still here, having swept up after those who left without a word. */
  function present(ref: RecordRef): Map<string, EditorTab> {
    const tabs = places.get(nameOf(ref)) ?? new Map<string, EditorTab>();
    for (const [name, { expiresMs }] of tabs) if (expiresMs <= now()) tabs.delete(name);
    return tabs;
  }

  return {
    async put(ref, { tab, ttlMs, ...editor }) {
      const tabs = present(ref);
      const name = nameOfTab({ id: editor.id, tab });
      const before = tabs.get(name);
      tabs.set(name, { ...editor, sinceMs: before?.sinceMs ?? now(), expiresMs: now() + ttlMs });
      places.set(nameOf(ref), tabs);
      return before === undefined || before.state !== editor.state || before.field !== editor.field;
    },
    async remove(ref, holder) {
      return present(ref).delete(nameOfTab(holder));
    },
    async read(ref) {
      return mergeTabs([...present(ref).values()]);
    },
  };
}

function nameOfTab({ id, tab }: { readonly id: string; readonly tab: string }): string {
  return JSON.stringify([id, tab]);
}
