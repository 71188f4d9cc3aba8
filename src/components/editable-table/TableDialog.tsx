import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { RecordValue } from '../../client/index.js';
import { rowLabel, type DialogHeaderProps, type DialogParts } from '../../react/index.js';
import { useTableTexts, type EditableTableState } from '../../react/table/index.js';
import { ConflictDialog } from '../conflict-dialog/ConflictDialog.js';
import { DialogHeader } from '../conflict-dialog/DialogHeader.js';

interface Walk {
  readonly name: string;
  readonly at: number;
  readonly all: number;
  readonly isSaving: boolean;
  readonly isLeft: boolean;
  readonly reviewNext: () => void;
  readonly settleAll: (pick: 'mine' | 'theirs') => void;
}

const WalkContext = createContext<Walk | null>(null);
const parts: Partial<DialogParts> = { Header: WalkHeader };

interface TableDialogProps<T extends RecordValue> {
  readonly state: EditableTableState<T>;
}

/** The conflict dialog for a table's rows: one, or one after the other. */
export function TableDialog<T extends RecordValue>({ state }: TableDialogProps<T>) {
  const { table, view, columns } = state;
  const { store, reviewed, getDialog, reviewNext, settleAll } = table;
  // Its choices are kept in the row.
  const readRow = () => (reviewed ? store.getEdited(reviewed.id) : undefined);
  useSyncExternalStore(store.subscribe, readRow, readRow);
  const isOpen = reviewed !== null;
  useEffect(() => {
    if (!isOpen) return;
    return () => {
      // The button that opened it may be gone.
      if (document.activeElement === document.body) view.moveTo(view.active);
    };
  }, [isOpen, view]);
  const dialog = getDialog();
  const named = columns.find((column) => column.kind === 'field');
  const mine = reviewed?.conflict.mine;
  const walk = reviewed && {
    name: (named?.column.type === 'text' && rowLabel(mine)) || reviewed.id,
    at: reviewed.at,
    all: reviewed.all,
    isSaving: reviewed.isSaving,
    isLeft: reviewed.isLeft,
    reviewNext,
    settleAll: (pick: 'mine' | 'theirs') => void settleAll(pick),
  };
  // React 18 knows a context only by its Provider.
  return (
    <WalkContext.Provider value={walk}>
      <ConflictDialog key={reviewed?.id} {...dialog} components={parts} />
    </WalkContext.Provider>
  );
}

/** The dialog's own header, and in a walk how far it is and how to go on. */
function WalkHeader(props: DialogHeaderProps) {
  const walk = useContext(WalkContext);
  const texts = useTableTexts();
  const ways = walk
    ? [
        { name: texts.skipRow, act: walk.reviewNext },
        { name: texts.allRowsTheirs, act: () => walk.settleAll('theirs'), isQuiet: true },
        { name: texts.allRowsMine, act: () => walk.settleAll('mine'), isQuiet: true },
      ]
    : [];
  return (
    <DialogHeader {...props}>
      {walk && (
        <div className="nc-walk">
          <p className="nc-walk-name">
            <strong>{walk.name}</strong>{' '}
            {walk.all > 1 && <span className="nc-muted">{texts.walkPlace(walk.at, walk.all)}</span>}
          </p>
          {walk.all > 1 && (
            <div className="nc-buttons">
              {ways.map(({ name, act, isQuiet }) => (
                <button
                  key={name}
                  type="button"
                  className="nc-button"
                  data-size="small"
                  data-kind={isQuiet ? 'quiet' : undefined}
                  aria-disabled={walk.isSaving}
                  onClick={act}
                >
                  {name}
                </button>
              ))}
            </div>
          )}
        </div>
      )}
      <p role="status">{walk?.isLeft && texts.walkLeft}</p>
      {props.children}
    </DialogHeader>
  );
}
