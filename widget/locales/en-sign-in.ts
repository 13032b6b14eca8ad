/** Texts of the ways in: codes, passwords, registering, links from mails. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  register: "Register",
  whySignIn: "Then you see all your tickets here, on every device.",
  whyRequired: (project: string) => `${project} opens its portal to people with an account.`,
  byInvitation: (project: string) => `Accounts come by invitation: ask ${project}.`,
  keptMeanwhile: "What you wrote is kept and goes out as yours.",
  sendCode: "Send me a code",
  newHere: "New here? Register",
  knownHere: "Have an account? Sign in",
  usePassword: "Use a password instead",
  useCode: "Send me a code instead",
  password: "Password",
  forgotPassword: "Forgot your password? Send me a link",
  lookIntoMails: "Look into your mails",
  code: "The six digits",
  mailIsNotSent: "Mail is not set up here yet, so nothing will arrive. Please ask for help another way.",
  codeSent: (email: string) => `We have sent six digits to ${email}. They work for ten minutes.`,
  codeInvited: (email: string) =>
    `If there is an account for ${email}, six digits are on their way there. They work for ten minutes.`,
  lookInSpam: "Nothing there? Look among unwanted mails too.",
  sendAgain: "Send it again",
  sendAgainIn: (seconds: string) => `Send it again in ${seconds}`,
  otherAddress: "Other address",
  linkSent: (email: string) =>
    `If there is an account for ${email}, a link is on its way there. It works for 24 hours.`,
  checking: "We could not look at your link",
  linkOver: "This link is over",
  linkOverText: "Links work once and for a limited time, and a newer one ends older ones.",
  trackingOver: "It may be out of date, or a newer one took its place. Look for the newest in your mails.",
  sendNewLink: "Send me a new one",
  greetings: {
    invitation: (project: string) => `${project} invites you in`,
    welcome: (project: string) => `Your tickets at ${project}`,
    registration: (project: string) => `Welcome to ${project}`,
    password: () => "Choose a password",
    "sign-in": (project: string) => `Sign in to ${project}`,
  },
  greetingTexts: {
    invitation: (email: string) => `You can send and follow tickets here as ${email}.`,
    welcome: (email: string) => `Everything you sent as ${email} is waiting for you.`,
    registration: (email: string) => `One more step, and ${email} is registered.`,
    password: (email: string) => `For your account ${email}.`,
    "sign-in": (email: string) => `As ${email}.`,
  },
  newPasswordHint: "At least 8 characters. Or leave it empty: we mail you a code each time you sign in.",
  goIn: "Go in",
  passwordProblems: {
    too_short: "At least 8 characters, please.",
    too_common: "This one is among the first that others would guess. Please choose another.",
  },
  tryAgainIn: (time: string) => `It can be tried again in ${time}.`,
  refusals: {
    code_wrong: "These digits are not right. Please compare them with the newest mail.",
    link_expired: "These digits are over: they work for ten minutes. Please have new ones sent.",
    credentials_wrong: "Address and password do not belong together.",
    password_required: "Please give your current password too.",
    too_many_tries: "That was tried too often. Please have new digits sent, or use the link in the mail.",
    too_many_requests: "That was a lot in a short time. Please wait a little.",
    registration_closed: "Accounts come by invitation here.",
    offline: "We could not reach the desk. Please try again when you are online.",
    unavailable: "The desk has a problem at the moment. Please try again in a minute.",
    other: "That did not work. Please try again.",
  },
};

/** With those that are always there. */
export type SignInWords = Messages & Wide<typeof words>;
