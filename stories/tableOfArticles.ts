import { choices, createResource, date, money } from 'noclobber';
import { createVersionChecker, hmacSigner, memoryStore } from 'noclobber/server';
import type { TableColumn } from 'noclobber/table';

export interface ListedArticle {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly price: number | null;
  readonly publishOn: string | null;
  readonly isFeatured: boolean;
}

const sections = { city: 'City', culture: 'Culture', sport: 'Sport', travel: 'Travel' };
const titles = [
  'Harbour bridge shuts for six weeks',
  'Ferry timetable for summer',
  'School meals plan approved',
  'Council budget vote moved',
  'How the bridge was built',
  'Night buses return on Fridays',
  'Cycling across the bay',
  'Market hall reopens',
  'Library hours in spring',
  'Rain floods the east underpass, third time this year',
  'Tram line extension',
  'Harbour festival programme',
];

export const columns: readonly TableColumn<ListedArticle>[] = [
  { field: 'title', width: 288 },
  {
    field: 'section',
    type: 'select',
    options: Object.entries(sections).map(([value, label]) => ({ value, label })),
  },
  {
    field: 'price',
    type: 'number',
    validate: (price) => (price !== null && price < 0 ? 'Price must be 0 or more' : undefined),
  },
  { field: 'publishOn', type: 'date' },
  { field: 'isFeatured', header: 'Featured', type: 'boolean' },
];

const baseUrl = '/api';
const options = {
  url: `${baseUrl}/listed`,
  recordLabel: 'article',
  formats: { price: money('EUR'), publishOn: date({ dateStyle: 'medium' }), section: choices(sections) },
};
export const listed = createResource<ListedArticle>({ ...options, headers: { 'Noclobber-User': 'You' } });
export const listedByDesk = createResource<ListedArticle>({
  ...options,
  // Somebody else, in a browser of their own.
  headers: { 'Noclobber-User': 'Desk', 'Noclobber-Tab': 'desk' },
});

/** A real checker for one story, with as many articles as it needs. */
export async function openListed(count = titles.length) {
  const checker = createVersionChecker({
    store: memoryStore(),
    signer: hmacSigner({ keys: [{ id: 'story', secret: crypto.getRandomValues(new Uint8Array(32)) }] }),
    resources: { listed: { actions: { feature: (value) => ({ ...value, isFeatured: true }) } } },
  });
  const sectionNames = Object.keys(sections);
  for (let index = 0; index < count; index++) {
    const number = String(index + 1).padStart(5, '0');
    const value: ListedArticle = {
      id: number,
      title: titles[index] ?? `Article ${number}`,
      section: sectionNames[index % sectionNames.length] ?? 'city',
      price: 40 + ((index * 35) % 200),
      publishOn: `2026-03-${String(10 + (index % 18)).padStart(2, '0')}`,
      isFeatured: index % 4 === 0,
    };
    await checker.create({ resource: 'listed', value: { ...value }, by: { id: 'Desk', name: 'Desk' } });
  }
  return { checker, baseUrl };
}
