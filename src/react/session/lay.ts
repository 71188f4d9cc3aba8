import { layingAlone, theyMeet, type Laying } from './laying.js';
import { meetingCode } from './meetingCode.js';

/** Lays edits around each other; where they meet, once the code for that is here. `work` changes nothing before it has laid all. */
export async function lay<R>(work: (laying: Laying) => R): Promise<R> {
  const done = layNow(work);
  return done ? done.result : work((await meetingCode.load()).laying);
}

/** The same at once; undefined where that takes code that isn't here yet. */
export function layNow<R>(work: (laying: Laying) => R): { readonly result: R } | undefined {
  try {
    return { result: work(meetingCode.getState().code?.laying ?? layingAlone) };
  } catch (error) {
    if (error === theyMeet) return undefined;
    throw error;
  }
}
