const shapes = {
  alert: 'M8 2.25a5.75 5.75 0 1 1 0 11.5 5.75 5.75 0 0 1 0-11.5M8 5v3.5M8 10.9v.1',
  check: 'm3 8.5 3.25 3.25L13 4.75',
  coin: 'M8 2.25a5.75 5.75 0 1 1 0 11.5 5.75 5.75 0 0 1 0-11.5M10.25 5.75a2.75 2.75 0 1 0 0 4.5M5 7.25h3.25M5 8.75h3.25',
  lock: 'M3.5 7.25h9v6.25h-9zM5.25 7.25V5a2.75 2.75 0 0 1 5.5 0v2.25',
  page: 'M4 2.5h5.500l3 3v8h-8.500zM9.500 2.500v3h3',
  pencil: 'M10.5 3 13 5.5 5.5 13H3v-2.5z',
  person: 'M8 2.75a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M3 13.5c.5-2.5 2.5-4 5-4s4.5 1.5 5 4',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 2.75a4.25 4.25 0 1 1 0 8.5 4.25 4.25 0 0 1 0-8.5M10.25 10.25 13.5 13.5',
  split: 'M3 5h7.5M8.25 2.75 10.5 5 8.25 7.25M13 11H5.5M7.75 8.75 5.5 11l2.25 2.25',
  trash: 'M2.75 4.25h10.5M6 4.25V2.75h4v1.5M4.25 4.25l.5 9h6.5l.5-9',
};

export type IconName = keyof typeof shapes;

/** A line drawing that goes with a word; it says nothing by itself. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="nc-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
