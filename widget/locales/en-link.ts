/** Texts of the link for another device. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  copyLink: "Copy link for another device",
  copied: "Copied",
  copyByHand: "Copy this link. Whoever has it can read and answer this ticket.",
});
