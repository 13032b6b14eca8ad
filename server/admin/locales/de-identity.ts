/** German for signing in by the site's own word. */
import type { enIdentity } from "./en-identity.ts";

export const deIdentity: typeof enIdentity = {
  identity: {
    lead: "Wer auf Ihrer Website angemeldet ist, ist es auch hier. Ihr Server signiert, wer es ist; das Widget zeigt dieser Person dann auf jedem Gerät ihre Tickets, ohne weitere Anmeldung.",
    keys: "Signaturschlüssel",
    keysLead: "Ihr Server signiert mit einem Geheimnis, das nur er und dieser Desk kennen.",
    none: "Noch kein Schlüssel. Erstellen Sie einen, um den Code für Ihren Server zu sehen.",
    newKey: "Neuer Schlüssel",
    keyId: "Schlüssel-ID",
    made: "erstellt",
    off: "Ausgeschaltet",
    turnOn: "Einschalten",
    turnOnKey: (kid) => `Den Schlüssel ${kid} einschalten`,
    turnedOn: "Der Schlüssel gilt wieder",
    two: "Höchstens zwei Schlüssel. Löschen Sie den älteren, bevor Sie einen weiteren erstellen.",
    rotation:
      "So wechseln Sie ein Geheimnis ohne Unterbrechung: Erstellen Sie einen neuen Schlüssel, hinterlegen Sie seine ID und sein Geheimnis auf Ihrem Server, und löschen Sie dann den alten Schlüssel.",
    remove: "Löschen",
    removeKey: (kid) => `Schlüssel ${kid} löschen`,
    removeTitle: "Diesen Schlüssel löschen?",
    removeLead: "Was damit signiert ist, wird sofort abgelehnt, und wer damit angemeldet wurde, wird abgemeldet.",
    alsoAll: "Auch alle anderen Kunden dieses Projekts abmelden, wie immer sie hereinkamen",
    sessions: "Sitzungen",
    sessionsLead:
      "Nach einem Leck melden Sie alle ab: Kunden weisen dann neu nach, wer sie sind. Besucher behalten, was sie gesendet haben, und kein Ticket ändert sich.",
    endAll: "Alle Kunden abmelden",
    endAllTitle: "Alle Kunden abmelden?",
    endAllDone: "Alle Kunden sind abgemeldet",
    removeConfirm: "Schlüssel löschen",
    secretTitle: "Ihr neuer Schlüssel",
    secretLead: (variable) =>
      `Hinterlegen Sie das Geheimnis auf Ihrem Server als Umgebungsvariable ${variable}. Es wird nur dieses eine Mal gezeigt und lässt sich nicht noch einmal lesen.`,
    secret: "Geheimnis",
    copySecret: "Geheimnis kopieren",
    done: "Fertig",
    server: "Auf Ihrem Server",
    serverLead: (variable) =>
      `Beantworten Sie damit Anfragen an einen eigenen Pfad, etwa /support-token. Ein Paket ist nicht nötig. Das Geheimnis kommt aus ${variable}.`,
    serverKey: (kid) => `Der Code nennt den neuesten Schlüssel, ${kid}.`,
    verified:
      "Setzen Sie email_verified nur bei Adressen, die Ihre Website geprüft hat: Tickets, die mit einer solchen Adresse gesendet wurden, gehören danach dieser Person.",
    languages: "Programmiersprachen",
    copyCode: "Code kopieren",
    page: "Auf Ihren Seiten",
    pageLead: "Auf Seiten für angemeldete Personen. Ihr Pfad wird erst gefragt, wenn jemand das Widget öffnet.",
    copyPage: "Seitencode kopieren",
    signOut: "Wenn sich jemand von Ihrer Website abmeldet, beenden Sie auch hier die Sitzung:",
    copySignOut: "Code zum Abmelden kopieren",
    failed: "Die Schlüssel konnten nicht geladen werden.",
  },
};
