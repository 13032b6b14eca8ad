/** Texts of what is announced as it happens. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  team: "Team",
  newAnswer: (name: string) => `New answer from ${name}`,
});
