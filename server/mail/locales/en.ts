/** Every mail that Deskbell writes. Other languages have the same lines, or they do not compile. */
import { action, answer, code, type MailContent, quiet, text } from "../content.ts";

export interface AnswerMail {
  /** The ticket's, as the customer wrote it. */
  subject: string;
  /** Ids of the messages. */
  answers: readonly string[];
  /** Whether the portal is open, so that a link leads anywhere. */
  isOpen: boolean;
  /** Whether what is sent back to the mail goes to an address that the project gave for it. */
  isRead: boolean;
}

export interface TicketNews {
  project: string;
  number: number;
  /** Whether its link opens the ticket for whoever has it. */
  isSecret: boolean;
}

/** Of a link that opens one ticket. */
const keepToYourself =
  "This link opens this one ticket for whoever has it, so keep it to yourself. If you did not write to us, you can ignore this email.";

export const en = {
  receipt: ({ project, number }: { project: string; number: number }): MailContent => ({
    subject: `${project}: we have your message (#${number})`,
    parts: [
      text(`Thank you for writing to ${project}.`),
      text(`Your message has arrived and is ticket #${number}. Follow it and reply here:`),
      action("Open the ticket"),
      quiet(keepToYourself),
    ],
  }),
  /** Added to a receipt where the address has no login yet. */
  receiptLogin: ({ project }: { project: string }): MailContent["parts"] => [
    text(`With a login you see everything you send to ${project} in one place. The link works for 24 hours:`),
    action("Set up a login", "login"),
  ],
  /** Around what staff answered: the customer's subject, and the way to the ticket where there is one. */
  answer: ({ subject, answers, isOpen, isRead }: AnswerMail): MailContent => ({
    subject: `Re: ${subject}`,
    parts: [
      ...answers.map(answer),
      ...(isOpen ? [action("Open the ticket")] : []),
      ...(isOpen && !isRead
        ? [quiet("Please reply in the ticket: what is sent back to this email may not be read.")]
        : []),
    ],
  }),
  /** To an address that nobody has proven: not a word of the ticket. */
  answerNotice: ({ project, number, isSecret }: TicketNews): MailContent => ({
    subject: `${project}: we have answered you (#${number})`,
    parts: [
      text(`${project} has answered your message, ticket #${number}. Read the answer and reply here:`),
      action("Read the answer"),
      ...(isSecret ? [quiet(keepToYourself)] : []),
    ],
  }),
  solved: ({ project, number, isSecret }: TicketNews): MailContent => ({
    subject: `${project}: your ticket #${number} is solved`,
    parts: [
      text(`${project} has marked your ticket #${number} as solved.`),
      action("Open the ticket"),
      quiet("Is something still missing? Reply in the ticket, and it is open again."),
      ...(isSecret ? [quiet(keepToYourself)] : []),
    ],
  }),
  closed: ({ project, number, isSecret }: TicketNews): MailContent => ({
    subject: `${project}: your ticket #${number} is closed`,
    parts: [
      text(`${project} has closed your ticket #${number}.`),
      action("Open the ticket"),
      quiet("Is something still missing? Reply in the ticket, and we take it up again."),
      ...(isSecret ? [quiet(keepToYourself)] : []),
    ],
  }),
  filesLeft: ({ left, isOpen }: { left: readonly string[]; isOpen: boolean }): MailContent["parts"] => [
    quiet(`Not in this email${isOpen ? ", but with the ticket" : ""}: ${left.join(", ")}`),
  ],
  signInCode: ({ project }: { project: string }): MailContent => ({
    subject: `${project}: your sign-in code`,
    parts: [
      text(`Here is your code for ${project}. It works for 10 minutes:`),
      code(),
      text("Or sign in by link:"),
      action("Sign in"),
      quiet("If you did not ask for this, you can ignore this email. Never share the code with anybody."),
    ],
  }),
  /** After too many wrong codes only the link works. */
  signInLink: ({ project }: { project: string }): MailContent => ({
    subject: `${project}: your sign-in link`,
    parts: [
      text(`This link signs you in to ${project}. It works once, for 10 minutes:`),
      action("Sign in"),
      quiet("If you did not ask for this, you can ignore this email."),
    ],
  }),
  registration: ({ project }: { project: string }): MailContent => ({
    subject: `${project}: finish your registration`,
    parts: [
      text(`You are about to register with ${project}. Type this code within 10 minutes:`),
      code(),
      text("Or open this link within 24 hours:"),
      action("Finish the registration"),
      quiet("If this was not you, you can ignore this email: without it nothing happens."),
    ],
  }),
  newAddress: ({ project }: { project: string }): MailContent => ({
    subject: `${project}: confirm your new email address`,
    parts: [
      text(`Somebody wants to use this address for their account at ${project}. If that is you, type this code:`),
      code(),
      quiet("It works for 10 minutes. If this was not you, you can ignore this email."),
    ],
  }),
  addressChanged: ({ project }: { project: string }): MailContent => ({
    subject: `${project}: your account has a new email address`,
    parts: [
      text(`The email address of your account at ${project} was changed. This one no longer opens it.`),
      text("If that was you, there is nothing to do. If it was not, stop the account:"),
      action("Stop the account"),
      quiet(`Nobody can sign in to it until ${project} has looked into it with you. The link works once, for 7 days.`),
    ],
  }),
  passwordChanged: ({ project }: { project: string }): MailContent => ({
    subject: `${project}: your account has a new password`,
    parts: [
      text(`The password of your account at ${project} was changed.`),
      text("If that was you, there is nothing to do. If it was not, stop the account:"),
      action("Stop the account"),
      quiet(`Nobody can sign in to it until ${project} has looked into it with you. The link works once, for 7 days.`),
    ],
  }),
  invitation: ({ project }: { project: string }): MailContent => ({
    subject: `${project} invites you to its customer portal`,
    parts: [
      text(`${project} has created a login for you. Open tickets, reply, and see how far we are.`),
      action("Accept the invitation"),
      quiet("The link works once, for 24 hours. If it has expired, its page sends you a new one."),
    ],
  }),
  welcome: ({ project }: { project: string }): MailContent => ({
    subject: `Welcome to ${project}`,
    parts: [
      text(`${project} keeps your tickets in one place. Set up a login to follow them and to reply:`),
      action("Set up your login"),
      quiet("The link works once, for 24 hours. If it has expired, its page sends you a new one."),
    ],
  }),
  passwordLink: ({ project }: { project: string }): MailContent => ({
    subject: `${project}: set a new password`,
    parts: [
      text(`Set a new password for ${project} here:`),
      action("Set a new password"),
      quiet("The link works once, for 24 hours. If you did not ask for it, nothing changes."),
    ],
  }),
  staffInvitation: ({ inviter }: { inviter: string }): MailContent => ({
    subject: `${inviter} invites you to the desk`,
    parts: [
      text(`${inviter} has added you to the people who answer customers here.`),
      action("Set your password"),
      quiet("The link works once, for 24 hours."),
    ],
  }),
  staffPasswordLink: (): MailContent => ({
    subject: "Set a new password for the desk",
    parts: [
      text("Set a new password for the desk here:"),
      action("Set a new password"),
      quiet("The link works once, for 24 hours. If you did not ask for it, nothing changes."),
    ],
  }),
};

export type MailTexts = typeof en;
