import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { StaffTicket, TicketStatus } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { draftOf, type Draft } from "../../state/drafts.ts";
import { longestBody, sendMessage } from "../../state/send.ts";
import { isViewer, session } from "../../state/session.ts";
import { arrival, arrivalText, isTalkLive } from "../../state/ticket.ts";
import { undoPart } from "../../state/undoable.ts";
import { FileChooser, FileList, takesFiles } from "../../ui/files.tsx";
import { grow } from "../../ui/grow.ts";
import { Icon } from "../../ui/icon.tsx";
import { later } from "../../ui/later.tsx";
import { senderOf } from "../queue/ticket-row.tsx";
import { SendButtons } from "./send-buttons.tsx";
import { showLetter } from "./thread.tsx";
import { sends } from "../../ui/input-method.ts";

const FormattingBar = later(async () => (await undoPart()).Formatting, true);
/** Its room is kept from the start: a foot that wraps once it is there would lift the field from under a pointer. */
export const Formatting = (): VNode => (
  <div class="formatting-room">
    <FormattingBar />
  </div>
);
/** Fetched with the field, so that what undoes is here before there is anything to undo. */
const Asides = later(async () => (await undoPart()).Asides);
const DraftLine = later(async () => (await undoPart()).DraftLine);

export function Composer({ ticket }: { ticket: StaffTicket }): VNode {
  const draft = draftOf(ticket.id);
  const isNote = draft.internal.value;
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => grow(field.current), [draft.text.value]);
  useLayoutEffect(() => {
    // A viewer writes nothing else.
    if (isViewer.value) draft.internal.value = true;
  }, [isViewer.value, isNote]);
  const send = (then?: TicketStatus): void => void sendMessage(ticket, draft, then);
  return (
    <form
      class={isNote ? "composer note" : "composer"}
      aria-label={text.composer.label}
      {...takesFiles(draft.files)}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (!sends(event)) return;
        event.preventDefault();
        send();
      }}
    >
      <Arrival />
      <Asides ticket={ticket.id} />
      <Mode draft={draft} hint={isNote ? text.composer.noteHint : text.composer.replyHint} />
      <DraftLine ticket={ticket.id} draft={draft} />
      <textarea
        ref={field}
        dir={draft.text.value ? "auto" : undefined}
        rows={3}
        maxLength={longestBody}
        aria-label={isNote ? text.composer.note : text.composer.reply}
        aria-describedby="composer-problem"
        placeholder={
          isNote ? text.composer.notePlaceholder : text.composer.replyPlaceholder(shortName(senderOf(ticket)))
        }
        value={draft.text.value}
        readOnly={draft.isSending.value}
        onInput={(event) => {
          draft.text.value = event.currentTarget.value;
        }}
      />
      <FileList files={draft.files} />
      <p class="form-problem" id="composer-problem" role="alert" hidden={!draft.problem.value}>
        {draft.problem.value}
      </p>
      <div class="composer-foot">
        <FileChooser files={draft.files} />
        <Formatting />
        <SendButtons draft={draft} isLive={isTalkLive.value && session.value?.undoSeconds !== 0} send={send} />
      </div>
    </form>
  );
}

/** A placeholder wraps like text, and a name of 120 characters would fill the field. */
const shortName = (name: string): string => [...name].slice(0, 40).join("");

function Mode({ draft, hint }: { draft: Draft; hint: string }): VNode {
  const choose = (internal: boolean) => () => {
    draft.internal.value = internal;
  };
  return (
    <div class="mode">
      <div class="segments" role="radiogroup" aria-label={text.composer.label}>
        {!isViewer.value && (
          <label data-key="r">
            <input type="radio" name="mode" checked={!draft.internal.value} onChange={choose(false)} />
            <Icon name="reply" size={16} />
            {text.composer.reply}
          </label>
        )}
        <label data-key="n">
          <input type="radio" name="mode" checked={draft.internal.value} onChange={choose(true)} />
          <Icon name="lock" size={16} />
          {text.composer.note}
        </label>
      </div>
      <span class="hint">{hint}</span>
    </div>
  );
}

/** Somebody else was faster; the text and the focus stay where they are. */
function Arrival(): VNode | null {
  const message = arrival.value;
  if (!message) return null;
  return (
    <p class="arrival" role="status">
      <span>{arrivalText(message)}</span>
      <button
        type="button"
        class="button small"
        onClick={() => {
          showLetter(message.id);
          arrival.value = null;
        }}
      >
        {text.composer.show}
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={text.dismiss}
        onClick={() => {
          arrival.value = null;
        }}
      >
        <Icon name="close" size={16} />
      </button>
    </p>
  );
}
