import type { Preview } from '@storybook/react-vite';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { setupWorker } from 'msw/browser';
import { mswLoader } from 'msw-storybook-addon/csf3';
import { useEffect, useState, type ReactNode } from 'react';
import { configure } from 'storybook/test';
import '../src/components/styles.css';

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 15_000 });

/** The checker in a story's `msw.use(...versionedHandlers(checker, { baseUrl }))` is the real one; it answers through this worker. */
const startWorker = mswLoader(async () => {
  const worker = setupWorker();
  await worker.start({ onUnhandledRequest: 'bypass', quiet: true });
  return worker;
});

/** Draws a story in the theme of the toolbar, with a query cache of its own. */
function Stage({ theme, children }: { readonly theme: string; readonly children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }));
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

const preview: Preview = {
  parameters: { a11y: { test: 'error' } },
  tags: ['autodocs'],
  loaders: [startWorker],
  globalTypes: {
    theme: {
      description: 'Colour theme',
      toolbar: {
        icon: 'mirror',
        items: [
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { theme: 'light' },
  decorators: [
    (Story, { globals, id }) => (
      <Stage key={id} theme={globals.theme}>
        <Story />
      </Stage>
    ),
  ],
};
export default preview;
