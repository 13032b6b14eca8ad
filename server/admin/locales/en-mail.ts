/** What became of each mail. */
import type { MailRule, MailState, Unmailed } from "../../contract/index.ts";

export const enMail = {
  mail: {
    title: "Mail",
    kept: "No mail server is set (SMTP_URL), so mails are kept here and not sent.",
    empty: "No mails yet. When a customer writes with an address, the receipt appears here.",
    emptyCustomer: "No mails to this customer yet.",
    states: {
      kept: "Kept, not sent",
      queued: "Waiting to be sent",
      sent: "Sent",
      failed: "Failed",
      bounced: "Came back",
      received: "Being read",
      filed: "In a ticket",
      parked: "Waits for you",
      noted: "Nothing to do",
    } satisfies Record<MailState, string>,
    from: (from: string) => `From ${from}`,
    /** Why one that came in is where it is. */
    rules: {
      1: "It is here already: the same mail came once more.",
      2: "A program wrote it, not a person.",
      3: "It answers one of our mails.",
      4: "It was sent to another person’s reply address. Is it the same person?",
      5: "A colleague wrote it.",
      6: "It answers a mail of the ticket.",
      7: "It answers a mail of the ticket, but comes from somebody else.",
      8: "Its sender is blocked, or sends more than a person does.",
      9: "It is a new one.",
    } satisfies Record<MailRule, string>,
    parkedTitle: "This mail waits for your decision",
    toThisTicket: (number: number) => `Add it to ticket #${number}`,
    toNewTicket: "Make a ticket of it",
    quoted: "What it quotes",
    /** At what a customer wrote. */
    cameByMail: "Came by mail",
    /** Above a thread. */
    beside: (from: string) => `A mail from ${from} waits beside this ticket`,
    look: "Look at it",
    to: (to: string) => `To ${to}`,
    toCustomer: (name: string) => `Mails to ${name || "one customer"}`,
    toStaff: "To staff",
    all: "All mails",
    ticket: (number: number) => `Ticket #${number}`,
    list: "List of mails",
    failed: "The mails could not be read.",

    /** At an answer. */
    mailed: "Sent by mail",
    notMailed: {
      bounced: "The mail came back",
      failed: "The mail was not delivered",
      kept: "Not mailed yet: it waits under Mail",
    },
    unmailed: {
      no_address: "Not mailed: there is no address to write to.",
      notifications_off: "Not mailed: the project’s notifications are off.",
      portal_off: "Not mailed: nobody has proven the address, and with the portal off there is no link to send.",
      account_stopped: "Not mailed: the owner of the account has stopped it.",
      login_required: "Not mailed: the portal asks for a login, and this address has none.",
    } satisfies Record<Unmailed, string>,

    failedTitle: "This mail was not delivered",
    waitingTitle: "Not taken yet. It is tried again by itself for a day",
    keptTitle: "This mail waits until you send it",
    keptLead:
      "It was written before a mail server was set, or it was waiting when the desk was restored. Links and codes in it may be out of date by now.",
    send: "Send now",
    sending: "Sending…",
  },
};
