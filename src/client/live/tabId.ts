import { randomKey } from '../randomKey.js';

const place = 'noclobber-tab';
let known: string | undefined;

/**
 * Names this browser tab. A reload keeps the name; a copy of the tab gets its own: the name lies in the tab's storage only from the
 * moment a page goes until the next one comes.
 */
export function tabId(): string {
  if (known !== undefined) return known;
  const made = takeName() ?? randomKey();
  known = made;
  if (typeof window !== 'undefined') {
    window.addEventListener('pagehide', () => leaveName(made));
    // The page is back as it was, so the name is in use again.
    window.addEventListener('pageshow', ({ persisted }) => persisted && takeName());
  }
  return made;
}

function takeName(): string | undefined {
  try {
    const left = sessionStorage.getItem(place) ?? undefined;
    sessionStorage.removeItem(place);
    return left;
  } catch {
    // There is no storage here, or it is closed to this page.
    return undefined;
  }
}

function leaveName(name: string): void {
  try {
    sessionStorage.setItem(place, name);
  } catch {
    // The next page gets a name of its own.
  }
}
