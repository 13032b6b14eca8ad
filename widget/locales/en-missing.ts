/** Texts of a ticket that cannot be read here. */
import { joinEnglish } from "./en.ts";

export const words = joinEnglish({
  notFound: "There is no such ticket here. It may belong to another device or account.",
  gone: "This ticket is not open to you any more.",
  unsentReply: "Your unsent reply, to copy",
  home: "Home",
});
