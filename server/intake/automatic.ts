/** Which mails a program wrote: nobody is answered by a program for them, and nobody's ticket moves. */
import type { ReadMail } from "../mail/read/read-mail.ts";
import type { Envelope } from "./receive.ts";

/** @param isOwn an address of the project: a group that is an inbox's own passes on what people write */
export function isAutomatic(
  { signs, isOurs, lists }: Pick<ReadMail, "signs" | "isOurs" | "lists">,
  { from }: Pick<Envelope, "from">,
  isOwn: (address: string) => boolean,
): boolean {
  if (isOurs) return true;
  const counting = signs.filter((sign) => sign !== "list" || !lists.some(isOwn));
  // Forwarders may send a person's mail with an empty path (E9): alone it says nothing.
  return counting.length > 0 || (from === null && signs.length > 0);
}
