/** German for what became of each mail. */
import type { enMail } from "./en-mail.ts";

export const deMail: typeof enMail = {
  mail: {
    title: "E-Mails",
    kept: "Es ist kein Mailserver eingestellt (SMTP_URL). E-Mails werden deshalb hier aufbewahrt und nicht gesendet.",
    empty: "Noch keine E-Mails. Wenn jemand mit einer Adresse schreibt, erscheint hier die Eingangsbestätigung.",
    emptyCustomer: "Noch keine E-Mails an diese Person.",
    states: {
      kept: "Aufbewahrt, nicht gesendet",
      queued: "Wartet auf den Versand",
      sent: "Gesendet",
      failed: "Fehlgeschlagen",
    },
    to: (to) => `An ${to}`,
    toCustomer: (name) => `E-Mails an ${name || "eine Person"}`,
    toStaff: "An das Team",
    all: "Alle E-Mails",
    ticket: (number) => `Ticket #${number}`,
    list: "E-Mail-Liste",
    failed: "Die E-Mails konnten nicht geladen werden.",

    mailed: "Per E-Mail gesendet",
    notMailed: {
      failed: "Die E-Mail wurde nicht zugestellt",
      kept: "Noch nicht gesendet: Die E-Mail liegt unter „E-Mails“",
    },
    unmailed: {
      no_address: "Nicht per E-Mail gesendet: Es gibt keine Adresse.",
      notifications_off: "Nicht per E-Mail gesendet: Die Benachrichtigungen des Projekts sind aus.",
      portal_off: "Nicht per E-Mail gesendet: Die Adresse ist nicht bestätigt, und ohne Portal gibt es keinen Link.",
      account_stopped: "Nicht per E-Mail gesendet: Das Konto wurde von seiner Inhaberin oder seinem Inhaber gesperrt.",
      login_required: "Nicht per E-Mail gesendet: Das Portal verlangt einen Zugang, und diese Adresse hat keinen.",
    },

    failedTitle: "Diese E-Mail wurde nicht zugestellt",
    waitingTitle: "Noch nicht angenommen. Einen Tag lang wird es von selbst weiter versucht",
    keptTitle: "Diese E-Mail wartet, bis Sie sie senden",
    keptLead:
      "Sie stammt aus der Zeit vor dem Mailserver oder stand noch aus, als der Desk wiederhergestellt wurde. Links und Codes darin sind inzwischen vielleicht abgelaufen.",
    send: "Jetzt senden",
    sending: "Wird gesendet …",
  },
};
