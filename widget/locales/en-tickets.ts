/** Texts of the list of all tickets. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  whose: "Whose tickets",
  mine: "Mine",
  showMore: "Show more",
  cancel: "Cancel",
  forget: "Forget this device",
  forgetQuestion: "Your tickets will no longer be shown on this device. They are not deleted.",
  forgetYes: "Forget",
};

/** With those that are always there. */
export type TicketsWords = Messages & Wide<typeof words>;
