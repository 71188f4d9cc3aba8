import { pluralsOf } from '../pluralsOf.js';
import { begin, by } from './germanPhrases.js';
import type { TableMessages } from './table.js';

const plural = pluralsOf('de');
const rows = (count: number) => `${count} ${plural(count, { one: 'Zeile', other: 'Zeilen' })}`;
const listNames = (names: readonly string[]) =>
  new Intl.ListFormat('de', { type: 'conjunction' }).format(names);

/** The texts of the editable table, in German. */
export const germanTableMessages: TableMessages = {
  showingRows: (count, hasMore) =>
    `${hasMore ? 'Bisher ' : ''}${count} ${count === '1' ? 'Zeile' : 'Zeilen'}`,
  changesBar: 'Änderungen',
  selectionBar: 'Ausgewählte Zeilen',
  saveChanges: (count) =>
    count === 0
      ? 'Änderungen speichern'
      : `${count} ${plural(count, { one: 'Änderung', other: 'Änderungen' })} speichern`,
  savingRows: (done, all) => `${done} von ${all} gespeichert`,
  stopSaving: 'Anhalten',
  discardChanges: 'Verwerfen',
  addRow: 'Zeile hinzufügen',
  undoEdit: 'Rückgängig',
  redoEdit: 'Wiederholen',
  filterBy: (field) => `Nach ${field} filtern`,
  lockFilter: 'Sperren',
  lockFilters: {
    all: 'Alle Zeilen',
    free: 'Frei',
    me: 'Von Ihnen gesperrt',
    others: 'Von anderen gesperrt',
  },
  selectedRows: (count) => `${count} ausgewählt`,
  selectRow: (name) => `${name} auswählen`,
  selectAllRows: 'Alle gezeigten Zeilen auswählen',
  onThisPage: (count) => `${rows(count)} ausgewählt, die gezeigt werden.`,
  selectAllThatMatch: 'Alle passenden auswählen',
  allThatMatchSelected: 'Alle passenden sind ausgewählt.',
  clearSelection: 'Aufheben',
  deleteRows: 'Löschen',
  stateColumn: 'Stand',
  noRows: 'Noch nichts da.',
  noRowsMatch: 'Keine Zeile passt.',
  loadingRows: 'Wird geladen …',
  couldNotRead: 'Die Zeilen konnten nicht gelesen werden.',

  newRow: 'neue Zeile',
  rowNew: 'Neu',
  rowEdited: 'Bearbeitet',
  rowSaving: 'Wird gespeichert …',
  rowUnanswered: 'Noch keine Antwort',
  rowSaved: 'Gespeichert',
  rowConflict: 'Braucht Sie',
  rowDeletedBy: (name) => `Gelöscht von ${by(name)}`,
  rowLocked: (name, time) => (time ? `${name}, bis ${time}` : `Gesperrt von ${name}`),
  rowInvalid: 'Ungültig',
  rowNotAllowed: 'Nicht erlaubt',
  rowFailed: 'Nicht gespeichert',
  rowUpdatedBy: (name) => `Aktualisiert von ${by(name)}`,
  reviewRow: 'Ansehen',
  reviewRowOf: (name) => `${name} ansehen`,
  reviewRows: (count) => `${count} ansehen`,
  cellEdited: 'bearbeitet',
  cellUpdatedBy: (name) => `aktualisiert von ${by(name)}`,
  cellChangedByBoth: (name) => `geändert von Ihnen und von ${by(name)}`,
  cellInvalid: (reason) => `ungültig: ${reason}`,
  cellOf: (field, name) => `${field} von ${name}`,
  changedUnderYou: (name, field) => `${begin(name)} hat auch ${field} geändert. Was Sie tippen, bleibt.`,

  rowsSaved: (count) => `${count} gespeichert`,
  rowsNeedYou: (count) => `${count} ${plural(count, { one: 'braucht', other: 'brauchen' })} Sie`,
  rowsRefused: (count) => `${count} nicht gespeichert`,
  rowsUnsent: (count) => `${count} nicht gesendet`,
  nothingSaved: 'Nichts wurde gespeichert',
  whatFitsIsSaved: 'Was passt, ist gespeichert. Ihre Änderungen an den anderen sind noch da.',
  allOrNothing:
    'Hier wird alles gespeichert oder nichts. Klären Sie diese Zeilen und speichern Sie noch einmal; Ihre Änderungen sind noch da.',
  rowsMerged: (count) => `${count} mit dem zusammengeführt, was andere gespeichert hatten.`,
  noAnswerForRows: (count) => `Keine Antwort zu ${rows(count)}.`,
  noAnswerForRowsWhy:
    'Vielleicht sind sie schon gespeichert. Ein neuer Versuch fragt zuerst und speichert nichts doppelt.',
  noAnswerToActionWhy:
    'Vielleicht ist es schon getan. Ein neuer Versuch fragt zuerst und tut nichts doppelt.',
  askAgain: 'Noch einmal',
  didToRows: (count, action) => `${action}: ${rows(count)} erledigt`,
  rowsMoved: (count) => `${count} geändert, seit Sie ${count === 1 ? 'sie' : 'diese'} ausgewählt haben`,
  nothingDoneTo: (names, count) =>
    `${listNames(count > names.length ? [...names, `${count - names.length} weitere`] : names)}. Daran wurde nichts getan.`,
  rowsLeft: (count) => `${count} gelassen, wie ${count === 1 ? 'sie war' : 'sie waren'}`,
  notSavedYet: 'Sie ist noch nicht gespeichert.',
  doItToThoseToo: (action) => `${action}, auch damit`,
  withoutCheck: 'Alle passenden, ohne auf Änderungen zu achten?',
  listMoved: 'Zeilen wurden geändert, kamen oder gingen, seit Sie die Liste gesehen haben.',
  listTooLong: 'Die Liste ist zu lang, um sie mit dem zu vergleichen, was Sie gesehen haben.',
  withoutCheckWhy: 'Was andere inzwischen geändert haben, ist dann dabei.',
  doItToAll: (action) => `${action}: alle`,
  askToDo: (action, count) => `${action}: wirklich ${rows(count)}?`,
  askToDoToAll: (action) => `${action}: wirklich alle, die passen?`,
  doItTo: (action, count) => `${action}: ${rows(count)}`,
  editsGoToo: (count) => `Ihre nicht gespeicherten Änderungen in ${rows(count)} gehen mit verloren.`,
  pasteLeftOut: (count) =>
    `${count} ${plural(count, { one: 'Zelle hatte', other: 'Zellen hatten' })} keinen Platz oder lassen sich nicht ändern.`,
  pasteInvalid: (count) =>
    count === 1
      ? '1 Zelle ist nicht gültig. Ihre Zeile wird gespeichert, sobald sie berichtigt ist.'
      : `${count} Zellen sind nicht gültig. Ihre Zeilen werden gespeichert, sobald sie berichtigt sind.`,

  walkPlace: (at, all) => `${at} von ${all}`,
  skipRow: 'Überspringen',
  allRowsMine: 'Überall meine, bei allen übrigen Zeilen',
  allRowsTheirs: 'Überall deren, bei allen übrigen Zeilen',
  walkLeft:
    'Was übrig ist, wurde gelöscht, ist ungültig oder hat sich seitdem geändert. Bitte einzeln ansehen.',

  pickDay: 'Datum wählen',
  notANumber: 'Das ist keine Zahl.',
  notADate: 'Schreiben Sie ein Datum als 2026-03-09.',
  notAnOption: 'Das steht nicht zur Auswahl.',
};
