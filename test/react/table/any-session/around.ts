import type { Place } from './atTable.js';
import type { World } from './openWorld.js';

/** What happens whatever is open: in the editor, on the line, at the desk, and what is heard of it. */
export function around(world: World) {
  const { store, session, server, editor, line, begin } = world;
  const desks = ({ id, field, value }: Place) =>
    world.input('theirs', { field, value, now: server.get(id)?.value[field] });
  function tell(id: string) {
    const now = server.get(id);
    if (now) store.receive([now]);
    else if (store.getRow(id) && !store.getEdited(id)?.isNew) store.receiveDeleted([id]);
  }
  return {
    draft({ value }: Place) {
      const cell = editor.getCell();
      if (cell) editor.type(world.input('mine', { field: cell.field, value, now: cell.initial }));
    },
    commit: () => world.writing(editor.commit),
    escape: () => editor.escape(),
    saveOne: ({ id }: Place) => void begin(session.save([id])),
    saveAtOnce: () => void begin(session.save()),
    cancel: () => session.cancel(),
    clearMarks: () => store.clearMarks(),

    holdThere: () => line.hold('there'),
    holdBack: () => line.hold('back'),
    letOne: () => line.letOne(),
    letGo: () => line.letGo(),
    cut: () => line.goWrong('cut'),
    lose: () => line.goWrong('lost'),

    desk: (place: Place) => world.deskSaves(place.id, place.field, desks(place)),
    /** The desk writes what the table shows. */
    deskSame({ id, field }: Place) {
      const { shown, isWrong } = world.cellAt(id, field);
      return isWrong || shown === undefined ? undefined : world.deskSaves(id, field, shown);
    },
    /** The desk writes what was there in the beginning. */
    deskBack({ id, field }: Place) {
      const first = server.versions.find((made) => made.id === id)?.after;
      return world.deskSaves(id, field, first?.value[field]);
    },
    deskDelete: ({ id }: Place) => server.deskDeletes(id),
    deskRecreate: (place: Place) =>
      server.deskRecreates(place.id, String(desks({ ...place, field: 'title' }))),

    tell: ({ id }: Place) => tell(id),
    tellAll: () => new Set([...world.ids(), ...server.list().map(({ value }) => value.id)]).forEach(tell),
    /** An answer that was long on its way tells of an older version. */
    tellLate({ id, value }: Place) {
      const { after } = server.versions.filter((made) => made.id === id).at(-1 - value) ?? {};
      if (after && server.get(id)) store.receive([after]);
    },
    readAgain: () => store.setRows(server.list()),
  };
}
