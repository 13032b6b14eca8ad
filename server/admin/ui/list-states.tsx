import type { ComponentChildren, VNode } from "preact";
import { text } from "../locales/text.ts";
import type { Paged } from "../state/paged.ts";
import { NotRead } from "./not-read.tsx";
import { Patient } from "./patient.tsx";
import { problemText } from "./problem-text.ts";

export interface ListStatesProps<Item> {
  list: Paged<Item>;
  /** Says that it could not be read; the reason follows. */
  failed: string;
  again: () => void;
  /** Stands there until it is read. */
  waiting?: ComponentChildren;
  empty: ComponentChildren;
  /** A button for what is not read yet, if it does more than a press asks for. */
  more?: ComponentChildren;
  children: (items: readonly Item[]) => ComponentChildren;
}

/** A list in whatever state it is: not read yet, not to be read, empty, with more to come. */
export function ListStates<Item>(props: ListStatesProps<Item>): VNode {
  const { list, failed, again, waiting = <p class="empty">{text.loading}</p>, empty, more, children } = props;
  const items = list.items.value;
  const problem = list.problem.value;
  return (
    <>
      {problem && <NotRead why={`${failed} ${problemText(problem)}`} again={again} />}
      {!items && !problem && <Patient>{waiting}</Patient>}
      {items && (items.length > 0 ? children(items) : <div class="empty">{empty}</div>)}
      {list.next.value &&
        (more || (
          <button type="button" class="button more" onClick={() => void list.readMore()}>
            {text.queue.more}
          </button>
        ))}
    </>
  );
}
