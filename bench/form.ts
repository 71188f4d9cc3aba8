// `npm run bench -- form [--quick]`: what typing costs in the kit's form, and how its dialog opens over a large record, in a real browser.
import { measureDialog } from './form/dialog.js';
import { measureKeystrokes } from './form/keystrokes.js';
import { openPages } from './form/openPages.js';
import { reportOf } from './server/report.js';

const isQuick = process.argv.includes('--quick');
const pages = await openPages();
try {
  console.log(
    `# Form and dialog, Chromium ${pages.browser.version()}, ${new Date().toISOString().slice(0, 10)}\n`,
  );
  const bars = [...(await measureKeystrokes(pages, isQuick)), ...(await measureDialog(pages, isQuick))];
  console.log(`\n${reportOf(bars)}`);
} finally {
  await pages.close();
}
