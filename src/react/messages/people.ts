/** Who it was, in English. */
export const peopleMessages = {
  locale: 'en-GB',
  someone: 'Someone else',
  youElsewhere: 'You, in another tab',
  /** The same within a sentence. */
  someoneElse: 'someone else',
  yourOtherTab: 'your other tab',
  /** When, within a sentence: today, or on another day. */
  atTime: (time: string) => `at ${time}`,
  onDay: (day: string) => `on ${day}`,
};
