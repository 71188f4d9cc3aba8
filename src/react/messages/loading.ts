/** The texts of what stands in for a dialog that could not be loaded, in English. */
export const loadingMessages = {
  dialogNotLoaded: 'The comparison could not be loaded.',
  dialogNotLoadedWhy: 'Your changes are safe in this form, not saved yet.',
  keepEditing: 'Keep editing',
  copyMyVersion: 'Copy my version',
  retry: 'Try again',
};
