/**
 * How much a search has found, by status: it goes over everything, and one press leaves one status of it. The words that
 * were looked for are marked in the list. A part of its own, fetched with the first search.
 */
import { useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { language, text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import type { FoundByStatus, TicketStatus } from "../../../contract/index.ts";
import { filter, routeWith } from "../../state/place.ts";
import { found, queue, tickets } from "../../state/queue.ts";
import { addStyles } from "../../styles/apply.ts";
import styles from "../../styles/found.css";

addStyles(document, styles);

export function Found(): VNode {
  useSignalEffect(() => {
    const { q } = filter.value;
    // Once the rows are drawn.
    if (tickets.value) requestAnimationFrame(() => markWords(q ?? ""));
    return () => markWords("");
  });
  return (
    <div class="found">
      {found.value && <ByStatus {...found.value} />}
      {queue.looked.value > 0 && queue.next.value && (
        <p class="quiet">
          {text.people.looked(queue.looked.value.toLocaleString(language))}{" "}
          <button type="button" class="button small" onClick={() => void queue.readMore()}>
            {text.people.lookFurther}
          </button>
        </p>
      )}
    </div>
  );
}

function ByStatus({ counts, isMore }: FoundByStatus): VNode {
  const chosen = filter.value.status;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const chip = (status: TicketStatus | undefined, count: number): VNode => (
    <a
      key={status}
      class={chosen === status ? "button small on" : "button small"}
      href={hashOf(routeWith({ status }))}
      {...(chosen === status && { "aria-current": "true" as const })}
    >
      {status ? text.status[status] : text.views.all} <span class="quiet">{shown(count, isMore)}</span>
    </a>
  );
  return (
    <div class="statuses" role="group" aria-label={text.ticket.status}>
      {chip(undefined, all)}
      {(Object.keys(text.status) as TicketStatus[]).map((status) => {
        const count = counts[status];
        return count ? chip(status, count) : status === chosen && chip(status, 0);
      })}
    </div>
  );
}

const shown = (count: number, isMore: boolean): string => count.toLocaleString(language) + (isMore ? "+" : "");

/** Without a change of the rows: an element around each hit would break up what is read aloud, and what is copied. */
function markWords(q: string): void {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("found");
  const words = plain(q)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word.length > 1 || /[^\p{ASCII}]/u.test(word));
  if (words.length === 0) return;
  const ranges: Range[] = [];
  for (const element of document.querySelectorAll(".row .subject, .row .sender, .row .excerpt")) {
    const node = element.firstChild;
    if (node instanceof Text) for (const word of words) ranges.push(...rangesOf(node, word));
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

/** Letter for letter, so that a place in it is a place in the text. */
const plain = (words: string): string =>
  [...words].map((letter) => letter.normalize("NFD")[0]!.toLowerCase()[0]!.padEnd(letter.length)).join("");

function* rangesOf(node: Text, word: string): Generator<Range> {
  const haystack = plain(node.data);
  for (let at = haystack.indexOf(word); at >= 0; at = haystack.indexOf(word, at + word.length)) {
    // Of a script with spaces, where a word begins.
    if (at > 0 && /[\p{L}\p{N}]{2}/u.test(haystack.slice(at - 1, at + 1)) && /\p{ASCII}/u.test(word)) continue;
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    yield range;
  }
}
