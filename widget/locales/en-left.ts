/** Texts about messages of an earlier visit that are not sent yet. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  leftTitle: "Not sent yet",
  takeBack: "Take back and edit",
});
