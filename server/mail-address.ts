/**
 * One mailbox, one spelling: how a mail address is kept, compared, counted and written to. Whatever else were used in
 * one of these places would give the same mailbox a second account, new limits, or a way past a block.
 */
import { domainToASCII } from "node:url";

/** What never stands in a single address: a list, a group, a comment, a line break, or letters that nobody sees. */
const shape =
  /^[^\s@<>()[\]\\,;:"\p{C}\p{DI}]{1,64}@[^\s@<>()[\]\\,;:"%/?#\p{C}]+\.[^\s@<>()[\]\\,;:"%/?#\p{C}.]{2,}$/u;
/** As the name goes to a mail server: a wide ＠ or ， or full stop of other scripts has become the plain sign by then. */
const host = /^([a-z\d_-]{1,63}\.)+[a-z\d_-]{2,63}$/;
const maxCharacters = 254;

/**
 * The name in small letters and in the one form that Unicode's profile for mail allows (NFKC, UTS 39); the domain in
 * the letters of the domain name system. Dots and what follows a plus stay: what they mean is their provider's affair.
 * @returns undefined for what is not one address
 */
export function readAddress(written: string): string | undefined {
  const at = written.lastIndexOf("@");
  const name = written.slice(0, at).normalize("NFKC").toLowerCase().normalize("NFKC");
  const domain = written.slice(at + 1);
  if (at < 0 || !shape.test(`${name}@${domain}`)) return undefined;
  const ascii = domainToASCII(domain);
  const address = `${name}@${ascii}`;
  return host.test(ascii) && address.length <= maxCharacters ? address : undefined;
}

/** For comparing what nobody has checked: what is no address is like itself alone. */
export const addressKey = (written: string): string => readAddress(written) ?? written.toLowerCase();
