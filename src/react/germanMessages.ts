import type { ListOfNames, Messages, PartOutcome } from './messages.js';
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
    `${name} hat${time && ` um ${time}`} gespeichert, während Sie daran gearbeitet haben. Wählen Sie, was bleibt, wo Sie beide dasselbe geändert haben.`,
  checkLead: (name, _record, time) =>
    `${name} hat${time && ` um ${time}`} gespeichert, während Sie daran gearbeitet haben. Ihre Änderungen passen zusammen; bitte sehen Sie nach, wie, bevor gespeichert wird.`,
  conflictAgainLead: (name, time) =>
    `${name} hat${time && ` um ${time}`} eine neuere Fassung gespeichert, kurz bevor Ihre gespeichert werden konnte. Was Sie schon gewählt haben, bleibt; gefragt wird nur, was sich jetzt geändert hat.`,
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
  changedAgain: (name, fields) => `${name} hat auch ${listNames(fields)} geändert.`,
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
    `Ihre Änderung und die von ${name}, Wort für Wort zusammengesetzt. Bitte vor dem Speichern lesen.`,
  yourOwn: 'Ihre eigene Fassung',
  yourOwnFor: (field) => `Ihre eigene Fassung von ${field}`,

  mergedAutomatically: 'Von selbst zusammengeführt',
  mergedFields: (fields) => `${firstNames(fields)}. Hier ist nichts zu tun.`,
  onlyTheyChanged: (name) => `Das hat nur ${name} geändert.`,
  theirOrder: (name) => `Die Reihenfolge ist die von ${name}.`,
  bothMadeIt: (name) => `Sie und ${name} haben dasselbe geändert.`,
  bothFit: (name) => `Ihre Änderung und die von ${name} passen zusammen.`,
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

  overwriteTitle: (name) => `Änderungen von ${name} überschreiben?`,
  overwriteLead: (name, time) =>
    `Wenn Sie fortfahren, ersetzt Ihre Fassung die, die ${name}${time && ` um ${time}`} gespeichert hat. Diese Änderungen gehen verloren:`,
  overwriteHint:
    'Speichert jemand, bevor Sie bestätigen, wird nichts überschrieben und Sie werden noch einmal gefragt.',
  goBack: 'Zurück',
  saveOverwriting: (name, fields) =>
    `Speichern und überschreiben, was ${name} geändert hat: ${firstNames(fields)}`,

  deletedTitle: (record) => `Jemand anderes hat gelöscht, woran Sie arbeiten (${record})`,
  deletedLead: (name, _record, time) =>
    `${name} hat${time && ` um ${time}`} gelöscht, woran Sie gerade gearbeitet haben. Sie können es zurückholen, Ihren Text getrennt speichern oder ihn aufgeben.`,
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

  savedMerged: (name) => `Gespeichert, mit den Änderungen von ${name} zusammengeführt.`,
  savedOver: (name, fields) => `Gespeichert; überschrieben wurde von ${name}: ${listNames(fields)}.`,
  cameFromThem: (fields) => `Von dort: ${listNames(fields)}.`,
  savedSame: 'Gespeichert.',
  savedSameWhy: (name) => `${name} hatte schon dasselbe geändert.`,
  undoneMerge: (name) => `Rückgängig gemacht: Die Fassung von ${name} ist wieder gespeichert.`,
  undoneMergeWhy: 'Ihre Änderungen sind wieder im Formular, noch nicht gespeichert.',
  notSavedYetNotice: 'Ihre Änderungen sind sicher, aber noch nicht gespeichert.',
  fieldsNeedYou: (count) =>
    `${count} ${plural(count, { one: 'Feld braucht', other: 'Felder brauchen' })} Sie noch.`,
  wasDeletedNotice: (name) => `${name} hat gelöscht, woran Sie arbeiten.`,
  review: 'Ansehen',
  retry: 'Noch einmal versuchen',
  discarded: 'Ihre Fassung wurde verworfen.',
  discardedWhy: 'Das Formular zeigt, was jetzt gespeichert ist.',
  staysDeleted: () => 'Es bleibt gelöscht.',
  noAnswer: 'Keine Antwort vom Server.',
  noAnswerWhy:
    'Ihre Änderungen sind sicher in diesem Formular. Noch einmal zu speichern ist es auch: Nichts wird doppelt gespeichert.',
  saveFailed: 'Nicht gespeichert.',
  restored: 'Wiederhergestellt, was Sie noch nicht gespeichert hatten',
  discard: 'Verwerfen',
  notKept: 'Dieser Browser bewahrt nicht auf, was Sie schreiben.',
  notKeptWhy:
    'Er hat keinen Platz mehr oder lässt es nicht zu. Speichern Sie, bevor Sie diese Seite verlassen.',
  queued: 'Sie sind offline. Ihre Änderungen werden hier aufbewahrt.',
  queuedWhy: 'Sie werden gespeichert, sobald es eine Verbindung gibt.',

  updatedBy: (name, time) => `Aktualisiert von ${name}${time && `, ${time}`}`,
  changedThisToo: (name) => `${name} hat das auch geändert.`,
  seeTheirChange: 'Deren Änderung zeigen',
  hideTheirChange: 'Deren Änderung verbergen',
  keepTyping: 'Schreiben Sie weiter. Gewählt wird beim Speichern.',

  isStale: (name, _record, time) => `${name} hat das${time && ` um ${time}`} geändert.`,
  staleFields: (fields) => `Sie sehen den Stand davor; geändert wurde: ${firstNames(fields)}.`,
  showNewest: 'Den neuesten Stand zeigen',
  versionNumber: (version) => `Version ${version}`,
  versionBy: (name, time) => `von ${name}${time && `, ${time}`}`,
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
