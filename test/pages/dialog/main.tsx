import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createResource } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import { ConflictDialog, SaveNotice, StaleBanner, VersionBadge, VersionInput } from 'noclobber/react';
import { createVersionChecker, hmacSigner, memoryStore } from 'noclobber/server';
import 'noclobber/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

// A form on a page of its own, with the real checker behind it in the page, so that a test can look at what a browser makes of it.
interface Article {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

const checker = createVersionChecker({
  store: memoryStore(),
  signer: hmacSigner({ keys: [{ id: 'page', secret: new Uint8Array(32).fill(7) }] }),
  resources: { articles: {} },
});
const articlesOf = (name: string) =>
  createResource<Article>({
    url: new URL('/articles', location.href).href,
    recordLabel: 'article',
    headers: { 'Noclobber-User': encodeURIComponent(name) },
    secret: location.hash === '#secret' ? ['body'] : [],
    fetch: (request) => checker.fetch(request),
  });
const articles = articlesOf('You');

function ArticleForm() {
  const form = useVersionedForm(articles, '1');
  return (
    <form aria-label="Article" onSubmit={form.save}>
      <SaveNotice notice={form.notice} resource={articles} />
      <StaleBanner shown={form.record} latest={form.record} resource={articles} onShow={() => {}} />
      <VersionInput record={form.record} />
      <VersionBadge record={form.record} />
      <label>
        Title <input {...form.register('title')} />
      </label>
      <label>
        Body <textarea {...form.register('body')} />
      </label>
      <button disabled={form.isSaving}>Save</button>
      <ConflictDialog {...form.conflictDialog} />
    </form>
  );
}

/** What a test does in somebody else's name. */
const saveAs = async (name: string, change: Partial<Article>) => {
  const other = articlesOf(name);
  const base = await other.get('1');
  await other.save({ base, mine: { ...base.value, ...change } });
};
Object.assign(globalThis, { saveAs, read: async () => (await articles.get('1')).value });

await articlesOf('Desk').create({ id: '1', title: 'Bridge closes', body: 'One.\nTwo.\nThree.\nFour.' });
const root = document.getElementById('root');
if (!root) throw new Error('The page has no root.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <ArticleForm />
    </QueryClientProvider>
  </StrictMode>,
);
