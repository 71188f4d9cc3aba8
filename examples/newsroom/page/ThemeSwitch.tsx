import { useState } from 'react';
import { applyTheme, storedTheme, themes, type Theme } from './theme.js';

const themeNames: Readonly<Record<Theme, string>> = { light: 'Light', dark: 'Dark', auto: 'Auto' };

/** Light, dark, or as the system has it. */
export function ThemeSwitch() {
  const [chosen, setChosen] = useState(storedTheme);
  return (
    <fieldset className="room-theme">
      <legend className="nc-hidden">Theme</legend>
      {themes.map((theme) => (
        <label key={theme}>
          <input
            type="radio"
            name="theme"
            className="nc-hidden"
            checked={chosen === theme}
            onChange={() => {
              applyTheme(theme);
              setChosen(theme);
            }}
          />
          {themeNames[theme]}
        </label>
      ))}
    </fieldset>
  );
}
