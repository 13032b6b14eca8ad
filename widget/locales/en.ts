/**
 * Texts of the launcher, home, form and thread. Texts of what is fetched later lie beside this file and come along
 * with their part. Other languages have the same lines (`words.ts`), or they do not compile.
 */
export const en = {
  dir: "ltr",
  launcher: "Help",
  close: "Close",
  back: "Back",
  greeting: "How can we help?",
  newTicket: "Write to us",
  yourTickets: "Your tickets",
  latestTickets: "Your latest tickets",
  allTickets: "All tickets",
  noTickets: "No tickets yet. Write to us and follow it here.",
  unread: "New answer",
  signIn: "Sign in",
  signInToSend: "Sign in to send",
  subject: "Subject",
  body: "Your message",
  bodyHint: "What happened, and what did you expect?",
  inbox: "To",
  name: "Your name",
  email: "Email",
  emailHint: "We email you a link to follow it anywhere.",
  optional: "optional",
  addFiles: "Add files",
  tryAgain: "Try again",
  send: "Send",
  sending: "Sending …",
  stop: "Stop and edit",
  sentTitle: "Thank you, we have your message",
  reply: "Your reply",
  replyHint: "Write a reply",
  you: "You",
  from: (name: string, project: string) => `${name} · ${project}`,
  statuses: {
    new: "Received",
    open: "In progress",
    waiting: "Waiting for you",
    /** Where a colleague is the one it waits for. */
    answered: "Answered",
    "on-hold": "On hold",
    solved: "Solved",
    closed: "Closed",
  },
  changedTo: (status: string) => `This ticket is now: ${status}`,
  messageWaiting: "Waiting for the connection. It goes out by itself.",
  raisedBy: (name: string) => `from ${name}`,
  loadProblem: "We could not load this.",
  problems: {
    offline: "We could not reach the desk. Your message is kept here and goes out when you are back online.",
    unavailable: "The desk has a problem. Your message is kept here and goes out when it is back.",
    other: "That did not work. Your message is kept here: try again.",
  },
};

/**
 * English of a part that is fetched later: it joins what is there, before anything of that part is drawn. Another
 * language has all of it from the start.
 * @returns what the part says, in the language that is spoken just now; nobody else can ask for it by name
 */
export const joinEnglish = <T extends object>(words: T): ((app: { t: Messages }) => Messages & Wide<T>) => {
  Object.assign(en, words);
  return ({ t }) => t as Messages & Wide<T>;
};

/** What is always there, in any language. */
export type Messages = Wide<typeof en>;

export type Wide<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { [K in keyof T]: Wide<T[K]> };
