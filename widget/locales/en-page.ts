/** Texts that only the hosted portal shows. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  language: "Language",
  yourAccount: "Your account",
  chooseTicket: "Choose a ticket to read it here.",
});
