import { isSight, type OkSave, type Operation, type Sight } from './operation.js';
import type { RecordHistory } from './recordHistory.js';

type Answer = Sight | OkSave;

/** Finds answers that tell an older version than one that had come before they were asked for, each with that one. */
export function staleAnswers({ operations, chain }: RecordHistory): Answer[][] {
  const kept = new Set(chain.map(({ version }) => version));
  const answers = operations.filter(isAnswer);
  const byEnd = answers
    .filter(({ version }) => kept.has(version))
    .toSorted((a, b) => a.endedAt - b.endedAt)
    .values();
  let ended = byEnd.next();
  let newest: Answer | undefined;
  return answers
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .flatMap((answer) => {
      for (; !ended.done && ended.value.endedAt < answer.startedAt; ended = byEnd.next()) {
        if (ended.value.version > (newest?.version ?? 0)) newest = ended.value;
      }
      return newest !== undefined && newest.version > answer.version ? [[newest, answer]] : [];
    });
}

function isAnswer(operation: Operation): operation is Answer {
  return operation.kind === 'ok' || isSight(operation);
}
