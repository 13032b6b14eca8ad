import type { NewsWords } from "./en-news.ts";

export const words: NewsWords = {
  title: "Neues, während Sie woanders sind",
  lead: "Der Tab im Browser zählt Tickets, in denen es Neues von Kunden gibt. Auf diesem Gerät geht auch mehr:",
  sound: "Ton",
  soundHint: "Ein einzelner leiser Ton.",
  note: "Mitteilungen",
  noteHint: "Ihr System zeigt das Ticket und wer geschrieben hat. Ein Klick öffnet es.",
  blocked:
    "Dieser Browser blockiert sie. Erlauben Sie Mitteilungen in seinen Einstellungen für diese Seite, und schalten Sie sie dann hier ein.",
  notAsked: "Ihrem Browser wurde es noch nicht erlaubt. Schalten Sie sie ein, um noch einmal gefragt zu werden.",
  notShown: "Dieser Browser kann keine Mitteilungen von Webseiten zeigen.",
  sample: "So sagt Ihnen Deskbell, dass es Neues gibt.",
  newTicket: (number) => `Neues Ticket #${number}`,
  newReply: (who, number) => `Antwort von ${who} in #${number}`,
  many: (count) => `Neues in ${count} Tickets`,
  came: (count) =>
    count === 1 ? "Inzwischen gibt es Neues in 1 Ticket" : `Inzwischen gibt es Neues in ${count} Tickets`,
};
