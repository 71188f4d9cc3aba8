/** Who is meant where there is no name to say, within a sentence. */
export const unnamed = { someoneElse: 'jemand anderes', yourOtherTab: 'Ihr anderer Tab' };

/** Behind „von“. */
export function by(name: string): string {
  if (name === unnamed.someoneElse) return 'jemand anderem';
  return name === unnamed.yourOtherTab ? 'Ihrem anderen Tab' : name;
}

/** Where a sentence begins. */
export function begin(name: string): string {
  return name === unnamed.someoneElse ? 'Jemand anderes' : name;
}
