import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { Conflict, Path, Versioned, VersionToken } from 'noclobber';
import {
  ConflictDialog,
  NoClobberProvider,
  type ConflictDialogProps,
  type NoClobberProviderProps,
} from 'noclobber/react';
import 'noclobber/styles.css';
import { StrictMode } from 'react';

/** A record as a test makes it up. */
export interface Page {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** What the dialog saved, or which way out was taken. */
export interface Done {
  readonly kind: 'saved' | 'discarded' | 'kept' | 'overwritten';
  readonly merged?: unknown;
  readonly overwritten?: readonly Path[];
}

export interface DialogOptions extends Partial<
  Omit<ConflictDialogProps<Page>, 'conflict' | 'resource' | 'formats'>
> {
  readonly formats?: Readonly<Record<string, (value: never) => string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly provider?: NoClobberProviderProps;
}

export function version(value: Page, number: string, by = 'Desk'): Versioned<Page> {
  const change = { by: { id: by, name: by }, at: '2026-03-09T14:32:00Z', version: number };
  // The dialog sends nothing, so that no server reads the token.
  return { value, token: `vt1.test.${number}` as VersionToken, change };
}

/** A conflict over what both sides made of a base. */
export function conflictOf(
  base: Record<string, unknown>,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
  { by, number = '2' }: { readonly by?: string | undefined; readonly number?: string } = {},
): Conflict<Page> {
  return {
    kind: 'modified',
    base: version({ id: '1', ...base }, '1'),
    mine: { id: '1', ...base, ...mine },
    theirs: version({ id: '1', ...base, ...theirs }, number, by),
  };
}

/** Renders the dialog over a conflict and waits until it is there. */
export async function openDialog(conflict: Conflict<Page>, options: DialogOptions = {}) {
  const { provider, formats, labels, ...props } = options;
  // A format is only ever given its own field's values.
  const resource = { recordLabel: 'page', labels, formats } as ConflictDialogProps<Page>['resource'];
  const done: Done[] = [];
  const tell = (entry: Done) => {
    done.push(entry);
    return Promise.resolve(true);
  };
  const view = (shown: Conflict<Page> | null, more: Partial<ConflictDialogProps<Page>> = {}) => (
    <StrictMode>
      <NoClobberProvider {...provider}>
        <ConflictDialog<Page>
          resource={resource}
          onSave={(merged, overwritten) => tell({ kind: 'saved', merged, overwritten })}
          onOverwrite={() => tell({ kind: 'overwritten' })}
          onDiscard={() => void tell({ kind: 'discarded' })}
          onKeepEditing={() => void tell({ kind: 'kept' })}
          {...props}
          {...more}
          conflict={shown}
        />
      </NoClobberProvider>
    </StrictMode>
  );
  const { rerender } = render(view(conflict));
  const dialog = await screen.findByRole('dialog');
  return {
    user: userEvent.setup(),
    done,
    dialog,
    show: (next: Conflict<Page> | null, more?: Partial<ConflictDialogProps<Page>>) =>
      rerender(view(next, more)),
  };
}

export const field = (name: string) => within(screen.getByRole('group', { name }));
export const part = (name: string) => within(screen.getByRole('radiogroup', { name }));
export const button = (name: string | RegExp) => screen.getByRole('button', { name });
