/** What stands before a thread that was cut, for widgets from before there were pages. */
import type { Message } from "../contract/tickets.ts";
import { type Language, nearestLanguage } from "../languages.ts";
import { parseContent } from "../content/parse.ts";

const sentences: Record<Language, (link: string) => string> = {
  en: (link) => `Earlier messages of this ticket are here: ${link}`,
  de: (link) => `Frühere Nachrichten zu diesem Ticket finden Sie hier: ${link}`,
  ar: (link) => `الرسائل السابقة في هذه التذكرة هنا: ${link}`,
};

/** No message is named so; as `before` it is refused like any unknown id. */
const id = "earlier";

/**
 * @param first what comes after it: the note goes with that one's time
 * @param wanted languages of the one who reads, the most wanted first
 */
export function earlierNote(link: string, first: Pick<Message, "createdAt">, wanted: (string | null)[]): Message {
  const body = sentences[nearestLanguage(...wanted)](link);
  return {
    id,
    author: { kind: "system", name: "" },
    body,
    content: parseContent(body),
    attachments: [],
    createdAt: first.createdAt,
  };
}
