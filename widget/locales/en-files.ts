/** Texts about files, beside the button that adds them. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  removeFile: (name: string) => `Remove ${name}`,
  uploading: (percent: string) => `Uploading, ${percent}`,
  uploadFailed: "Not uploaded",
  chooseAgain: "Not uploaded before. Please choose it again, or remove it.",
  filesTooMany: "At most 10 files go with one message.",
  fileTooLarge: (name: string) => `${name} is larger than 10 MB.`,
  fileEmpty: (name: string) => `${name} is empty.`,
};

/** With those that are always there. */
export type FilesWords = Messages & Wide<typeof words>;
