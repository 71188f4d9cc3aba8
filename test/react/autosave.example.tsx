import { createResource, type RecordValue } from 'noclobber';
import { useVersionedForm, type VersionedForm } from 'noclobber/form';
import { ConflictDialog } from 'noclobber/react';
import { useEffect } from 'react';
import type { FieldValues } from 'react-hook-form';

interface Note {
  id: string;
  title: string;
}

const notes = createResource<Note>({ url: '/api/articles', recordLabel: 'note' });

/** Saves when nobody has typed for a while. Pauses while a conflict is open, while a save is on its way and after one that failed. */
function useAutosave<T extends RecordValue & FieldValues>(form: VersionedForm<T>, afterMs = 1000) {
  const { save, status, unsaved } = form;
  const typed = JSON.stringify(form.watch());
  const isDue = unsaved.length > 0 && (status === 'ready' || status === 'saved');
  useEffect(() => {
    if (!isDue) return undefined;
    const timer = setTimeout(() => void save(), afterMs);
    return () => clearTimeout(timer);
  }, [isDue, typed, save, afterMs]);
}

export function NoteForm({ id, afterMs }: { id: string; afterMs?: number }) {
  const form = useVersionedForm(notes, id);
  useAutosave(form, afterMs);
  return (
    <form aria-label="Note" onSubmit={form.save}>
      <input {...form.register('title')} aria-label="Title" />
      <p data-testid="status">{form.status}</p>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}
