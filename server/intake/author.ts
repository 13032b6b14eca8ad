/** Who a mail counts as from. */
import type { Verdict } from "../contract/mail.ts";
import type { Mailbox, ReadMail } from "../mail/read/read-mail.ts";

export interface Author {
  /** Undefined where it names nobody. */
  address: string | undefined;
  /** "" where nothing says how they are called. */
  name: string;
  /** It names one. Of several, mail programs show one and check another. */
  isOne: boolean;
  /** A group says so, whose own address stands in From: what proves that group proves nothing of them. */
  isBehindGroup?: true;
}

/**
 * From, and nothing else. But a group that mail goes through may write its own address there, which is one of ours: then
 * it is who the group says, where the mail really comes from that group (E21).
 * @param isOurs whether mail to an address comes to this project
 */
export function authorOf(
  { from, originalFrom, replyTo }: Pick<ReadMail, "from" | "originalFrom" | "replyTo">,
  { isAligned }: Pick<Verdict, "isAligned">,
  envelopeFrom: string | null,
  isOurs: (address: string) => boolean,
): Author {
  const [first] = from;
  const isOne = from.length === 1;
  if (!first) return { address: envelopeFrom ?? undefined, name: "", isOne: false };
  if (isOne && isAligned && isOurs(first.address)) {
    const behind = [...originalFrom, ...replyTo].find(({ address }) => !isOurs(address));
    if (behind) return { ...nameOf(behind), isOne, isBehindGroup: true };
  }
  return { ...nameOf(first), isOne };
}

const nameOf = ({ name, address }: Mailbox) => ({ name, address });
