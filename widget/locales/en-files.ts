/** Texts about files, beside the button that adds them. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  filesUnfinished: "Please wait for the files, or remove them.",
  pictureAdded: "Picture added",
  fileAdded: "File added",
  removeFile: (name: string) => `Remove ${name}`,
  uploading: (percent: string) => `Uploading, ${percent}`,
  uploadFailed: "Not uploaded",
  chooseAgain: "The upload did not finish. Please choose it again, or remove it.",
  filesTooMany: "A message can have up to 10 files.",
  fileTooLarge: (name: string) => `${name} is larger than 10 MB.`,
  fileEmpty: (name: string) => `${name} is empty.`,
});
