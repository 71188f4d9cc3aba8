import { isProblem } from '../core/index.js';
import type { Outcome, WireAnswer } from './dialect.js';
import {
  InvalidRecordError,
  LockedError,
  PreconditionRequiredError,
  ResponseError,
  VersionTokenError,
} from './errors.js';
import type { MarkTab } from './lock/tabMarker.js';

interface Refused {
  readonly outcome: Outcome<unknown>;
  readonly markTab: MarkTab;
}

/** Turns an answer that says no into the error that says why. */
export function errorOf(answer: WireAnswer, { outcome, markTab }: Refused): Error {
  const problem = isProblem(answer.body) ? answer.body : undefined;
  switch (outcome.kind) {
    case 'token-required':
      return new PreconditionRequiredError();
    case 'token-refused':
      return new VersionTokenError(problem);
    case 'invalid':
      return new InvalidRecordError(outcome.errors);
    case 'locked':
      return new LockedError(markTab(outcome.lock), outcome.isLost);
    default:
      return new ResponseError(answer.status, problem, changeOf(outcome));
  }
}

/** Who deleted the record that was asked for, where the server tells. */
export function changeOf<T>(outcome: Outcome<T>) {
  return outcome.kind === 'deleted' && outcome.change ? { change: outcome.change } : {};
}
