import { useLayoutEffect, useRef } from 'react';
import type { GridView } from '../../react/table/index.js';

/** Sends the focus back to the active cell where the button that had it has gone. Its handlers are for the element around. */
export function useFocusBack(view: GridView) {
  const hasFocus = useRef(false);
  useLayoutEffect(() => {
    if (!hasFocus.current || document.activeElement !== document.body) return;
    hasFocus.current = false;
    view.moveTo(view.active);
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
