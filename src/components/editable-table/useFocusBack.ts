import { useLayoutEffect, useRef } from 'react';
import type { RecordValue } from '../../client/index.js';
import type { EditableTableState } from '../../react/table/index.js';

/** Sends the focus back to the active cell where the button that had it has gone. Its handlers are for the element around. */
export function useFocusBack<T extends RecordValue>({ view, actions }: EditableTableState<T>) {
  const hasFocus = useRef(false);
  useLayoutEffect(() => {
    if (!hasFocus.current || document.activeElement !== document.body) return;
    hasFocus.current = false;
    // React draws nothing at once while it is drawing.
    queueMicrotask(() => actions.moveTo(view.active));
  });
  return {
    onFocus() {
      hasFocus.current = true;
    },
    onBlur() {
      hasFocus.current = false;
    },
  };
}
