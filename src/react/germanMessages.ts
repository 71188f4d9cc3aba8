import type { Messages } from './messages.js';
import type { PartOutcome } from './messages/dialog.js';
import type { ListOfNames } from './messages/phrases.js';
import { germanLiveMessages } from './messages/germanLive.js';
import { begin, by, unnamed } from './messages/germanPhrases.js';
import { pluralsOf } from './pluralsOf.js';

const plural = pluralsOf('de');

/**
 * Every text that people see, in German.
 *
 * @example
 * <NoClobberProvider messages={germanMessages}>
 */
export const germanMessages: Messages = {
  locale: 'de-DE',
  someone: 'Jemand anderes',
  youElsewhere: 'Sie selbst, in einem anderen Tab',
  someoneElse: unnamed.someoneElse,
  yourOtherTab: unnamed.yourOtherTab,
  atTime: (time) => `um ${time}`,
  onDay: (day) => `am ${day}`,
  ...germanLiveMessages,
  notSavedYet: 'Sie, noch nicht gespeichert',
  savedBy: (name, time) => `${name}, gespeichert ${time}`,
  empty: 'Leer',
  yes: 'Ja',
  no: 'Nein',
  unchangedWords: (count) => `${count} ${plural(count, { one: 'Wort', other: 'Wörter' })} unverändert`,
  unchangedSentences: (count) => `${count} ${plural(count, { one: 'Satz', other: 'Sätze' })} unverändert`,
  showMore: (count) => `${count} weitere Zeichen zeigen`,
  moreThanBefore: (difference) => `${difference} mehr als zuvor`,
  lessThanBefore: (difference) => `${difference} weniger als zuvor`,
  added: 'hinzugefügt',
  removed: 'entfernt',
  changed: 'geändert',
  moved: (from, to) => `von ${from} nach ${to < from ? 'oben' : 'unten'} verschoben`,

  conflictTitle: (record) => `Jemand anderes hat inzwischen etwas geändert (${record})`,
  changesAreSafe: 'Ihre Änderungen sind sicher.',
  choicesAreSafe: 'Ihre Änderungen und Ihre Auswahl sind sicher.',
  conflictLead: (name, _record, time) =>
    `${begin(name)} hat${time && ` ${time}`} gespeichert, während Sie daran gearbeitet haben. Wählen Sie, was bleibt, wo Sie beide dasselbe geändert haben.`,
  checkLead: (name, _record, time) =>
    `${begin(name)} hat${time && ` ${time}`} gespeichert, während Sie daran gearbeitet haben. Ihre Änderungen passen zusammen; bitte sehen Sie nach, wie, bevor gespeichert wird.`,
  conflictAgainLead: (name, time) =>
    `${begin(name)} hat${time && ` ${time}`} eine neuere Fassung gespeichert, kurz bevor Ihre gespeichert werden konnte. Was Sie schon gewählt haben, bleibt; gefragt wird nur, was sich jetzt geändert hat.`,
  needYou: (open, all) =>
    open === 0
      ? all < 2
        ? 'Alles erledigt'
        : `Alle ${all} erledigt`
      : `${open} von ${all} ${plural(open, { one: 'braucht', other: 'brauchen' })} Sie`,
  needYouAgain: (open, all) =>
    `${open} von ${all} ${plural(open, { one: 'braucht', other: 'brauchen' })} Sie noch einmal`,
  comparing: 'Die beiden Fassungen werden verglichen …',
  progressRest: (chosen, merged, toCheck) =>
    [
      chosen > 0 && `${chosen} gewählt`,
      toCheck > 0 && `${toCheck} zum Nachsehen zusammengeführt`,
      merged > 0 && `${merged} von selbst zusammengeführt`,
    ]
      .filter(Boolean)
      .join(', '),
  chooseForAll: 'Für alle wählen',
  allTheirs: 'Alles von dort',
  allMine: 'Alles von mir',

  needsYou: 'Braucht Sie',
  pleaseCheck: 'Bitte nachsehen',
  askedAgain: 'Noch einmal gefragt',
  beforeYouChose: (choice) => `Vorher gewählt: „${choice}“`,
  changedAgain: (name, fields) => `${begin(name)} hat auch ${listNames(fields)} geändert.`,
  choicesKept: (kept) =>
    kept === 0
      ? 'Nur das wird noch einmal gefragt.'
      : `Nur das wird noch einmal gefragt; ${plural(kept, { one: 'Ihre andere Auswahl bleibt', other: 'Ihre anderen bleiben' })}.`,
  theirChange: 'Deren Änderung',
  yourChange: 'Ihre Änderung',
  keepBoth: 'Beide behalten',
  edit: 'Bearbeiten',
  edited: 'Bearbeitet',
  removedValue: 'Entfernt',
  showBase: 'Ausgangsstand zeigen',
  hideBase: 'Ausgangsstand verbergen',
  showBaseOf: (field) => `Ausgangsstand zeigen: ${field}`,
  hideBaseOf: (field) => `Ausgangsstand verbergen: ${field}`,
  baseLabel: 'Ausgangsstand: womit Sie beide begonnen haben',
  baseMissing: 'Nichts: beide haben es hinzugefügt.',
  change: 'Ändern',
  changeChoiceFor: (field) => `Auswahl für ${field} ändern`,
  merged: 'Zusammengeführt',
  partLabel: (part, all) => `Teil ${part} von ${all}`,
  partName: (field, part, all) => `${field}, Teil ${part} von ${all}`,
  partOpen: (part) => `Teil ${part}: noch nicht gewählt`,
  partsChosen: (count) => `${count} ${plural(count, { one: 'Teil', other: 'Teile' })} gewählt`,
  partOutcomes: (outcomes) =>
    outcomes.map((outcome, index) => `Teil ${index + 1} ${outcomeNames[outcome]}`).join(', '),
  updatesAsYouChoose: 'Folgt Ihrer Auswahl',
  editByHand: 'Von Hand bearbeiten',
  editByHandOf: (field) => `Von Hand bearbeiten: ${field}`,
  chooseByParts: 'Teile wählen',
  chooseByPartsOf: (field) => `Teile wählen: ${field}`,
  mergedByWords: (name) =>
    `Ihre Änderung und die von ${by(name)}, Wort für Wort zusammengesetzt. Bitte vor dem Speichern lesen.`,
  yourOwn: 'Ihre eigene Fassung',
  yourOwnFor: (field) => `Ihre eigene Fassung von ${field}`,

  mergedAutomatically: 'Von selbst zusammengeführt',
  mergedFields: (fields) => `${firstNames(fields)}. Hier ist nichts zu tun.`,
  onlyTheyChanged: (name) => `Das hat nur ${name} geändert.`,
  theirOrder: (name) => `Die Reihenfolge ist die von ${by(name)}.`,
  bothMadeIt: (name) => `Sie und ${name} haben dasselbe geändert.`,
  bothFit: (name) => `Ihre Änderung und die von ${by(name)} passen zusammen.`,
  undone: 'Rückgängig gemacht: Es bleibt, wie Sie es haben.',
  undo: 'Rückgängig',
  undoMergeOf: (field) => `Zusammenführung von ${field} rückgängig machen`,
  redo: 'Wiederholen',
  redoMergeOf: (field) => `Zusammenführung von ${field} wiederholen`,

  copyMyVersion: 'Meine Fassung kopieren',
  copied: 'Kopiert',
  copyFailed: 'Kopieren nicht möglich',
  discardMine: 'Meine verwerfen',
  overwriteWithMine: 'Mit meiner überschreiben …',
  keepEditing: 'Weiter bearbeiten',
  saveMerged: 'Zusammengeführt speichern',
  saving: 'Wird gespeichert …',
  chooseFor: (fields) => `Wählen Sie bei ${listNames(fields)}, um zu speichern.`,
  more: (count) => `${count} weiteren`,
  partOf: (field) => `einen Teil von ${field}`,
  overwritesNothing: 'Behält alles, was andere gespeichert haben.',
  overwrites: (name, fields) => `Überschreibt, was ${name} geändert hat: ${firstNames(fields)}.`,

  overwriteTitle: (name) => `Änderungen von ${by(name)} überschreiben?`,
  overwriteLead: (name, time) =>
    `Wenn Sie fortfahren, ersetzt Ihre Fassung die, die ${name}${time && ` ${time}`} gespeichert hat. Diese Änderungen gehen verloren:`,
  overwriteHint:
    'Speichert jemand, bevor Sie bestätigen, wird nichts überschrieben und Sie werden noch einmal gefragt.',
  goBack: 'Zurück',
  saveOverwriting: (name, fields) =>
    `Speichern und überschreiben, was ${name} geändert hat: ${firstNames(fields)}`,

  deleteTitle: (record) => `Trotzdem löschen (${record})?`,
  deleteLead: (name, _record, time) =>
    `${begin(name)} hat${time && ` ${time}`} gespeichert, nachdem Sie es geöffnet hatten. Wenn Sie fortfahren, gehen auch diese Änderungen verloren:`,
  deleteHint:
    'Speichert jemand, bevor Sie bestätigen, wird nichts gelöscht und Sie werden noch einmal gefragt.',
  keepIt: () => 'Behalten',
  deleteIt: () => 'Löschen',
  deleting: 'Wird gelöscht …',

  deletedTitle: (record) => `Jemand anderes hat gelöscht, woran Sie arbeiten (${record})`,
  deletedLead: (name, _record, time) =>
    `${begin(name)} hat${time && ` ${time}`} gelöscht, woran Sie gerade gearbeitet haben. Sie können es zurückholen, Ihren Text getrennt speichern oder ihn aufgeben.`,
  bringItBack: 'Zurückholen',
  bringItBackHint: () => 'Dasselbe noch einmal, mit Ihrem Text.',
  recreate: 'Mit meiner Fassung wiederherstellen',
  keepItApart: 'Getrennt behalten',
  keepItApartHint: () => 'Neu angelegt, mit Ihrem Text. Das Gelöschte bleibt gelöscht.',
  saveAsCopy: 'Als Kopie speichern',
  letItGo: 'Aufgeben',
  letItGoHint: 'Ihr Text verlässt das Formular. Das lässt sich rückgängig machen.',
  yourVersion: 'Ihre Fassung',
  fieldsYouChanged: (count) =>
    `${count} ${plural(count, { one: 'Feld', other: 'Felder' })} von Ihnen geändert`,

  couldNotSave: 'Das konnte nicht gespeichert werden.',
  tryAgain: 'Ihre Änderungen sind noch da. Versuchen Sie es gleich noch einmal.',
  dialogNotLoaded: 'Der Vergleich konnte nicht geladen werden.',
  dialogNotLoadedWhy: 'Ihre Änderungen sind sicher in diesem Formular, noch nicht gespeichert.',
  notAllowed: 'Der Server hat es nicht erlaubt. Ihre Änderungen sind noch da.',
  signedOut:
    'Sie sind nicht mehr angemeldet. Ihre Änderungen sind noch da. Melden Sie sich wieder an, zum Beispiel in einem anderen Tab.',
  tooLarge:
    'Das ist mehr, als der Server annimmt. Ihre Änderungen sind noch da. Kürzen Sie, und speichern Sie noch einmal.',
  invalidField: (field, message) => `${field}: ${message}`,

  savedMerged: (name) => `Gespeichert, mit den Änderungen von ${by(name)} zusammengeführt.`,
  savedOver: (name, fields) => `Gespeichert; überschrieben wurde von ${by(name)}: ${listNames(fields)}.`,
  cameFromThem: (fields) => `Von dort: ${listNames(fields)}.`,
  savedSame: 'Gespeichert.',
  savedSameWhy: (name) => `${begin(name)} hatte schon dasselbe geändert.`,
  undoneMerge: (name) => `Rückgängig gemacht: Die Fassung von ${by(name)} ist wieder gespeichert.`,
  undoneMergeWhy: 'Ihre Änderungen sind wieder im Formular, noch nicht gespeichert.',
  notUndone: 'Nichts wurde rückgängig gemacht.',
  notUndoneWhy: (name) => `${begin(name)} hat inzwischen gespeichert.`,
  notSavedYetNotice: 'Ihre Änderungen sind sicher, aber noch nicht gespeichert.',
  fieldsNeedYou: (count) =>
    `${count} ${plural(count, { one: 'Feld braucht', other: 'Felder brauchen' })} Sie noch.`,
  wasDeletedNotice: (name) => `${begin(name)} hat gelöscht, woran Sie arbeiten.`,
  review: 'Ansehen',
  retry: 'Noch einmal versuchen',
  discarded: 'Ihre Fassung wurde verworfen.',
  discardedWhy: 'Das Formular zeigt, was jetzt gespeichert ist.',
  staysDeleted: () => 'Es bleibt gelöscht.',
  noAnswer: 'Keine Antwort vom Server.',
  noAnswerWhy:
    'Ihre Änderungen sind sicher in diesem Formular. Noch einmal zu speichern ist es auch: Nichts wird doppelt gespeichert.',
  stillSaving: 'Es wird noch gespeichert.',
  stillSavingWhy: 'Der Server braucht länger. Sie können weiterschreiben.',
  stopWaiting: 'Nicht länger warten',
  saveFailed: 'Nicht gespeichert.',
  notRead: (record) => `Das konnte nicht gelesen werden (${record}).`,
  notReadWhy: 'Was Sie schreiben, bleibt hier. Es lässt sich speichern, sobald das Übrige gelesen ist.',
  startNotRead: (record) => `Womit Neues beginnt, konnte nicht gelesen werden (${record}).`,
  notThere: 'Es ist nicht mehr da.',
  mayNotRead: 'Der Server hat es nicht erlaubt.',
  restored: 'Wiederhergestellt, was Sie noch nicht gespeichert hatten',
  discard: 'Verwerfen',
  notKept: 'Dieser Browser bewahrt nicht auf, was Sie schreiben.',
  notKeptWhy:
    'Er hat keinen Platz mehr oder lässt es nicht zu. Speichern Sie, bevor Sie diese Seite verlassen.',
  queued: 'Sie sind offline. Ihre Änderungen werden hier aufbewahrt.',
  queuedWhy: 'Sie werden gespeichert, sobald es eine Verbindung gibt.',

  updatedBy: (name, time) => `Aktualisiert von ${by(name)}${time && `, ${time}`}`,
  changedThisToo: (name) => `${begin(name)} hat das auch geändert.`,
  seeTheirChange: 'Deren Änderung zeigen',
  hideTheirChange: 'Deren Änderung verbergen',
  keepTyping: 'Schreiben Sie weiter. Gewählt wird beim Speichern.',

  isStale: (name, _record, time) => `${begin(name)} hat das${time && ` ${time}`} geändert.`,
  isGone: (name, _record, time) => `${begin(name)} hat das${time && ` ${time}`} gelöscht.`,
  isGoneWhy: 'Sie sehen, wie es zuletzt war.',
  staleFields: (fields) => `Sie sehen den Stand davor; geändert wurde: ${firstNames(fields)}.`,
  showNewest: 'Den neuesten Stand zeigen',
  versionNumber: (version) => `Version ${version}`,
  versionBy: (name, time) => `von ${by(name)}${time && `, ${time}`}`,
  versionByYou: (time) => `von Ihnen${time && `, ${time}`}`,
};

const outcomeNames: Readonly<Record<PartOutcome, string>> = {
  theirs: 'von dort',
  mine: 'von Ihnen',
  both: 'beide',
  edited: 'bearbeitet',
  merged: 'zusammengeführt',
};

function listNames(names: ListOfNames): string {
  return new Intl.ListFormat('de', { type: 'conjunction' }).format(names);
}

/** „Titel, Text und 3 weitere“ */
function firstNames(names: ListOfNames): string {
  return listNames(names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} weitere`] : names);
}
