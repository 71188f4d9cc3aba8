import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createResource } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import { ConflictDialog, FieldMark, SaveNotice } from 'noclobber/react';
import { createVersionChecker, hmacSigner, memoryStore } from 'noclobber/server';
import { useEffect, type ReactNode } from 'react';
import { useForm, type UseFormRegisterReturn } from 'react-hook-form';

/** How often somebody else saves, and how often the form looks. */
const everyMs = 250;

interface Wide {
  readonly id: string;
  readonly [field: string]: string;
}

const names = Array.from({ length: 200 }, (_, at) => `field${at}`);
const record: Wide = { id: '1', ...Object.fromEntries(names.map((name) => [name, `${name} as it was`])) };

const checker = createVersionChecker({
  store: memoryStore(),
  signer: hmacSigner({ keys: [{ id: 'bench', secret: new Uint8Array(32).fill(7) }] }),
  resources: { wide: {} },
});
const resourceOf = (name: string) =>
  createResource<Wide>({
    url: new URL('/wide', location.href).href,
    headers: { 'Noclobber-User': name },
    fetch: (request) => checker.fetch(request),
  });
const [mine, desk] = [resourceOf('You'), resourceOf('Desk')];
const client = new QueryClient();

/** The kit's form: another field changes again and again while a person types. */
export function LiveForm() {
  return (
    <QueryClientProvider client={client}>
      <Live />
    </QueryClientProvider>
  );
}

let isFilled = false;

function Live() {
  const form = useVersionedForm(mine, '1', { query: { refetchInterval: everyMs } });
  useEffect(() => {
    let count = 0;
    const timer = setInterval(async () => {
      const base = await desk.get('1');
      await desk.save({ base, mine: { ...base.value, field150: `Desk ${count++}` } });
    }, everyMs);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (!isFilled) void desk.create(record).then(() => client.invalidateQueries());
    isFilled = true;
  }, []);
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
  const form = useForm<Wide>({ defaultValues: record });
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
