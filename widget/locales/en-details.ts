/** Texts of what may be seen, chosen and changed of a ticket. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  follows: (number: number) => `Follows ticket #${number}`,
  type: "Type",
  typeNone: "Please choose",
  noType: "None",
  priority: "Priority",
  priorities: { low: "Low", normal: "Normal", high: "High", urgent: "Urgent" },
  tags: "Tags",
  addTag: "Add a tag",
  removeTag: (tag: string) => `Remove ${tag}`,
  closeTicket: "Close ticket",
  closeQuestion: "Is this settled? A reply within 14 days opens it again; later it starts a new ticket.",
  cancel: "Cancel",
  changeFailed: "That was not changed. Please try again.",
  notPermitted: "That can no longer be changed here.",
});
