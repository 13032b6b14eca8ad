import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Mail } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { mailProblem, sendAgain } from "../../state/mail.ts";
import { isViewer, mailIsSent } from "../../state/session.ts";
import { Icon } from "../../ui/icon.tsx";
import { PassingButton } from "../../ui/passing-button.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { useLooking } from "./use-looking.ts";

const lookEvery = 2000;

/** What stands between this mail and its reader, and what staff can do about it. */
export function SendingLine({ mail }: { mail: Mail }): VNode | null {
  const [sending, setSending] = useState(false);
  useLooking(mail, "queued", lookEvery);

  const isSent = mailIsSent.value;
  const why = reason(mail, isSent);
  if (!why) return null;
  const send = async (): Promise<void> => {
    if (sending) return;
    setSending(true);
    await sendAgain(mail.id);
    setSending(false);
  };
  return (
    <div class="held-line">
      <Icon name={mail.state === "failed" ? "warning" : "waiting"} />
      <div>
        <strong>{why.title}</strong>
        {why.lead && (
          <p class="hint" dir="auto">
            {why.lead}
          </p>
        )}
        {mailProblem.value && <p role="alert">{problemText(mailProblem.value)}</p>}
      </div>
      {isSent && mail.state !== "queued" && !isViewer.value && (
        <PassingButton class="button" isBusy={sending} onClick={() => void send()}>
          {sending ? text.mail.sending : mail.state === "failed" ? text.tryAgain : text.mail.send}
        </PassingButton>
      )}
    </div>
  );
}

function reason({ state, problem }: Mail, isSent: boolean): { title: string; lead: string | null } | null {
  if (state === "failed") return { title: text.mail.failedTitle, lead: problem };
  if (state === "queued" && problem !== null) return { title: text.mail.waitingTitle, lead: problem };
  if (state === "kept" && isSent) return { title: text.mail.keptTitle, lead: text.mail.keptLead };
  return null;
}
