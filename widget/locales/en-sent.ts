/** Texts of what comes after sending. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  sentNumber: (number: number) => `It is ticket #${number}. You can follow it here on this device.`,
  sentUnkept: (number: number) =>
    `It is ticket #${number}. This browser will not remember it: copy the link, and you find it again.`,
  sentSignedIn: (number: number) => `It is ticket #${number}. You can follow it on every device where you sign in.`,
  sentMail: (email: string) =>
    `Our receipt usually reaches ${email} within minutes. It has a link for other devices, or copy one here.`,
  openTicket: "Open the ticket",
  readAnswer: "Read the answer",
});
