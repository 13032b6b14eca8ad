/** Texts of the list of all tickets. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  whose: "Whose tickets",
  mine: "Mine",
  showMore: "Show more",
  cancel: "Cancel",
  forget: "Forget this device",
  forgetQuestion: "Your tickets will no longer be shown on this device. They are not deleted.",
  forgetYes: "Forget",
});
