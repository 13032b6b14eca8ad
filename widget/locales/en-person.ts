/** Texts that home shows to who is signed in. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  yourAccount: "Your account",
  claimTitle: "Sent with your email. Was it you?",
  claimYes: "Yes, that was me",
  claimNo: "Not mine",
  fromBrowser: (count: number, email: string) =>
    count === 1
      ? `A message was sent from this browser. Does it belong to ${email}?`
      : `${count} messages were sent from this browser. Do they belong to ${email}?`,
  fromBrowserHint: "If not, nothing is lost: what was sent is here again once you sign out.",
});
