import { ConflictDialog, SaveNotice, StaleBanner, VersionBadge, VersionInput } from 'noclobber/react';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Versioned, VersionToken } from 'noclobber';

interface Article {
  readonly id: string;
  readonly title: string;
}

const record = (title: string): Versioned<Article> => ({
  value: { id: '1', title },
  // A server that only renders reads no token.
  token: `vt1.test.${title}` as VersionToken,
  change: { by: { id: 'desk', name: 'Desk' }, at: '2026-03-09T14:32:00Z', version: '2' },
});
const resource = { recordLabel: 'article' };

describe('rendered on a server', () => {
  it('leaves the dialog to the browser, and styles nothing inline', () => {
    const conflict = {
      kind: 'modified' as const,
      base: record('a'),
      mine: record('b').value,
      theirs: record('c'),
    };
    const rest = { onSave: () => Promise.resolve(true), onDiscard() {}, onKeepEditing() {} };
    expect(renderToString(createElement(ConflictDialog<Article>, { resource, conflict, ...rest }))).toBe('');
    const html = [
      createElement(SaveNotice<Article>, { resource, notice: { kind: 'same' } }),
      createElement(StaleBanner<Article>, { resource, shown: record('a'), latest: record('c'), onShow() {} }),
      createElement(VersionBadge<Article>, { record: record('a') }),
    ].map((part) => renderToString(part));
    expect(html.join('')).toContain('Version 2');
    expect(html.join('')).not.toMatch(/\sstyle=|<style|<script|vt1\./);
  });

  it('writes the token into a hidden field, so that a form works before any script does', () => {
    expect(renderToString(createElement(VersionInput<Article>, { record: record('a') }))).toBe(
      '<input type="hidden" autoComplete="off" readOnly="" name="_version" value="vt1.test.a"/>',
    );
  });
});
