/** Texts of the help articles. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  help: "Help articles",
  helpSoon: "Help articles are on their way. Until then, write to us and we will answer.",
});
