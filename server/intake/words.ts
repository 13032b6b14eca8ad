/** The words of a mail as a ticket takes them: within its limits, and without what would open something. */
import type { BodyCharacters } from "../contract/tickets.ts";
import { withoutTokens } from "../mail/reply-tokens.ts";

const maxCharacters: BodyCharacters = 20_000;

/** Of links in our mails, quoted or forwarded to whoever reads the ticket. */
const secrets = /#(ticket|activate|stop)=[\w-]{20,}/g;

export const withoutSecrets = (text: string): string => withoutTokens(text.replace(secrets, "#$1=…"));

/** The beginning, where a text is longer than a message may be: the whole is among the files of its mail. */
export const cutWords = (text: string): string =>
  text.length <= maxCharacters ? text : text.slice(0, maxCharacters).toWellFormed().trimEnd();
