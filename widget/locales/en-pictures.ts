/** Texts around a picture that is shown large. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  pictureAt: (at: string, count: string) => `${at} of ${count}`,
  previousPicture: "Previous picture",
  nextPicture: "Next picture",
  readingPicture: (name: string) => `Loading ${name}`,
  download: "Download",
});
