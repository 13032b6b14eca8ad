/** Texts of long threads and long letters. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  earlier: "Earlier messages",
  earlierShown: "Earlier messages are shown now.",
  rest: "The rest is shown as typed",
});
