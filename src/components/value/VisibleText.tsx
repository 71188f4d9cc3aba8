import { Fragment } from 'react';
import { revealSigns } from '../../core/index.js';

/** A text with what it hides made visible: a mark of direction or an invisible sign is shown by its code point. */
export function VisibleText({ text }: { readonly text: string }) {
  return revealSigns(text).map(({ text: shown, code }, index) => (
    <Fragment key={index}>
      {shown}
      {code && <span className="nc-sign">{code}</span>}
    </Fragment>
  ));
}
