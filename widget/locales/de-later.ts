/** German for the parts that are fetched later. */
import type { Words } from "./words.ts";

export const later = {
  notHere:
    "Von dieser Seite aus sind wir gerade nicht zu erreichen. Bitte schreiben Sie uns auf einem anderen Weg oder versuchen Sie es später noch einmal.",
  yourAccount: "Ihr Konto",
  language: "Sprache",
  cancel: "Abbrechen",

  charactersLeft: { one: "noch # Zeichen", other: "noch # Zeichen" },
  charactersOver: { one: "# Zeichen zu viel", other: "# Zeichen zu viel" },

  follows: (number) => `Geht aus Ticket #${number} hervor`,
  noType: "Keine Angabe",
  tags: "Schlagwörter",
  addTag: "Hinzufügen",
  removeTag: (tag) => `${tag} entfernen`,
  closeTicket: "Ticket schließen",
  closeQuestion:
    "Ist das erledigt? Eine Antwort innerhalb von 14 Tagen öffnet es wieder; danach beginnt sie ein neues Ticket.",
  changeFailed: "Das wurde nicht geändert. Bitte versuchen Sie es noch einmal.",
  notPermitted: "Das lässt sich hier nicht mehr ändern.",

  filesUnfinished: "Bitte warten Sie, bis die Dateien hochgeladen sind, oder entfernen Sie sie.",
  pictureAdded: "Bild hinzugefügt",
  fileAdded: "Datei hinzugefügt",
  removeFile: (name) => `${name} entfernen`,
  chooseAgain: "Zuvor nicht hochgeladen. Bitte wählen Sie die Datei neu aus, oder entfernen Sie sie.",
  leftTitle: "Noch nicht gesendet",
  takeBack: "Zurückholen und ändern",
  uploading: (percent) => `Wird hochgeladen, ${percent}`,
  uploadFailed: "Nicht hochgeladen",
  filesTooMany: "Mit einer Nachricht gehen höchstens 10 Dateien.",
  fileTooLarge: (name) => `${name} ist größer als 10 MB.`,
  fileEmpty: (name) => `${name} ist leer.`,
  pictureAt: (at, count) => `${at} von ${count}`,
  previousPicture: "Voriges Bild",
  nextPicture: "Nächstes Bild",
  readingPicture: (name) => `${name} wird geladen`,
  download: "Herunterladen",

  earlier: "Frühere Nachrichten",
  earlierShown: "Frühere Nachrichten sind jetzt da.",
  rest: "Der Rest steht hier, wie er getippt wurde",

  help: "Hilfeartikel",
  helpSoon: "Hilfeartikel sind in Arbeit. Schreiben Sie uns bis dahin, wir antworten gern.",

  copied: "Kopiert",
  copyByHand: "Kopieren Sie diesen Link. Wer ihn hat, kann dieses Ticket lesen und beantworten.",

  team: "Team",
  newAnswer: (name) => `Neue Antwort von ${name}`,

  notFound: "Dieses Ticket gibt es hier nicht. Vielleicht gehört es zu einem anderen Gerät oder Konto.",
  gone: "Dieses Ticket steht Ihnen nicht mehr offen.",
  unsentReply: "Ihre nicht gesendete Antwort, zum Kopieren",
  home: "Startseite",

  chooseTicket: "Wählen Sie ein Ticket, um es hier zu lesen.",

  claimTitle: "Mit Ihrer Adresse gesendet: von Ihnen?",
  claimYes: "Ja, das war ich",
  claimNo: "Nicht von mir",
  fromBrowser: (count, email) =>
    count === 1
      ? `Aus diesem Browser wurde eine Nachricht gesendet. Gehört sie zu ${email}?`
      : `Aus diesem Browser wurden ${count} Nachrichten gesendet. Gehören sie zu ${email}?`,
  fromBrowserHint: "Wenn nicht, geht nichts verloren: Nach dem Abmelden ist wieder da, was gesendet wurde.",

  sentNumber: (number) => `Es ist Ticket #${number}. Sie können es hier auf diesem Gerät verfolgen.`,
  sentUnkept: (number) =>
    `Es ist Ticket #${number}. Dieser Browser merkt es sich nicht: Mit dem Link zum Kopieren finden Sie es wieder.`,
  sentSignedIn: (number) =>
    `Es ist Ticket #${number}. Sie können es auf jedem Gerät verfolgen, auf dem Sie sich anmelden.`,
  sentMail: (email) =>
    `Meist erreicht unsere Bestätigung ${email} in wenigen Minuten. Sie bringt einen Link für andere Geräte; oder kopieren Sie hier einen.`,
  openTicket: "Ticket öffnen",
  readAnswer: "Antwort lesen",

  whose: "Wessen Tickets",
  mine: "Meine",
  showMore: "Mehr zeigen",
  forget: "Dieses Gerät vergessen",
  forgetQuestion: "Ihre Tickets werden auf diesem Gerät nicht mehr gezeigt. Gelöscht werden sie nicht.",
  forgetYes: "Vergessen",
} satisfies Partial<Words>;
