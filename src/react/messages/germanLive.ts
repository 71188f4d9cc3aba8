import { pluralsOf } from '../pluralsOf.js';
import type { liveMessages } from './live.js';
import type { lockFailureMessages } from './lockFailure.js';
import type { peopleMessages } from './people.js';
import type { ListOfNames } from './phrases.js';

const plural = pluralsOf('de');
const minutes = (count: number) => `${count} ${plural(count, { one: 'Minute', other: 'Minuten' })}`;

/** Locks, presence and live changes, in German. */
export const germanLiveMessages: Omit<typeof liveMessages, keyof typeof peopleMessages> &
  typeof lockFailureMessages = {
  lockFree: 'Frei zum Bearbeiten',
  lockAcquiring: 'Wird gesperrt …',
  lockYours: (left) =>
    left === 0 ? 'Noch weniger als eine Minute für Sie' : `Noch ${minutes(left)} für Sie`,
  lockYoursUntil: (until) => `Für Sie bis ${until}`,
  lockTheirs: (name, since, until) => `${name} seit ${since}, bis ${until}`,
  lockTheirsUntil: (name, until) => `${name}, bis ${until}`,
  lockNotYours: 'Nicht mehr für Sie gesperrt',
  notLocked: 'Nicht gesperrt',
  lockOffline: 'Keine Verbindung',

  lockEnds: (left) =>
    left === 0 ? 'Ihre Sperre endet in weniger als einer Minute.' : `Ihre Sperre endet in ${minutes(left)}.`,
  lockEndsWhy: 'Sie können danach weiterarbeiten; beim Speichern wird dann nach Änderungen anderer gesehen.',
  extend: 'Verlängern',
  saveNow: 'Jetzt speichern',
  isEditing: (name, record) => `${name} bearbeitet das gerade (${record}).`,
  editingSince: (since, until) => `Seit ${since}. Frei um ${until}, falls nicht verlängert wird.`,
  youEditElsewhere: (record) => `Sie bearbeiten das in einem anderen Tab (${record}).`,
  youEditElsewhereWhy: 'Machen Sie dort weiter, oder übernehmen Sie es in diesen Tab.',
  viewReadOnly: 'Nur ansehen',
  askToEdit: 'Um Bearbeitung bitten',
  hasAsked: 'Ihre Bitte ist angekommen. Sie sind dran, sobald dort alles fertig ist.',
  notNow: 'Dort geht es vorerst weiter.',
  otherHasAsked: (name) => `${name} hat schon darum gebeten.`,
  takeOver: 'Übernehmen',
  mayNotTakeOver: 'Sie dürfen das nicht übernehmen.',
  mayNotAsk: 'Sie dürfen nicht darum bitten. Es ist frei, sobald dort alles fertig ist.',
  othersFirst: 'Andere kommen kurz zuerst dran.',
  othersFirstWhy: 'Jemand hat darauf gewartet. Sobald es frei ist, können Sie weitermachen.',
  asksToEdit: (name, record) => `${name} möchte das bearbeiten (${record}).`,
  safeEitherWay: 'Ihre Änderungen sind so oder so sicher.',
  keepEditingIt: 'Weiter bearbeiten',
  saveAndHandOver: 'Speichern und übergeben',
  handOver: 'Übergeben',
  tookOver: (name, record, since) => `${name} hat das um ${since} übernommen (${record}).`,
  endedAndTaken: (name, record) =>
    `Ihre Sperre ist abgelaufen, und ${name} bearbeitet das jetzt (${record}).`,
  endedAndElsewhere: (record) =>
    `Ihre Sperre hier ist abgelaufen, und Sie bearbeiten das in einem anderen Tab (${record}).`,
  tookOverYourself: (record) => `Sie haben das in einem anderen Tab übernommen (${record}).`,
  wasTakenOver: (record) => `Jemand anderes hat das übernommen (${record}).`,
  tookOverWhy:
    'Ihre Änderungen bleiben hier. Wird inzwischen etwas anderes gespeichert, sehen Sie das beim Speichern zuerst.',
  lockEnded: 'Ihre Sperre ist abgelaufen.',
  lockEndedWhy: 'Sie können weiterarbeiten; beim Speichern wird nach Änderungen anderer gesehen.',
  lockAgain: 'Wieder sperren',
  lockUnknown: 'Keine Verbindung zum Server.',
  lockUnknownWhy:
    'Sie können weiterschreiben. Ihre Sperre kann inzwischen enden; beim Speichern wird dann nach Änderungen anderer gesehen.',
  lockLater:
    'Sie können weiterschreiben. So lange kann es nicht für Sie gesperrt werden; beim Speichern wird nach Änderungen anderer gesehen.',
  lockUnanswered: 'Der Server hat nicht geantwortet. Versuchen Sie es gleich noch einmal.',
  signedOut: 'Sie sind abgemeldet.',
  signedOutWhy:
    'Ihre Änderungen bleiben hier, und es ist nicht für Sie gesperrt. Melden Sie sich wieder an, dann geht es weiter.',
  mayNotLock: (record) => `Sie dürfen das nicht sperren (${record}).`,

  areHere: (names) => `${listNames(names)} ${plural(names.length, { one: 'ist', other: 'sind' })} auch hier`,
  manyAreHere: (names, more) => `${listNames([...names, `${more} weitere`])} sind auch hier`,
  isInField: (name, field) => `${name} ist auch in ${field}`,
  isLookingAt: (name, field) => `${name}, in ${field}`,
  isEditingField: (name, field) => `${name}, ändert ${field}`,
  hasUnsaved: (name) => `${name}, mit Änderungen, die nicht gespeichert sind`,
  morePeople: (count) => `${count} weitere ${plural(count, { one: 'Person', other: 'Personen' })}`,

  lockPassedOn:
    'Jemand anderes hat übernommen. Ihre Änderungen sind noch da; speichern Sie noch einmal, um zu sehen, was dort geändert wurde.',
  lockedElsewhere:
    'Sie bearbeiten das in einem anderen Tab, der es gesperrt hat. Ihre Änderungen sind noch da.',
  lockedByOthers: 'Jemand anderes bearbeitet das und hat es gesperrt. Ihre Änderungen sind noch da.',
};

function listNames(names: ListOfNames): string {
  return new Intl.ListFormat('de-DE', { type: 'conjunction' }).format(names);
}
