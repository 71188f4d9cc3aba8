import { act, screen } from '@testing-library/react';
import { ConflictDialog, VersionBadge, VersionInput } from 'noclobber/react';
import { StrictMode, version as reactVersion } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { describe, expect, inject, it } from 'vitest';
import { conflictOf, version, type Page } from './openDialog.js';

const record = version({ id: '1', title: 'a' }, '2');
const page = (
  <StrictMode>
    <VersionBadge record={record} />
    <VersionInput record={record} />
    <ConflictDialog<Page>
      resource={{ recordLabel: 'page' }}
      conflict={conflictOf({ title: 'a' }, { title: 'b' }, { title: 'c' })}
      onSave={() => Promise.resolve(true)}
      onDiscard={() => {}}
      onKeepEditing={() => {}}
    />
  </StrictMode>
);

describe('hydrated', () => {
  it('takes over what the server wrote without a difference, and then shows the time and the dialog', async () => {
    const container = document.body.appendChild(document.createElement('div'));
    // Trusted here: it comes from the line before.
    const html = renderToString(page);
    container.append(document.createRange().createContextualFragment(html));
    const errors: unknown[] = [];
    const root = hydrateRoot(container, page, { onRecoverableError: (error) => errors.push(error) });
    await screen.findByRole('dialog', { name: 'Someone else changed this page' });

    expect(reactVersion.split('.')[0]).toBe(inject('react'));
    expect(html).not.toContain('2026');
    expect(container.textContent).toContain('Mar 2026');
    expect(errors).toEqual([]);
    act(() => root.unmount());
    container.remove();
  });
});
