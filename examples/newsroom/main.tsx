import { QueryClientProvider } from '@tanstack/react-query';
import { NoClobberProvider } from 'noclobber/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Newsroom } from './page/Newsroom.js';
import { yourClient } from './page/queryClients.js';
import { firstEditor } from './resource.js';
import { locale } from './words.js';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root to draw the newsroom in.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={yourClient}>
      <NoClobberProvider userId={firstEditor} messages={{ locale }}>
        <Newsroom />
      </NoClobberProvider>
    </QueryClientProvider>
  </StrictMode>,
);
