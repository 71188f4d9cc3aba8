import { createRoot } from 'react-dom/client';
import { DialogPage } from './DialogPage.js';
import { SavedForm } from './SavedForm.js';
import { BareForm, LiveForm } from './forms.js';
import 'noclobber/styles.css';
import { measured } from './measure.js';

Object.assign(globalThis, { measured });

const pages = {
  live: LiveForm,
  bare: BareForm,
  dialog: DialogPage,
  saved: SavedForm,
  plain: DialogPage,
} as const;
const wanted = new URLSearchParams(location.search).get('page') ?? 'bare';
const Page = pages[wanted as keyof typeof pages];
const root = document.getElementById('root');
if (!root) throw new Error('The page has no root.');
createRoot(root).render(<Page isPlain={wanted === 'plain'} />);
