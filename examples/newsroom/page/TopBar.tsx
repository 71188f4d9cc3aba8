import { ThemeSwitch } from './ThemeSwitch.js';

/** The page's name and the theme. */
export function TopBar() {
  return (
    <header className="room-bar">
      <h1 className="room-name">
        <svg className="room-logo nc-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <rect x="3" y="3.5" width="18" height="17" rx="3.5" />
          <path d="M7 8h10M7 12h4.5M7 16h4.5M15 12v4" />
        </svg>
        Newsroom
      </h1>
      <ThemeSwitch />
    </header>
  );
}
