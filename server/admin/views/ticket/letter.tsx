import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { StaffMessage } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { Avatar } from "../../ui/badges.tsx";
import { AsTyped, ContentView, hidesSigns } from "../../ui/content.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Time } from "../../ui/time.tsx";
import { later } from "../../ui/later.tsx";
import { messages } from "../../state/ticket.ts";
import { undoPart } from "../../state/undoable.ts";
import { Attachments, type Thread } from "./attachments.tsx";
import { MailedLine } from "./mailed-line.tsx";

const Waiting = later(async () => (await undoPart()).Waiting);

const thread: Thread = () => messages.value ?? [];

export function Letter({ message }: { message: StaffMessage }): VNode {
  if (message.author.kind === "system") return <StatusLine message={message} />;
  const { kind } = message.author;
  const isAsTyped = useSignal(false);
  const name = message.author.name || text.queue.visitor;
  const look = message.internal ? "letter note" : `letter from-${kind}`;
  return (
    <article class={look}>
      {message.internal && (
        <p class="note-sign">
          <Icon name="lock" size={16} />
          <strong>{text.letter.internal}</strong> – {text.letter.internalHint}
        </p>
      )}
      <header>
        <Avatar name={name} kind={kind} />
        <bdi class="author clip">{name}</bdi>
        <span class="role">{text.letter[kind]}</span>
        {hidesSigns(message.content) && (
          <button
            type="button"
            class="link-button as-typed"
            aria-pressed={isAsTyped.value}
            onClick={() => {
              isAsTyped.value = !isAsTyped.value;
            }}
          >
            {text.letter.asTyped}
          </button>
        )}
        <Time iso={message.createdAt} />
      </header>
      {message.body !== "" &&
        (isAsTyped.value ? <AsTyped body={message.body} /> : <ContentView content={message.content} />)}
      {message.attachments.length > 0 && <Attachments files={message.attachments} thread={thread} />}
      <MailedLine message={message} />
      {message.effectiveAt && <Waiting message={message} />}
    </article>
  );
}

function StatusLine({ message }: { message: StaffMessage }): VNode {
  const { change } = message;
  return (
    <p class="status-line">
      {change && <Icon name={change.status.to} size={16} />}
      <span>
        {change
          ? text.letter.statusChanged(text.status[change.status.from], text.status[change.status.to])
          : message.body}
        {message.author.name && (
          <>
            {" "}
            <bdi>{text.letter.by(message.author.name)}</bdi>
          </>
        )}
      </span>
      {message.effectiveAt ? <Waiting message={message} /> : <Time iso={message.createdAt} />}
    </p>
  );
}
