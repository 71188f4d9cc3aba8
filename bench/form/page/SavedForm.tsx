import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConflictError } from 'noclobber';
import { useVersionedForm, type RecordSource } from 'noclobber/form';
import { ConflictDialog } from 'noclobber/react';
import { useEffect } from 'react';
import { wideConflict, type Wide } from './wideConflict.js';

const { base, mine } = wideConflict;
const names = Object.keys(base.value).filter((name) => name !== 'id' && name !== 'body');

/** Others have saved whenever this is saved. */
const source: RecordSource<Wide> = {
  name: 'wide',
  load: () => Promise.resolve(base),
  save: (edit) => Promise.reject(new ConflictError({ ...wideConflict, base: edit.base, mine: edit.mine })),
};
const client = new QueryClient();

/** The whole way: a form over the large record is saved, meets a conflict, and the dialog opens. */
export function SavedForm() {
  return (
    <QueryClientProvider client={client}>
      <Form />
    </QueryClientProvider>
  );
}

function Form() {
  const form = useVersionedForm(source, '1');
  const { setValue, record } = form;
  const isLoaded = record !== null;
  useEffect(() => {
    if (isLoaded) for (const [name, value] of Object.entries(mine)) setValue(name, value);
  }, [isLoaded, setValue]);
  return (
    <form onSubmit={form.save}>
      <button>Save</button>
      <label>
        An edit, which loads the dialog’s code <input />
      </label>
      {names.map((name) => (
        <label key={name}>
          {name} <input {...form.register(name)} />
        </label>
      ))}
      <label>
        Body <textarea {...form.register('body')} rows={10} />
      </label>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}
