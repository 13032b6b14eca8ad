/** What somebody may read of a text that quotes our mails: nothing in it opens a ticket or an account. */
import { withoutTokens } from "./reply-tokens.ts";

/**
 * Of links in our mails. Filters of mail systems write them anew, the signs in front in their own way, so whatever stands
 * before the name does not count.
 */
const secrets = /(?<![a-z])(ticket|activate|stop|setup)(=|%3d|%253d|-3d)[\w-]{20,}/gi;

export const withoutSecrets = (text: string): string => withoutTokens(text.replace(secrets, "$1$2…"));

const maxLineBytes = 64 * 1024;

/** Where a secret may go on in what is still to come; the end, where nothing but signs of secrets came for that long. */
function endOfWords(text: string): number {
  for (let at = text.length; at > 0 && at > text.length - maxLineBytes; at--) {
    if (!/[\w%=-]/.test(text[at - 1]!)) return at;
  }
  return text.length;
}

/** The same of a text as it comes, in any charset: the secrets are ASCII. */
export async function* withoutSecretsIn(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = "";
  for await (const chunk of content) {
    rest += Buffer.from(chunk).toString("latin1");
    // Up to the last line that is whole, or in a page of one line to the last sign that is in no secret.
    const end = rest.length > maxLineBytes ? endOfWords(rest) : rest.lastIndexOf("\n") + 1;
    if (end > 0) yield Buffer.from(withoutSecrets(rest.slice(0, end)).replaceAll("…", "..."), "latin1");
    rest = rest.slice(end);
  }
  if (rest !== "") yield Buffer.from(withoutSecrets(rest).replaceAll("…", "..."), "latin1");
}
