import { tableMessages } from 'noclobber/table';
import { createGridActions, type WrittenCells } from '../../../../src/react/table/grid/createGridActions.js';
import { createGridView } from '../../../../src/react/table/grid/createGridView.js';
import { createTableStore } from '../../../../src/react/table/store/createTableStore.js';
import type { RowSort } from '../../../../src/react/table/store/orderOf.js';
import { isOthers, type Act, type Block, type HandAct } from './act.js';
import { fieldAt, itemColumns, newItem, textOf, type Field, type Item } from './items.js';
import { lookAt } from './lookAt.js';
import { openDesk } from './openDesk.js';

export interface HandsOptions {
  /** Two edits of one field are a conflict. */
  readonly isStrict: boolean;
  /** New rows can stand behind the last. */
  readonly canAdd: boolean;
}

const words = { ...tableMessages, yes: 'Yes', no: 'No', locale: 'en' };

/** The editor of a cell, as it is drawn: what stood in it as it opened is no draft. */
interface Editor {
  readonly id: string;
  readonly field: Field;
  readonly initial: string;
  typed: string;
  readonly unbind: () => void;
}

/** A table of items without React: its store, its view and what hands do in it, with an editor, a clipboard and others. */
export function openHands({ isStrict, canAdd }: HandsOptions) {
  const store = createTableStore<Item>({ userId: 'you', isStrict });
  const desk = openDesk({ store, isStrict });
  const view = createGridView(store);
  const clipboard = new Map<string, string>();
  let sort: RowSort | undefined;
  let filterText = '';
  let editor: Editor | undefined;
  let lastChosen: string | undefined;
  let written: WrittenCells | undefined;
  const nothing = () => undefined;
  const actions = createGridActions<Item>({
    store,
    view,
    getColumns: () => itemColumns,
    getWords: () => words,
    getNewRow: () => (canAdd ? () => newItem : undefined),
    reveal: nothing,
    getPageRows: () => 2,
    onReview: nothing,
    onSort: nothing,
    onResize: nothing,
    onWritten: (cells) => (written = cells),
  });
  const look = () => lookAt({ store, view, savedIds: desk.getIds() });
  const getDraft = () => (editor && editor.typed !== editor.initial ? editor.typed : undefined);
  const isInRow = () => store.idAt(view.active.row) !== undefined;

  /** What React does after a change: the hook goes to the last row where there are fewer, and the editor comes or goes. */
  function draw(): void {
    const { active, open } = view;
    const lastRow = store.rowCount - 1;
    if (lastRow >= 0 && active.row > lastRow)
      view.moveTo({ row: lastRow, column: active.column }, { isFocusing: false });
    if (open && !editor) mount(open);
    if (open || !editor) return;
    editor.unbind();
    editor = undefined;
  }

  function mount({ id, column }: { readonly id: string; readonly column: number }): void {
    const field = fieldAt(column) ?? 'name';
    const initial = textOf(look().cells.find((cell) => cell.id === id && cell.field === field)?.shown);
    const read = () => {
      const text = getDraft();
      return text === undefined ? undefined : { text };
    };
    editor = { id, field, initial, typed: initial, unbind: actions.bindEditor(read) };
  }

  function change(text: string): void {
    if (editor) editor.typed = text;
  }

  /** A key that is typed goes into the editor that it opens; a boolean has none. */
  function open(typed?: string): void {
    if (!isInRow() || fieldAt(view.active.column) === 'isOn') return;
    actions.open(view.active);
    draw();
    if (typed !== undefined) change(typed);
  }

  function add(text: string): void {
    if (!canAdd) return;
    actions.open({ row: store.placeOf(store.addNew(newItem)), column: 1 });
    draw();
    change(text);
  }

  function arrange({ field, text = filterText }: { readonly field?: Field; readonly text?: string }): void {
    if (field) sort = { field, isDescending: sort?.field === field && !sort.isDescending };
    filterText = text;
    store.arrange({ sort, filter: { field: 'name', text } });
  }

  function choose(place: number, isRange: boolean): void {
    const id = store.idAt(place);
    if (id === undefined) return;
    actions.selectRow(id, { isRange });
    lastChosen = id;
  }

  const copy = () =>
    actions.copy({ setData: (type: string, text: string) => void clipboard.set(type, text) });
  const paste = (text: string) => actions.paste({ getData: (type) => (type === 'text/plain' ? text : '') });

  function hand(act: HandAct): void {
    switch (act.kind) {
      case 'edit':
        return open();
      case 'type':
        return open(act.text);
      case 'change':
        return change(act.text);
      case 'commit':
        return actions.commit();
      case 'escape':
        return editor && actions.cancel();
      case 'click':
        return actions.moveTo({ ...act, row: Math.min(act.row, store.rowCount - 1) });
      case 'extend':
        return store.rowCount > 0 ? actions.moveTo(act, { isExtending: true }) : undefined;
      case 'move':
        return actions.move(act);
      case 'extendOver':
        return view.extendOver({ row: store.rowCount - 1, column: itemColumns.length - 1 });
      case 'choose':
        return choose(act.row, act.isRange);
      case 'chooseAll':
        return actions.selectAll();
      case 'copy':
        return void copy();
      case 'cut':
        copy();
        return actions.clear();
      case 'paste':
        return paste(toSheet(act.block));
      case 'pasteCopied':
        return paste(clipboard.get('text/plain') ?? '');
      case 'clear':
        return isInRow() ? actions.clear() : undefined;
      case 'fillDown':
        return actions.fillDown();
      case 'toggle':
        return isInRow() ? actions.toggle(view.active) : undefined;
      case 'undo':
        return void store.undo();
      case 'redo':
        return void store.redo();
      case 'add':
        return add(act.text);
      case 'discard':
        return store.discard();
      case 'send':
        return desk.send();
      case 'save':
        desk.send();
        return desk.answer();
      case 'sort':
      case 'filter':
        return arrange(act);
    }
  }

  return {
    store,
    view,
    desk,
    look,
    canAdd,
    act(act: Act): void {
      written = undefined;
      if (isOthers(act)) desk.act(act);
      else hand(act);
      draw();
    },
    getEditor: () => editor,
    getDraft,
    hasDraft: actions.hasDraft,
    getLastChosen: () => lastChosen,
    getWritten: () => written,
    getClipboard: () => clipboard.get('text/plain') ?? '',
  };
}

export type Hands = ReturnType<typeof openHands>;

/** As spreadsheets put it on the clipboard. */
export function toSheet(block: Block): string {
  const quoted = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return block.map((line) => `${line.map(quoted).join('\t')}\n`).join('');
}
