export const themes = ['light', 'dark', 'auto'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'newsroom-theme';

/** The theme that was chosen in this browser. */
export function storedTheme(): Theme {
  const stored = localStorage.getItem(storageKey);
  return themes.find((theme) => theme === stored) ?? 'auto';
}

/** Draws the page in a theme and remembers it. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme);
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

// The page loads this before it draws anything, so that it never flashes in the other theme.
applyTheme(storedTheme());
