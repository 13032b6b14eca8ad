/** Texts of the account of who is signed in. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  account: "Your account",
  language: "Language",
  passwordIsSet: "Is set",
  passwordIsNot: "None: we mail you a code",
  change: "Change",
  save: "Save",
  saved: "Saved.",
  cancel: "Cancel",
  newAddress: "New mail address",
  newAddressHint: "We send six digits there, to see that it is yours.",
  currentPassword: "Current password",
  currentWrong: "This is not your current password.",
  chosenPassword: "New password",
  chosenPasswordHint: "At least 8 characters. Your other devices are signed out.",
  passwordByLink: (email: string) => `You choose a password on a page of its own. We send a link there to ${email}.`,
  sendLink: "Send the link",
  passwordLinkSent: (email: string) => `A link is on its way to ${email}. It works for 24 hours.`,
  proveTitle: "Is it you?",
  proveText: (email: string) =>
    `We have sent six digits to ${email}, to see that it is you. They work for ten minutes.`,
  next: "Go on",
  stopTitle: "Was it not you?",
  stopText: (project: string) =>
    `Stop the account, and everybody is signed out of it, you too. Nobody can sign in then, until ${project} has looked at it with you.`,
  stopYes: "Stop the account",
  stopNo: "It was me: change nothing",
  stopped: "The account is stopped",
  stoppedText: (project: string) => `Nobody can sign in to it now. ${project} sees that it was stopped by mail.`,
  stopOver: "It works once, for 7 days.",
  stopWrite: (project: string) => `You can write to ${project} here and say what happened.`,
  stopAsk: (project: string) => `Please tell ${project} what happened, in another way than here.`,
  signOut: "Sign out",
  signOutAll: "Sign out everywhere",
  signOutUnsent: "What you have not sent yet is thrown away with it.",
  taken: "This address belongs to another account here.",
};

/** With those that are always there. */
export type AccountWords = Messages & Wide<typeof words>;
