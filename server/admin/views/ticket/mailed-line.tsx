import type { VNode } from "preact";
import type { StaffMessage } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { Icon } from "../../ui/icon.tsx";

/** What became of an answer by mail; nothing while that goes as it should, which is a moment. */
export function MailedLine({ message: { mail, unmailed, via } }: { message: StaffMessage }): VNode | null {
  if (via && mail) {
    return (
      <p class="mailed">
        <a href={`#mail/${mail.id}`}>{text.mail.cameByMail}</a>
      </p>
    );
  }
  if (unmailed) return <p class="mailed">{text.mail.unmailed[unmailed]}</p>;
  if (!mail || (mail.state === "queued" && mail.problem === null)) return null;
  const { id, state, problem } = mail;
  if (state === "sent") return <p class="mailed">{text.mail.mailed}</p>;
  return (
    <p class={`mailed mail-${state}`}>
      <Icon name={state === "failed" || state === "bounced" ? "warning" : "waiting"} size={16} />
      <a href={`#mail/${id}`}>
        {state === "queued" ? text.mail.waitingTitle : text.mail.notMailed[state as keyof typeof text.mail.notMailed]}
      </a>
      {problem && <bdi>{problem}</bdi>}
    </p>
  );
}
