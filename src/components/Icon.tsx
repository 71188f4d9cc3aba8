import { alertPath, Drawing } from './Drawing.js';

const shapes = {
  calendar: 'M2.75 3.75h10.5v9.5H2.75zM2.75 7h10.5M5.5 2v1.75M10.5 2v1.75',
  check: 'm3 8.5 3.25 3.25L13 4.75',
  chevron: 'm6 3.5 4.5 4.5L6 12.5',
  clock: 'M8 2.25a5.75 5.75 0 1 1 0 11.5 5.75 5.75 0 0 1 0-11.5M8 4.75V8l2.25 1.5',
  copy: 'M5 6.5A1.5 1.5 0 0 1 6.5 5H12a1.5 1.5 0 0 1 1.5 1.5V12a1.5 1.5 0 0 1-1.5 1.5H6.5A1.5 1.5 0 0 1 5 12zM11 5V3.5a1 1 0 0 0-1-1H3.5a1 1 0 0 0-1 1V10a1 1 0 0 0 1 1H5',
  lock: 'M3.5 7.25h9v6.25h-9zM5.25 7.25V5a2.75 2.75 0 0 1 5.5 0v2.25',
  merge: 'M4 2.5v3c0 2 4 2.5 4 5v3M12 2.5v3c0 2-4 2.5-4 5',
  minus: 'M3.5 8h9',
  move: 'M8 2.5v11M5.5 5 8 2.5 10.5 5M5.5 11 8 13.5 10.5 11',
  pencil: 'M10.5 3 13 5.5 5.5 13H3v-2.5z',
  person: 'M8 2.75a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M3 13.5c.5-2.5 2.5-4 5-4s4.5 1.5 5 4',
  plus: 'M8 3.5v9M3.5 8h9',
  split: 'M3 5h7.5M8.25 2.75 10.5 5 8.25 7.25M13 11H5.5M7.75 8.75 5.5 11l2.25 2.25',
  trash: 'M2.75 4.25h10.5M6 4.25V2.75h4v1.5M4.25 4.25l.5 9h6.5l.5-9',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H7',
  alert: alertPath,
  down: 'M8 3v10M4 9l4 4 4-4',
  no: 'M8 2.25a5.75 5.75 0 1 1 0 11.5 5.75 5.75 0 0 1 0-11.5M4 4l8 8',
  turn: 'M13.5 8A5.5 5.5 0 1 1 8 2.5',
  up: 'M8 13V3M4 7l4-4 4 4',
};

export type IconName = keyof typeof shapes;

/** A drawing by its name. */
export function Icon({ name }: { readonly name: IconName }) {
  return <Drawing path={shapes[name]} className={name === 'chevron' ? 'nc-icon nc-chevron' : 'nc-icon'} />;
}
