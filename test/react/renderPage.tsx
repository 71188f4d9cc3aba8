import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { NoClobberProvider, type NoClobberProviderProps } from 'noclobber/react';
import { StrictMode, type ReactNode } from 'react';
import 'noclobber/styles.css';

/** Renders a page of an app under StrictMode, with what every app has around it. */
export function renderPage(
  children: ReactNode,
  props: NoClobberProviderProps & { readonly queryClient?: QueryClient } = {},
) {
  const { queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } }), ...rest } = props;
  const wrap = (page: ReactNode) => (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <NoClobberProvider {...rest}>{page}</NoClobberProvider>
      </QueryClientProvider>
    </StrictMode>
  );
  const { rerender, unmount } = render(wrap(children));
  return {
    user: userEvent.setup(),
    queryClient,
    unmount,
    show: (page: ReactNode) => rerender(wrap(page)),
  };
}
