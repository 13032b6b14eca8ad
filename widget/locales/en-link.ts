/** Texts of the link for another device. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  copyLink: "Copy link for another device",
  copied: "Copied",
  copyByHand: "Copy this link. Whoever has it can read and answer this ticket.",
};

/** With those that are always there. */
export type LinkWords = Messages & Wide<typeof words>;
