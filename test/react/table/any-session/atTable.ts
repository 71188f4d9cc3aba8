import type { Field } from './fields.js';
import type { World } from './openWorld.js';
import { saveAndCount } from './saveAndCount.js';

/** Where something is done, and which of a few values it is done with. */
export interface Place {
  readonly id: string;
  readonly field: Field;
  readonly value: number;
}

/** What a person does once the dialog is closed and what is in the editor is committed. */
export function atTable(world: World) {
  const { store, editor, write } = world;
  const typed = ({ id, field, value }: Place) =>
    world.input('mine', { field, value, now: world.shownAt(id, field) });
  const edit = (place: Place) => ({ ...place, value: typed(place) });
  function addNew() {
    world.asked.rows++;
    return store.addNew({
      title: String(typed({ id: '', field: 'title', value: 0 })),
      body: '',
      tags: [],
      price: 1,
    });
  }
  return {
    type: (place: Place) => write([edit(place)]),
    paste: (place: Place) => write(world.ids().map((id) => edit({ ...place, id }))),
    misspell: ({ id, field }: Place) =>
      store.edit([{ id, field, value: '', fault: { message: 'Not a value', text: 'mistake' } }]),
    add: (place: Place) => write([edit({ ...place, field: 'body', id: addNew() })]),
    discard: ({ id }: Place) => store.discard([id]),
    discardAll: () => store.discard(),
    undo: () => store.undo(),
    redo: () => store.redo(),
    save: () => saveAndCount(world),
    open: ({ id, field }: Place) => editor.open(id, field),
    openNew: ({ field }: Place) => editor.open(addNew(), field),
  };
}
