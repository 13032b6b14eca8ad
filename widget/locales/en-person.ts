/** Texts that home shows to who is signed in. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  yourAccount: "Your account",
  claimTitle: "Sent with your address: yours?",
  claimYes: "Yes, that was me",
  claimNo: "Not mine",
};

/** With those that are always there. */
export type PersonWords = Messages & Wide<typeof words>;
