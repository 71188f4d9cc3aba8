import { useRef, useState } from 'react';
import type { Format } from '../client/index.js';
import { copyMessages, useMessages } from '../react/index.js';
import { Icon } from './Icon.js';
import { wholeText } from './value/plainText.js';

export interface CopyButtonProps {
  /** What people call a field, and how its value is written. */
  readonly view: {
    readonly labelOf: (path: readonly string[]) => string;
    readonly formatOf: (path: readonly string[]) => Format<unknown> | undefined;
  };
  readonly mine: object | (() => object);
  readonly size?: 'small';
}

/** Copies the whole of my version as text, so that it can be kept anywhere. */
export function CopyButton({ view, mine, size }: CopyButtonProps) {
  const messages = useMessages(copyMessages);
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');

  async function copy(): Promise<void> {
    const text = Object.entries(typeof mine === 'function' ? mine() : mine)
      .filter(([key]) => key !== 'id')
      .map(([key, value]) => `${view.labelOf([key])}: ${wholeText(value, messages, view.formatOf([key]))}`)
      .join('\n\n');
    setState((await copyText(text, button.current)) ? 'copied' : 'failed');
  }

  const label = { ready: messages.copyMyVersion, copied: messages.copied, failed: messages.copyFailed }[
    state
  ];
  return (
    <>
      <button
        ref={button}
        type="button"
        className="nc-button"
        data-kind={size === 'small' ? undefined : 'quiet'}
        data-size={size}
        aria-label={messages.copyMyVersion}
        onClick={() => void copy()}
        onBlur={() => setState('ready')}
      >
        <Icon name={state === 'copied' ? 'check' : 'copy'} />
        {label}
      </button>
      <span className="nc-hidden" role="status">
        {state === 'ready' ? '' : label}
      </span>
    </>
  );
}

/** Copies by the clipboard, or, where a page is served without TLS and has none, by a selection beside `anchor`. */
async function copyText(text: string, anchor: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'nc-hidden';
    anchor?.after(area);
    area.select();
    const isCopied = document.execCommand('copy');
    area.remove();
    anchor?.focus();
    return isCopied;
  }
}
