/** One article, as the newsroom keeps it. */
export interface Article {
  readonly id: string;
  readonly title: string;
  /** Paragraphs, an empty line between them. */
  readonly body: string;
  readonly section: Section;
  readonly status: Status;
  /** Licence fee in euros. */
  readonly price: number;
  /** A day as `2026-03-10`; empty while it is open. */
  readonly publishDate: string;
  readonly tags: readonly string[];
  readonly author: string;
}

type Section = keyof typeof sectionNames;
type Status = keyof typeof statusNames;

export const sectionNames = {
  city: 'City',
  harbour: 'Harbour',
  business: 'Business',
  culture: 'Culture',
  sport: 'Sport',
};

export const statusNames = {
  draft: 'Draft',
  review: 'In review',
  published: 'Published',
};

/** Joins paragraphs to a body. */
export function paragraphs(...texts: readonly string[]): string {
  return texts.join('\n\n');
}
