/** Another headline for the same story: never the one it has, and never longer with each press. */
export function retitle(title: string): string {
  const now = headlines.find(({ before, after }) => title.startsWith(before) && title.endsWith(after));
  const plain = now ? title.slice(now.before.length, title.length - now.after.length) : title;
  const next = headlines[now ? headlines.indexOf(now) + 1 : 0];
  return next ? `${next.before}${plain}${next.after}` : plain;
}

const headlines = [
  { before: '', after: ': what we know so far' },
  { before: 'Explained: ', after: '' },
  { before: '', after: ', council confirms' },
];

/** The sentence of `theirs` in which `mine` begins to differ from it; the first one where it doesn't. */
export function sentenceInHand({ mine, theirs }: { readonly mine: string; readonly theirs: string }): string {
  let place = 0;
  while (place < theirs.length && mine[place] === theirs[place]) place += 1;
  const sentences = [...theirs.matchAll(/[^\s.!?…][^.!?…\n]*[.!?…]*/g)];
  const [first] = sentences;
  const inHand = sentences.findLast(({ index }) => index <= place);
  return (mine === theirs ? first : (inHand ?? first))?.[0] ?? theirs;
}

/** The same sentence, with another source for it. */
export function rephrase(sentence: string): string {
  const [, words = sentence, stop = ''] = /^(.*?)([.!?…]*)$/s.exec(sentence) ?? [];
  const now = sources.findIndex((source) => words.endsWith(source));
  const plain = words.slice(0, words.length - (sources[now]?.length ?? 0));
  return `${plain}${sources[(now + 1) % sources.length]}${stop || '.'}`;
}

const sources = [
  ', the council confirmed on Friday',
  ', two people at the harbour office say',
  ', as the minutes of the council show',
];
