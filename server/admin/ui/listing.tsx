import type { ComponentChildren, VNode } from "preact";
import type { Paged } from "../state/paged.ts";
import { text } from "../locales/text.ts";
import { Patient } from "./patient.tsx";
import { problemText } from "./problem-text.ts";

/** A quiet list that is read page by page: its rows, or why there are none. */
export function Listing<Item extends { id: string }>({
  of: { items, next, problem, readMore },
  empty,
  retry,
  children,
}: {
  of: Paged<Item>;
  empty: string;
  retry: () => void;
  children: (item: Item) => ComponentChildren;
}): VNode {
  return (
    <>
      {problem.value && (
        <div class="empty" role="alert">
          <p>
            {text.notRead} {problemText(problem.value)}
          </p>
          <button type="button" class="button" onClick={retry}>
            {text.tryAgain}
          </button>
        </div>
      )}
      {!items.value && !problem.value && (
        <Patient>
          <p class="empty">{text.loading}</p>
        </Patient>
      )}
      {items.value?.length === 0 && <p class="empty">{empty}</p>}
      {items.value && items.value.length > 0 && (
        <ul class="lines">
          {items.value.map((item) => (
            <li key={item.id}>{children(item)}</li>
          ))}
        </ul>
      )}
      {next.value && (
        <button type="button" class="button" onClick={() => void readMore()}>
          {text.queue.more}
        </button>
      )}
    </>
  );
}
