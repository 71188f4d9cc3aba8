import { createResource } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore } from 'noclobber/server';

/** How often somebody else saves. */
const everyMs = 250;

interface Wide {
  readonly id: string;
  readonly [field: string]: string;
}

/** A server with one record of 200 fields, apart from the pages, as servers are. */
export async function createWideRecord() {
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: hmacSigner({ keys: [{ id: 'bench', secret: new Uint8Array(32).fill(7) }] }),
    resources: { wide: {} },
  });
  const desk = createResource<Wide>({
    url: 'http://bench/wide',
    headers: { 'Noclobber-User': 'Desk' },
    fetch: (request) => checker.fetch(request),
  });
  const fields = Array.from({ length: 200 }, (_, at) => [`field${at}`, `field${at} as it was`]);
  await desk.create({ id: '1', ...Object.fromEntries(fields) });
  return {
    fetch: (request: Request) => checker.fetch(request),
    /** Others change one of its fields again and again. @returns what stops them. */
    keepSaving(): () => void {
      let count = 0;
      const timer = setInterval(async () => {
        const base = await desk.get('1');
        await desk.save({ base, mine: { ...base.value, field150: `Desk ${count++}` } });
      }, everyMs);
      return () => clearInterval(timer);
    },
  };
}
