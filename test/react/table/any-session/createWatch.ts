import type { TableSession } from '../../../../src/react/table/session/tableSession.js';
import type { TableStore } from '../../../../src/react/table/store/tableStore.js';
import type { Article } from '../../../newsroom.js';
import type { Editor } from './createEditor.js';
import type { Screen } from './createScreen.js';
import type { Witness } from './createWitness.js';
import { fields } from './fields.js';

interface WatchParts {
  readonly store: TableStore<Article>;
  readonly session: TableSession<Article>;
  readonly screen: Screen;
  readonly editor: Editor;
  readonly witness: Witness;
}

/** Has a witness see whatever comes on screen, in the table and in the dialog, and what the person writes there. */
export function createWatch({ store, session, screen, editor, witness }: WatchParts) {
  function seeAll(id: string, value: Article): void {
    for (const field of fields) witness.sees(id, field, value[field]);
  }

  function see(): void {
    for (const { id, field, value, isWrong } of screen.look())
      if (!isWrong && !editor.covers(id, field)) witness.sees(id, field, value);
    const { reviewed } = session.getState();
    if (reviewed?.conflict.kind === 'modified') seeAll(reviewed.id, reviewed.conflict.theirs.value);
  }
  store.subscribe(see);
  session.subscribe(see);
  see();

  return {
    /** Whoever decides about a conflict unseen takes what others have saved for seen. */
    seeTheirs(id: string): void {
      const row = store.getEdited(id);
      if (row) seeAll(id, row.latest.value);
    },
    /** What changes in cells while a person does something, they have written. */
    writing<R>(act: () => R): R {
      const before = new Map(screen.look().map(({ id, field, shown }) => [`${id}.${field}`, shown]));
      const result = act();
      for (const { id, field, shown, isMine } of screen.look())
        if (isMine && shown !== before.get(`${id}.${field}`)) witness.writes(id, field, shown);
      return result;
    },
  };
}
