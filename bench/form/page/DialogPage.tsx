import { ConflictDialog } from 'noclobber/react';
import { useEffect, useRef, useState } from 'react';
import { wideConflict, type Wide } from './wideConflict.js';

/** Opens the kit's dialog, or one that shows both sides as they are. */
export function DialogPage({ isPlain }: { readonly isPlain: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <input aria-label="An edit, which loads the dialog’s code" />
      <button onClick={() => setOpen(true)}>Open</button>
      {isPlain ? (
        isOpen && <PlainDialog />
      ) : (
        <ConflictDialog<Wide>
          resource={{ recordLabel: 'record' }}
          conflict={isOpen ? wideConflict : null}
          onSave={() => Promise.resolve(true)}
          onDiscard={() => {}}
          onKeepEditing={() => setOpen(false)}
        />
      )}
    </>
  );
}

function PlainDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { mine, theirs } = wideConflict;
  return (
    <dialog ref={dialog} className="nc nc-dialog">
      <div className="nc-dialog-body">
        {Object.keys(mine)
          .filter((name) => mine[name] !== theirs.value[name])
          .map((name) => (
            <section key={name}>
              <h3>{name}</h3>
              <p className="nc-text">{theirs.value[name]}</p>
              <p className="nc-text">{mine[name]}</p>
            </section>
          ))}
      </div>
    </dialog>
  );
}
