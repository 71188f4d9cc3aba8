/** Two edits of one text and what both started from. */
export interface Sides {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** A stretch that a tool left for a person to decide. */
export interface OpenRegion {
  readonly base?: string;
  readonly mine: string;
  readonly theirs: string;
}

/** What a tool made of two edits: texts that it settled and regions that it left open, in order. */
export interface Outcome {
  readonly pieces: readonly (string | OpenRegion)[];
  /** Settled throughout, but the tool itself asks for a look at it. */
  readonly wantsReview?: boolean;
}

/** Something that merges texts. */
export interface Tool {
  readonly name: string;
  readonly merge: (sides: Sides) => Outcome;
  /** It is too slow for longer texts (characters), and gets none but in the table of large texts. */
  readonly longestText?: number;
  /** It starts a process for each merge, so that its times do not compare. */
  readonly isSpawned?: boolean;
}

/** The merged text, where nothing was left open. */
export function textOf({ pieces }: Outcome): string | undefined {
  const settled = pieces.filter((piece) => typeof piece === 'string');
  return settled.length === pieces.length ? settled.join('') : undefined;
}

/** A text as its lines, each with its line end. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
