import { isNetworkError, type NewRecord, type RecordValue, type Resource } from '../../client/index.js';
import { settle, type Versioned } from '../../core/index.js';

export interface CreateRequest<T extends RecordValue> {
  readonly value: NewRecord<T>;
  /** The record was deleted and is to come back under its id. */
  readonly isReplacement: boolean;
}

export type CreateOutcome<T> =
  /** `sent` is what the form held when this was asked; `mine`, where there is one, has what was typed since and is still to be saved. */
  | { readonly kind: 'created'; readonly record: Versioned<T>; readonly sent: T; readonly mine?: T }
  | { readonly kind: 'unanswered'; readonly error: Error };

/**
 * Creates one record, however often it is asked for while answers get lost: the first request is repeated until it is
 * answered.
 */
export function createOnce<T extends RecordValue>(
  resource: Pick<Resource<T>, 'create' | 'rules'>,
): (request: CreateRequest<T>, sent: T) => Promise<CreateOutcome<T>> {
  let pending: (CreateRequest<T> & { readonly sent: T; readonly idempotencyKey?: string }) | undefined;

  return async (request, sent) => {
    const earlier = pending?.isReplacement === request.isReplacement ? pending : undefined;
    const asked = earlier ?? { ...request, sent };
    const { value, isReplacement, idempotencyKey } = asked;
    pending = undefined;
    try {
      const record = await resource.create(value, { isReplacement, idempotencyKey });
      if (!earlier) return { kind: 'created', record, sent };
      const whole = (part: NewRecord<T>): T => ({ ...record.value, ...part });
      const mine = settle(
        { sent: whole(value), mine: whole(request.value), saved: record.value },
        resource.rules,
      );
      return { kind: 'created', record, sent: earlier.sent, mine };
    } catch (error) {
      if (!isNetworkError(error)) throw error;
      pending = { ...asked, idempotencyKey: error.idempotencyKey };
      return { kind: 'unanswered', error };
    }
  };
}
