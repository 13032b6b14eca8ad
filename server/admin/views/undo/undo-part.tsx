/** Time to think again: what was sent waits before customers see it, and one press takes it back. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { StaffMessage } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { type Aside, asides } from "../../state/aside.ts";
import { putIntoField } from "../../state/put-back.ts";
import { undo, undoableInOrder, undoLast } from "../../state/undo.ts";
import { dropUndoable, type Undoable, undoable } from "../../state/undoable.ts";
import { addStyles } from "../../styles/apply.ts";
import styles from "../../styles/undo.css";
import { Icon } from "../../ui/icon.tsx";
import { draftTime } from "../../ui/time.tsx";

addStyles(document, styles);

export { undoLast };

/** Below everything else on the page, wherever somebody has gone since. Its seconds are not read aloud. */
export const UndoNotices = (): VNode => (
  <>
    {undoableInOrder().map((one) => (
      <li key={one.message.id} class="notice done" aria-live="off">
        <Icon name="check" />
        <span>
          {whatOf(one.message)} · {text.ticket.number(one.ticket.number)}
        </span>
        <UndoButton one={one} />
      </li>
    ))}
  </>
);

const whatOf = ({ author, change }: StaffMessage): string =>
  author.kind === "system" && change ? text.status[change.status.to] : text.undo.sent;

/** In the thread: who sent it can undo it, the others read that it is not seen yet. */
export function Waiting({ message }: { message: StaffMessage }): VNode {
  const mine = undoable.value.find((one) => one.message.id === message.id);
  const { change } = message;
  return (
    <span class="waiting">
      {message.author.kind === "staff" && change && `${text.status[change.status.to]} · `}
      {text.undo.waits}
      {mine && <UndoButton one={mine} />}
    </span>
  );
}

function nameOf({ internal, versionOf }: Aside): string {
  if (versionOf) return text.composer.otherDraft(draftTime(versionOf));
  return internal ? text.composer.note : text.composer.reply;
}

/** Above the field: what has no room in it now. */
export const Asides = ({ ticket }: { ticket: string }): VNode => (
  <>
    {asides.value
      .filter((aside) => aside.ticket === ticket && !aside.isAsked)
      .map((aside) => (
        <p key={aside.id} class="arrival">
          <span class="aside">
            {nameOf(aside)}: <bdi>{aside.text}</bdi>
          </span>
          <button
            type="button"
            class="button small"
            onClick={(event) => {
              putIntoField(aside);
              event.currentTarget.form?.querySelector("textarea")?.focus();
            }}
          >
            {text.composer.show}
          </button>
        </p>
      ))}
  </>
);

function UndoButton({ one }: { one: Undoable }): VNode {
  const left = useSignal(secondsTo(one.until));
  useEffect(() => {
    const ticking = setInterval(() => {
      left.value = secondsTo(one.until);
      // What the desk would have said was not heard, as without a connection.
      if (performance.now() > one.until + longestLag) dropUndoable(one.message.id);
    }, 250);
    return () => clearInterval(ticking);
  }, [one.message.id, one.until]);
  return (
    <button
      type="button"
      class="button small"
      aria-keyshortcuts="z"
      aria-label={text.undo.undo}
      onClick={() => void undo(one)}
    >
      {text.undo.undo} ({left} {text.undo.seconds})
    </button>
  );
}

/** Milliseconds between the end of the time and the word of the desk. */
const longestLag = 15_000;

const secondsTo = (time: number): number => Math.max(0, Math.ceil((time - performance.now()) / 1000));
