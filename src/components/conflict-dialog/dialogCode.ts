import { lazyCode, meetingCode } from '../../react/index.js';

/** The dialog's code, chunks of their own: wanted only where two edits meet. It is there when what saves its result is, too. */
export const dialogCode = lazyCode(async () => {
  const [{ OpenDialog }] = await Promise.all([import('./OpenDialog.js'), meetingCode.load()]);
  return { OpenDialog };
});
