import type { Caller } from '../command.js';
import type { Context } from '../context.js';
import { isRefusal, refuse, type Followed, type Refusal } from '../outcome.js';
import { openEventStream } from './eventStream.js';

/** Lets somebody follow what happens to the resources that they name, or to all; those that they may not see are left out. */
export async function follow(
  context: Context,
  {
    request,
    permit,
  }: { readonly request: Request; readonly permit: (resource: string) => Promise<Caller | Refusal> },
): Promise<Followed | Refusal> {
  const named = readResources(context, new URL(request.url).searchParams.get('resources'));
  if (isRefusal(named)) return named;
  const resources = new Set<string>();
  let tenant: string | undefined;
  let denial: Refusal | undefined;
  for (const resource of named) {
    const caller = await permit(resource);
    if (isRefusal(caller)) {
      denial ??= caller;
      continue;
    }
    tenant ??= caller.tenant ?? '';
    // Whoever is somebody else's from one resource to the next follows the first one's only.
    if (tenant === (caller.tenant ?? '')) resources.add(resource);
  }
  if (tenant === undefined) return denial ?? refuse('not-found', 'There is nothing to follow.');
  const wanted = { resources, tenant, after: request.headers.get('Last-Event-ID') ?? undefined };
  return {
    kind: 'followed',
    open: () => openEventStream(context.feed, { wanted, times: context.events, signal: request.signal }),
  };
}

function readResources({ resources }: Context, text: string | null): readonly string[] | Refusal {
  if (text === null) return [...resources.keys()];
  const names = [...new Set(text.split(','))];
  const unknown = names.find((name) => !resources.has(name));
  if (unknown === undefined) return names;
  return refuse(
    'not-found',
    'There is no such resource to follow. Name those that there are, separated by commas.',
  );
}
