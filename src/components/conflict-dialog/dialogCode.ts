import { lazyCode, meetingCode } from '../../react/index.js';

/** The dialog's code, chunks of their own: wanted only where two edits meet. It is there when what saves its result is, too. */
export const dialogCode = lazyCode(async () => {
  const loading = import('./OpenDialog.js').then(({ OpenDialog }) => ({ OpenDialog }));
  const [dialog] = await Promise.all([loading, meetingCode.load()]);
  return dialog;
});
