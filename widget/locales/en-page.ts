/** Texts that only the hosted portal shows. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  chooseTicket: "Choose a ticket to read it here.",
};

/** With those that are always there. */
export type PageWords = Messages & Wide<typeof words>;
