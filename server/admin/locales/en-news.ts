/** What is told of news while nobody looks at the desk. It comes after the page, and so do its words. */
export const enNews = {
  title: "News while you look elsewhere",
  lead: "The browser’s tab counts tickets with news from customers. On this device you can have more:",
  sound: "Sound",
  soundHint: "One soft tone.",
  note: "Notifications",
  noteHint: "Your system shows the ticket and who wrote. A press opens it.",
  blocked: "This browser blocks them. Allow notifications in its settings for this page, then turn them on here.",
  notAsked: "Your browser has not been told yet that it may. Turn them on to be asked again.",
  notShown: "This browser cannot show notifications of web pages.",
  sample: "This is how the desk tells you of news.",
  newTicket: (number: number) => `New ticket #${number}`,
  newReply: (who: string, number: number) => `${who} replied to #${number}`,
  many: (count: number) => `${count} tickets have news`,
  came: (count: number) =>
    count === 1 ? "While you were away: 1 ticket has news" : `While you were away: ${count} tickets have news`,
};

export type NewsWords = typeof enNews;
