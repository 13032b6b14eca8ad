/** German, in the polite form, fetched when it is wanted. */
import { later } from "./de-later.ts";
import type { More } from "./pick.ts";
import type { Words } from "./words.ts";

export const words: Words = {
  ...later,
  dir: "ltr",
  launcher: "Hilfe",
  close: "Schließen",
  back: "Zurück",
  greeting: "Wie können wir Ihnen helfen?",
  newTicket: "Uns schreiben",
  yourTickets: "Ihre Tickets",
  latestTickets: "Ihre letzten Tickets",
  allTickets: "Alle Tickets",
  noTickets: "Noch keine Tickets. Wenn Sie uns schreiben, können Sie hier verfolgen, wie es weitergeht.",
  unread: "Neue Antwort",
  signIn: "Anmelden",
  signInToSend: "Zum Senden anmelden",
  closedTitle: "Dieses Portal ist gerade geschlossen",
  closedText: "Was Sie gesendet haben, ist nicht verloren. Bitte versuchen Sie es später noch einmal.",
  subject: "Betreff",
  body: "Ihre Nachricht",
  bodyHint: "Was ist passiert, und was haben Sie erwartet?",
  type: "Art",
  typeNone: "Bitte wählen",
  inbox: "An",
  priority: "Dringlichkeit",
  priorities: { low: "Niedrig", normal: "Normal", high: "Hoch", urgent: "Dringend" },
  name: "Ihr Name",
  email: "Ihre E-Mail-Adresse",
  emailHint: "Dorthin schicken wir einen Link, mit dem Sie die Antwort auf jedem Gerät lesen.",
  optional: "optional",
  addFiles: "Dateien hinzufügen",
  tryAgain: "Noch einmal versuchen",
  send: "Senden",
  sending: "Wird gesendet …",
  stop: "Anhalten und ändern",
  sentTitle: "Danke, Ihre Nachricht ist da",
  copyLink: "Link für ein anderes Gerät kopieren",
  reply: "Ihre Antwort",
  replyHint: "Antwort schreiben",
  you: "Sie",
  from: (name, project) => `${name} · ${project}`,
  statuses: {
    new: "Eingegangen",
    open: "In Arbeit",
    waiting: "Wartet auf Sie",
    answered: "Beantwortet",
    "on-hold": "Zurückgestellt",
    solved: "Gelöst",
    closed: "Geschlossen",
  },
  changedTo: (status) => `Dieses Ticket ist jetzt: ${status}`,
  messageWaiting: "Wartet auf die Verbindung und geht dann von selbst hinaus.",
  raisedBy: (name) => `von ${name}`,
  loadProblem: "Das konnten wir nicht laden.",
  problems: {
    offline:
      "Wir haben den Desk nicht erreicht. Ihre Nachricht bleibt hier und geht hinaus, sobald Sie wieder online sind.",
    unavailable:
      "Der Desk hat gerade eine Störung. Ihre Nachricht bleibt hier und geht hinaus, sobald er wieder läuft.",
    too_many_requests: "Das war viel in kurzer Zeit. Ihre Nachricht bleibt hier und geht gleich hinaus.",
    unauthenticated:
      "Ihre Sitzung auf diesem Gerät ist zu Ende. Was Sie geschrieben haben, ist noch da; bitte melden Sie sich an, oder senden Sie es noch einmal.",
    login_required: "Dieses Portal bittet jetzt um eine Anmeldung. Ihr Text ist noch da.",
    portal_unavailable:
      "Das Portal wurde geschlossen, während Sie geschrieben haben. Ihr Text bleibt hier; bitte versuchen Sie es später noch einmal, oder kopieren Sie ihn.",
    tickets_closed: "Neue Nachrichten lassen sich hier gerade nicht senden. Was Sie schreiben, bleibt erhalten.",
    key_reused:
      "Das hat den Desk schon erreicht, aus einer Sitzung, die zu Ende ist. Sie brauchen es nicht noch einmal zu senden.",
    too_large: "Das ist größer, als hier Platz hat.",
    attachment_unknown: "Eine der Dateien ist nicht mehr da. Bitte entfernen Sie sie, und wählen Sie sie neu aus.",
    storage_full:
      "Der Desk hat keinen Platz mehr. Ihre Nachricht bleibt hier; bitte versuchen Sie es später noch einmal.",
    fields_invalid: "Bitte sehen Sie sich die markierten Felder an.",
    other: "Das hat nicht geklappt. Ihr Text ist noch da; bitte versuchen Sie es noch einmal.",
  },
  fields: {
    required: "Bitte füllen Sie das aus.",
    too_long: "Das ist zu lang.",
    invalid_email: "Das sieht nicht nach einer E-Mail-Adresse aus.",
    not_allowed: "Bitte wählen Sie neu.",
    other: "So lässt sich das nicht senden.",
  },
};

export const more: More = (parts) =>
  /account|signIn/.test(parts) && import("./de-sign-in.ts").then((later) => void Object.assign(words, later.words));
