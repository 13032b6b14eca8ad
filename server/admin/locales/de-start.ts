/** German for the first hour. */
import type { enStart } from "./en-start.ts";

export const deStart: typeof enStart = {
  start: {
    title: "Erste Schritte",
    stepsDone: (done, all) => `${done}/${all}`,
    lead: "Vier Schritte bis zum ersten Ticket. Jeder hakt sich selbst ab.",
    done: "Erledigt",
    steps: {
      project: "Projekt benennen",
      snippet: "Den Knopf auf Ihre Website setzen",
      seen: "Auf Ihrer Website ansehen",
      ticket: "Das erste Ticket bekommen",
    },
    named: (name) => `${name} ist angelegt, und das Portal ist offen.`,
    change: "Name oder Sprache ändern",
    afterProject: "Dazu braucht Ihr Projekt zuerst einen Namen.",
    ticketLead:
      "Schreiben Sie sich selbst, wie es Kunden tun: über den Knopf auf Ihrer Website oder auf der Portalseite.",
    ticketHere: "Ihr erstes Ticket ist da.",
    noMail:
      "Dieser Desk hat noch keinen Mailserver: E-Mails bleiben hier und werden nicht versandt. Ihre Wahl gilt, sobald es einen gibt.",
    over: "Ihr Desk ist bereit für Kunden.",
    hide: "Diese Schritte ausblenden",
  },
};
