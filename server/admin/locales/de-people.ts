/** German for the lists of people, permissions, and who gets in. */
import { customers } from "./de-counted.ts";
import type { enPeople } from "./en-people.ts";

export const dePeople: typeof enPeople = {
  people: {
    title: "Kunden",
    tabs: { customers: "Kunden", companies: "Firmen" },
    add: "Kunden hinzufügen",
    import: "Importieren",
    name: "Name",
    email: "Adresse",
    company: "Firma",
    noCompany: "Keine Firma",
    portal: "Portal",
    added: "Hinzugefügt",
    project: "Projekt",
    chooseProject: "Projekt wählen",
    anyProject: "Alle Projekte",
    anyCompany: "Alle Firmen",
    anyState: "Eingeladen oder nicht",
    sort: "Sortierung",
    sorts: { name: "Nach Namen", newest: "Neueste zuerst", invited: "Zuletzt eingeladen zuerst" },
    search: "Kunden suchen",
    searchCompanies: "Firmen suchen",
    choose: (name) => `${name} auswählen`,
    chooseAll: "Alle gezeigten auswählen",
    actions: (name) => `Aktionen für ${name}`,
    open: "Öffnen",
    invite: "Einladen",
    inviteAgain: "Noch einmal einladen",
    inviteCount: (count) => `${count} einladen`,
    chosen: (count) => `${count} ausgewählt`,
    choseNone: "Auswahl aufheben",
    newTicketFor: (name) => `Neues Ticket für ${name}`,
    stopped: "Vom Inhaber angehalten",
    stoppedCount: (count, isMore) =>
      `${isMore ? "Mehr als " : ""}${count === 1 ? "1 Konto wurde von seinem Inhaber angehalten und wartet" : `${count} Konten wurden von ihren Inhabern angehalten und warten`} auf Sie.`,
    shared: (count, isMore) =>
      `${isMore ? "Mehr als " : ""}${customers(count)} ${count === 1 ? "teilt" : "teilen"} sich eine Adresse mit jemand anderem.`,
    looked: (count) => `Die ersten ${count} wurden durchgesehen.`,
    lookFurther: "Weitersuchen",
    sharedShow: "Anzeigen",
    sharedAll: "Alle anzeigen",
    states: {
      none: "Nicht eingeladen",
      sent: "Eingeladen",
      bounced: "Zurückgekommen",
      opened: "Geöffnet",
      registered: "Registriert",
    },
    inviteSent: (name) => `Die Einladung an ${name} ist unterwegs`,
    inviteKept: (name) => `Die Einladung an ${name} liegt unter „E-Mails“: Dieser Desk sendet noch keine E-Mails`,
    invitedKept: "Dieser Desk sendet noch keine E-Mails: Sie liegen unter „E-Mails“.",
    notInvited: (name, why) => `${name} wurde nicht eingeladen. ${why}`,
    notAllInvited: (why) => `Nicht alle wurden eingeladen. ${why}`,
    invited: (count, refused) =>
      `${customers(count)} eingeladen.${refused.length > 0 ? ` Nicht eingeladen: ${refused.join(", ")}.` : ""}`,
    whyNotInvited: {
      no_address: "keine Adresse",
      registered: "hat ein Konto",
      stopped: "vom Inhaber angehalten",
      too_many: "hat gerade mehrere E-Mails erhalten",
      portal_off: "das Portal ist aus",
      unknown: "nicht mehr da",
    },
    noAddress: "Keine Adresse",
    found: (count) => (count === 0 ? "Nichts gefunden" : `${count} gefunden`),
    remove: (name) => `${name} entfernen`,
    empty:
      "Noch keine Kunden. Fügen Sie die ersten hinzu, importieren Sie eine Liste, oder warten Sie, bis sich jemand registriert. Wer ohne Konto schreibt, steht nur im eigenen Ticket.",
    nothingFound: "Niemand passt zu diesen Filtern.",
    failed: "Die Liste konnte nicht geladen werden.",

    emailHint: "Dorthin gehen Einladungen. Die Adresse gilt als bestätigt, sobald eine davon angenommen wurde.",
    companyPlaceholder: "Suchen oder neuen Namen eingeben",
    createCompany: (name) => `Firma „${name}“ hinzufügen`,
    welcome: "Willkommens-E-Mail senden",
    welcomeHint: "Mit einem Link, um ein Passwort festzulegen. Er gilt 24 Stunden lang.",
    welcomePortalOff: "Das Kundenportal dieses Projekts ist aus.",
    welcomeQuiet: "Die Benachrichtigungen dieses Projekts sind aus.",
    welcomeKept: "Sie liegt dann unter „E-Mails“: Dieser Desk sendet noch keine.",
    welcomeNoAddress: "Geben Sie zuerst eine Adresse ein.",
    addDone: (name) => `${name} ist hinzugefügt`,
    none: "Es gibt noch kein Projekt, zu dem Kunden gehören könnten.",
  },

  permissions: {
    title: "Berechtigungen",
    lead: {
      project: "Was Kunden dieses Projekts dürfen, solange für ihre Firma oder für sie selbst nichts anderes gilt.",
      company: "Für alle in dieser Firma. Das gilt vor dem, was das Projekt sagt.",
      customer: "Für diese Person allein. Das gilt vor dem, was Firma und Projekt sagen.",
    },
    names: {
      priority: "Dringlichkeit",
      type: "Art",
      tags: "Schlagwörter",
      seeAgents: "Name der zuständigen Person",
      closeTickets: "Eigene Tickets schließen",
      viewCompanyTickets: "Tickets der Firma",
    },
    hints: {
      priority: "Wie dringend ein Ticket ist.",
      type: "Worum es in einem Ticket geht.",
      tags: "Die Wörter, nach denen Ihr Desk Tickets ordnet.",
      seeAgents: "Wem in Ihrem Team ein Ticket zugewiesen ist.",
      closeTickets: "Kunden beenden ein Ticket, ohne nachzufragen.",
      viewCompanyTickets: "Kunden lesen und beantworten, was andere aus ihrer Firma geschrieben haben.",
    },
    // Without nouns, so that they may be written small in what is inherited.
    values: { none: "Nicht sichtbar", view: "Ansehen", edit: "Ansehen und ändern", true: "Ja", false: "Nein" },
    inherit: (from, value) => `Übernommen (${from}: ${value.toLowerCase()})`,
    levels: {
      default: "Standard von Deskbell",
      project: "Projekt",
      company: "Firma",
      customer: "Für diese Person festgelegt",
    },
    level: (level, name) => `${level} ${name}`,
    failed: (why) => `Nicht geändert. ${why}`,
  },

  entry: {
    who: (loginRequired, selfRegistration) =>
      loginRequired
        ? selfRegistration
          ? "Derzeit gilt: Nur angemeldete Kunden schreiben und lesen, und wer eine Adresse bestätigt, gehört dazu."
          : "Derzeit gilt: Nur angemeldete Kunden schreiben und lesen, und anmelden kann sich nur, wen Sie hinzugefügt, importiert oder eingeladen haben."
        : selfRegistration
          ? "Derzeit gilt: Wer den Link hat, schreibt und liest, und wer eine Adresse bestätigt, erhält ein Konto."
          : "Derzeit gilt: Wer den Link hat, schreibt und liest; ein Konto erhält, wen Sie hinzugefügt, importiert oder eingeladen haben.",
    passwordInWidget: "Passwörter im Widget",
    passwordInWidgetOn: "Kunden dürfen ihr Passwort auch im Widget eingeben.",
    passwordInWidgetOff:
      "Im Widget melden sich Kunden mit einem Code aus einer E-Mail an, mit einem Passwort nur auf der Portalseite.",
    notifications: "Benachrichtigungen",
    notificationsOn:
      "Kunden erhalten Ihre Antworten per E-Mail und erfahren, wenn ein Ticket gelöst oder geschlossen ist; neue erhalten einen Link, um einen Zugang einzurichten.",
    notificationsOff:
      "Kunden erhalten Eingangsbestätigungen, Codes und Links, die sie anfordern, und Einladungen. Antworten bleiben im Portal.",
  },
};
