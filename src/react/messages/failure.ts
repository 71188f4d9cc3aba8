/** Why something failed, in English. */
export const failureMessages = {
  couldNotSave: 'That could not be saved.',
  tryAgain: 'Your changes are still here. Try again in a moment.',
  notAllowed: 'The server did not allow it. Your changes are still here.',
  signedOut:
    'You are not signed in any more. Your changes are still here. Sign in again, in another tab for instance.',
  tooLarge: 'It is more than the server takes. Your changes are still here. Make it shorter and save again.',
  invalidField: (field: string, message: string) => `${field}: ${message}`,
  noAnswer: 'No answer from the server.',
  noAnswerWhy: 'Your changes are safe in this form. Saving again is safe too: nothing is saved twice.',
};
