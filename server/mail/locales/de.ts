import { action, answer, code, quiet, text } from "../content.ts";
import type { MailTexts } from "./en.ts";

/** Of a link that opens one ticket. */
const keepToYourself =
  "Dieser Link öffnet genau dieses Ticket, und zwar für alle, die ihn kennen. Geben Sie ihn deshalb nicht weiter. Falls Sie uns nicht geschrieben haben, können Sie diese E-Mail ignorieren.";

const oneDay =
  "Der Link gilt einmal und 24 Stunden lang. Ist er abgelaufen, schickt Ihnen die Seite dahinter einen neuen.";

export const de: MailTexts = {
  receipt: ({ project, number }) => ({
    subject: `${project}: Ihre Nachricht ist angekommen (#${number})`,
    parts: [
      text(`Vielen Dank für Ihre Nachricht an ${project}.`),
      text(`Sie ist bei uns angekommen, als Ticket #${number}. Hier können Sie es verfolgen und antworten:`),
      action("Ticket öffnen"),
      quiet(keepToYourself),
    ],
  }),
  receiptLogin: ({ project }) => [
    text(
      `Mit einem Zugang sehen Sie an einem Ort alles, was Sie an ${project} schreiben. Der Link gilt 24 Stunden lang:`,
    ),
    action("Zugang einrichten", "login"),
  ],
  answer: ({ subject, answers, isOpen, isRead }) => ({
    subject: `Re: ${subject}`,
    parts: [
      ...answers.map(answer),
      ...(isOpen ? [action("Ticket öffnen")] : []),
      ...(isOpen && !isRead
        ? [quiet("Bitte antworten Sie im Ticket: Antworten auf diese E-Mail werden vielleicht nicht gelesen.")]
        : []),
    ],
  }),
  answerNotice: ({ project, number, isSecret }) => ({
    subject: `${project}: Wir haben Ihnen geantwortet (#${number})`,
    parts: [
      text(`${project} hat auf Ihre Nachricht geantwortet, Ticket #${number}. Hier lesen und antworten:`),
      action("Antwort lesen"),
      ...(isSecret ? [quiet(keepToYourself)] : []),
    ],
  }),
  solved: ({ project, number, isSecret }) => ({
    subject: `${project}: Ihr Ticket #${number} ist gelöst`,
    parts: [
      text(`${project} hat Ihr Ticket #${number} als gelöst markiert.`),
      action("Ticket öffnen"),
      quiet("Fehlt noch etwas? Antworten Sie im Ticket, dann ist es wieder offen."),
      ...(isSecret ? [quiet(keepToYourself)] : []),
    ],
  }),
  closed: ({ project, number, isSecret }) => ({
    subject: `${project}: Ihr Ticket #${number} ist geschlossen`,
    parts: [
      text(`${project} hat Ihr Ticket #${number} geschlossen.`),
      action("Ticket öffnen"),
      quiet("Fehlt noch etwas? Antworten Sie im Ticket, dann kümmern wir uns wieder darum."),
      ...(isSecret ? [quiet(keepToYourself)] : []),
    ],
  }),
  filesLeft: ({ left, isOpen }) => [
    quiet(`Nicht in dieser E-Mail${isOpen ? ", aber beim Ticket" : ""}: ${left.join(", ")}`),
  ],
  signInCode: ({ project }) => ({
    subject: `${project}: Ihr Anmeldecode`,
    parts: [
      text(`Hier ist Ihr Code für ${project}. Er gilt 10 Minuten lang:`),
      code(),
      text("Oder melden Sie sich über diesen Link an:"),
      action("Anmelden"),
      quiet(
        "Falls Sie den Code nicht angefordert haben, können Sie diese E-Mail ignorieren. Geben Sie den Code niemandem weiter.",
      ),
    ],
  }),
  signInLink: ({ project }) => ({
    subject: `${project}: Ihr Anmeldelink`,
    parts: [
      text(`Mit diesem Link melden Sie sich bei ${project} an. Er gilt einmal und 10 Minuten lang:`),
      action("Anmelden"),
      quiet("Falls Sie ihn nicht angefordert haben, können Sie diese E-Mail ignorieren."),
    ],
  }),
  registration: ({ project }) => ({
    subject: `${project}: Registrierung abschließen`,
    parts: [
      text(`Sie sind dabei, sich bei ${project} zu registrieren. Geben Sie innerhalb von 10 Minuten diesen Code ein:`),
      code(),
      text("Oder öffnen Sie innerhalb von 24 Stunden diesen Link:"),
      action("Registrierung abschließen"),
      quiet("Falls Sie das nicht waren, können Sie diese E-Mail ignorieren: Ohne Ihr Zutun passiert nichts."),
    ],
  }),
  newAddress: ({ project }) => ({
    subject: `${project}: Neue E-Mail-Adresse bestätigen`,
    parts: [
      text(
        `Jemand möchte diese Adresse für sein Konto bei ${project} verwenden. Wenn Sie das sind, geben Sie diesen Code ein:`,
      ),
      code(),
      quiet("Er gilt 10 Minuten lang. Falls Sie das nicht waren, können Sie diese E-Mail ignorieren."),
    ],
  }),
  addressChanged: ({ project }) => ({
    subject: `${project}: Ihr Konto hat eine neue E-Mail-Adresse`,
    parts: [
      text(`Die E-Mail-Adresse Ihres Kontos bei ${project} wurde geändert. Diese hier öffnet es nicht mehr.`),
      text("Wenn Sie das waren, ist nichts zu tun. Wenn nicht, halten Sie das Konto an:"),
      action("Konto anhalten"),
      quiet(
        `Dann kann sich niemand mehr anmelden, bis ${project} es sich mit Ihnen angesehen hat. Der Link gilt einmal und 7 Tage lang.`,
      ),
    ],
  }),
  passwordChanged: ({ project }) => ({
    subject: `${project}: Ihr Konto hat ein neues Passwort`,
    parts: [
      text(`Das Passwort Ihres Kontos bei ${project} wurde neu festgelegt.`),
      text("Wenn Sie das waren, ist nichts zu tun. Wenn nicht, halten Sie das Konto an:"),
      action("Konto anhalten"),
      quiet(
        `Dann kann sich niemand mehr anmelden, bis ${project} es sich mit Ihnen angesehen hat. Der Link gilt einmal und 7 Tage lang.`,
      ),
    ],
  }),
  invitation: ({ project }) => ({
    subject: `${project} lädt Sie ins Kundenportal ein`,
    parts: [
      text(
        `${project} hat einen Zugang für Sie angelegt. Dort öffnen Sie Tickets, antworten und sehen, wie weit wir sind.`,
      ),
      action("Einladung annehmen"),
      quiet(oneDay),
    ],
  }),
  welcome: ({ project }) => ({
    subject: `Willkommen bei ${project}`,
    parts: [
      text(
        `${project} sammelt Ihre Tickets an einem Ort. Richten Sie einen Zugang ein, um sie zu verfolgen und zu antworten:`,
      ),
      action("Zugang einrichten"),
      quiet(oneDay),
    ],
  }),
  passwordLink: ({ project }) => ({
    subject: `${project}: Neues Passwort festlegen`,
    parts: [
      text(`Hier legen Sie ein neues Passwort für ${project} fest:`),
      action("Neues Passwort festlegen"),
      quiet("Der Link gilt einmal und 24 Stunden lang. Falls Sie ihn nicht angefordert haben, ändert sich nichts."),
    ],
  }),
  staffInvitation: ({ inviter }) => ({
    subject: `${inviter} lädt Sie ins Support-Team ein`,
    parts: [
      text(`${inviter} hat Sie zu den Menschen hinzugefügt, die hier Kundenanfragen beantworten.`),
      action("Passwort festlegen"),
      quiet("Der Link gilt einmal und 24 Stunden lang."),
    ],
  }),
  staffPasswordLink: () => ({
    subject: "Neues Passwort für den Desk festlegen",
    parts: [
      text("Hier legen Sie ein neues Passwort für den Desk fest:"),
      action("Neues Passwort festlegen"),
      quiet("Der Link gilt einmal und 24 Stunden lang. Falls Sie ihn nicht angefordert haben, ändert sich nichts."),
    ],
  }),
};
