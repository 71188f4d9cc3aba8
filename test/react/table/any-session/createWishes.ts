import type { TableStore } from '../../../../src/react/table/store/tableStore.js';
import type { Article } from '../../../newsroom.js';
import type { Cell, Screen } from './createScreen.js';
import type { MadeVersion } from './openServer.js';

/** What a person has written into a cell. */
export interface Wish extends Cell {
  /** The place of the version that it was written over: typed back, it is in there. */
  readonly since: number;
}

interface WishesParts {
  readonly store: TableStore<Article>;
  readonly screen: Screen;
  readonly versions: readonly MadeVersion[];
  readonly pieces: (field: string, value: unknown) => readonly unknown[];
}

/** Remembers what a person has in cells, until it is saved or given up. */
export function createWishes({ store, screen, versions, pieces }: WishesParts) {
  let wishes: readonly Wish[] = [];
  const givenUp = new Map<string, unknown>();
  const keyOf = ({ id, field }: Cell) => `${store.currentId(id)}.${field}`;
  const isOpen = (cell: Cell) => givenUp.get(keyOf(cell)) !== cell.shown;
  /** What others wrote into a text they may take out again. */
  const ownOf = ({ field, shown }: Cell) =>
    pieces(field, shown).filter((piece) => piece === shown || !String(piece).startsWith('theirs'));

  /** A version holds it, and none since in which the person has replaced it: one of the record, or one that was made of a new or a deleted row. */
  function isSaved({ id, field, since }: Wish, piece: unknown): boolean {
    const isOfRow = (made: MadeVersion) =>
      made.id === store.currentId(id) || (made.by === 'You' && !made.before);
    const ofRow = versions.slice(since).filter(isOfRow);
    const isIn = (version: MadeVersion['after']) => pieces(field, version?.value[field]).includes(piece);
    const isOver = ({ by, before, after }: MadeVersion) =>
      by === 'You' && before && before.value[field] !== after?.value[field] && !isIn(after);
    return ofRow.slice(ofRow.findLastIndex(isOver) + 1).some(({ after }) => isIn(after));
  }

  return {
    /** Takes what is in the cells now. */
    note(): readonly Wish[] {
      const known = new Map(wishes.map((wish) => [keyOf(wish), wish]));
      const mine = screen.look().filter((cell) => cell.isMine && isOpen(cell));
      wishes = mine.map((cell) => {
        const before = known.get(keyOf(cell));
        if (before && before.shown === cell.shown) return { ...cell, since: before.since };
        const token = store.getEdited(cell.id)?.base.token;
        const since = versions.findIndex(({ after }) => after?.token === token);
        return { ...cell, since: Math.max(0, since) };
      });
      return wishes;
    },
    /** It was decided that these go, if only once that has its turn. */
    giveUp(isOf: (wish: Wish) => boolean): void {
      for (const wish of wishes.filter(isOf)) givenUp.set(keyOf(wish), wish.shown);
    },
    /** What is neither in its cell nor saved. */
    lost: (wanted = wishes) =>
      wanted.filter((wish) => {
        const now = pieces(wish.field, screen.shownAt(store.currentId(wish.id), wish.field));
        return isOpen(wish) && !ownOf(wish).every((piece) => now.includes(piece) || isSaved(wish, piece));
      }),
  };
}
