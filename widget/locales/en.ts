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
  newTicket: "New ticket",
  yourTickets: "Your tickets",
  latestTickets: "Your latest tickets",
  allTickets: "All tickets",
  noTickets: "No tickets yet. When you write to us, you can follow it here.",
  unread: "New answer",
  help: "Help articles",
  signIn: "Sign in",
  signInToSend: "Sign in to send",
  closedTitle: "This portal is closed at the moment",
  closedText: "Nothing you sent is lost. Please try again later.",
  closedKept: "The portal was closed while you were writing. Your text stays here; please try again later, or copy it.",
  subject: "Subject",
  body: "Your message",
  bodyHint: "What happened, and what did you expect?",
  type: "What is it about?",
  typeNone: "Please choose",
  inbox: "Who should read it?",
  priority: "Priority",
  priorities: { low: "Low", normal: "Normal", high: "High", urgent: "Urgent" },
  name: "Your name",
  email: "Your mail address",
  emailHint: "We send you a link to follow the answer on any device.",
  optional: "optional",
  addFiles: "Add files",
  tryAgain: "Try again",
  filesUnfinished: "Please wait until the files are uploaded, or remove them.",
  send: "Send",
  sending: "Sending …",
  stop: "Stop and edit",
  sentTitle: "Thank you, we have your message",
  copyLink: "Copy link for another device",
  reply: "Your reply",
  replyHint: "Write a reply",
  you: "You",
  from: (name: string, project: string) => `${name} · ${project}`,
  statuses: {
    new: "Received",
    open: "In progress",
    waiting: "Waiting for you",
    "on-hold": "On hold",
    solved: "Solved",
    closed: "Closed",
  },
  changedTo: (status: string) => `This ticket is now: ${status}`,
  follows: (number: number) => `Goes on from ticket #${number}`,
  messageWaiting: "Waiting for the connection. It will be sent by itself.",
  messageSending: "Sending …",
  raisedBy: (name: string) => `from ${name}`,
  loadProblem: "We could not load this.",
  problems: {
    offline: "We could not reach the desk. Your message is kept here and will be sent when you are back online.",
    unavailable:
      "The desk has a problem at the moment. Your message is kept here and will be sent as soon as it works again.",
    too_many_requests: "That was a lot in a short time. Your message is kept here and goes out in a moment.",
    unauthenticated:
      "Your session on this device has ended. What you wrote is still here; please sign in or send it again.",
    login_required: "This portal now asks you to sign in. Your text is still here.",
    portal_unavailable: "The portal was closed in the meantime. Your text is still here.",
    too_large: "That is larger than what fits here.",
    attachment_unknown: "One of the files is not here any more. Please remove it and choose it again.",
    storage_full: "The desk has no room left. Your message is kept here; please try again later.",
    fields_invalid: "Please look at the marked fields.",
    other: "That did not work. Your text is still here; please try again.",
  },
  fields: {
    required: "Please fill this in.",
    too_long: "This is too long.",
    invalid_email: "This does not look like a mail address.",
    not_allowed: "Please choose again.",
    other: "This cannot be sent as it is.",
  },
};

/** What is always there, in any language. */
export type Messages = Wide<typeof en>;

export type Wide<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { [K in keyof T]: Wide<T[K]> };
