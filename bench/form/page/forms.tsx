import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createResource } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import { ConflictDialog, FieldMark, SaveNotice } from 'noclobber/react';
import type { ReactNode } from 'react';
import { useForm, type UseFormRegisterReturn } from 'react-hook-form';

interface Wide {
  readonly id: string;
  readonly [field: string]: string;
}

const names = Array.from({ length: 200 }, (_, at) => `field${at}`);
const mine = createResource<Wide>({
  url: new URL('/wide', location.href).href,
  headers: { 'Noclobber-User': 'You' },
});
const client = new QueryClient();

/** The kit's form: another field changes again and again while a person types. */
export function LiveForm() {
  return (
    <QueryClientProvider client={client}>
      <Live />
    </QueryClientProvider>
  );
}

function Live() {
  // As often as the others save.
  const form = useVersionedForm(mine, '1', { query: { refetchInterval: 250 } });
  return (
    <form onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={mine} />
      <Fields register={form.register}>
        {(name) => (
          <FieldMark change={form.theirChanges.find(({ path }) => path[0] === name)} resource={mine} />
        )}
      </Fields>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}

/** The same form on React Hook Form alone. */
export function BareForm() {
  const form = useForm<Wide>({
    defaultValues: async () => (await mine.get('1')).value,
  });
  return (
    <form onSubmit={form.handleSubmit(() => {})}>
      <Fields register={form.register}>{() => null}</Fields>
    </form>
  );
}

function Fields({
  register,
  children,
}: {
  readonly register: (name: string) => UseFormRegisterReturn;
  readonly children: (name: string) => ReactNode;
}) {
  return names.map((name) => (
    <div key={name}>
      <label>
        {name} <input {...register(name)} />
      </label>
      {children(name)}
    </div>
  ));
}
