/** Texts about messages of an earlier visit that are not sent yet. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  leftTitle: "Not sent yet",
  takeBack: "Take back and edit",
};

/** With those that are always there. */
export type LeftWords = Messages & Wide<typeof words>;
