import { isLockedError, type LockedError } from '../errors.js';

/** Makes saves carry a fence, and tells what the lock can learn of them. */
export function guardSaves(on: {
  readonly getFence: () => string | undefined;
  readonly onSaved: () => void;
  /** It was refused because of the lock. */
  readonly onRefused: (error: LockedError, fence: string | undefined) => void;
}) {
  return <Request extends { readonly fence?: string | undefined }, Answer>(
      save: (request: Request) => Promise<Answer>,
    ) =>
    async (request: Request): Promise<Answer> => {
      const fenced = { fence: on.getFence(), ...request };
      try {
        const saved = await save(fenced);
        on.onSaved();
        return saved;
      } catch (error) {
        if (isLockedError(error)) on.onRefused(error, fenced.fence);
        throw error;
      }
    };
}
