/** Texts of what comes after sending. */
import type { Messages, Wide } from "./en.ts";

export const words = {
  sentNumber: (number: number) => `It is ticket #${number}. You can follow it here on this device.`,
  sentMail: (email: string) =>
    `Usually our receipt reaches ${email} within minutes. It brings a link for other devices, or copy one here.`,
  openTicket: "Open the ticket",
};

/** With those that are always there. */
export type SentWords = Messages & Wide<typeof words>;
