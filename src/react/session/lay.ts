import { layingAlone, theyMeet, type Laying } from './laying.js';
import { meetingCode } from './meetingCode.js';

/** Lays edits around each other; where they meet, once the code for that is here. `work` changes nothing before it has laid all. */
export async function lay<R>(work: (laying: Laying) => R): Promise<R> {
  try {
    return work(meetingCode.getState().code?.laying ?? layingAlone);
  } catch (error) {
    if (error !== theyMeet) throw error;
    return work((await meetingCode.load()).laying);
  }
}
