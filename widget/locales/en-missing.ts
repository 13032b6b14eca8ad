/** Texts of a ticket that cannot be read here. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  notFound: "We cannot find this ticket here. It may belong to another device or account.",
  gone: "You no longer have access to this ticket.",
  unsentReply: "Your unsent reply, to copy",
  home: "Home",
});
