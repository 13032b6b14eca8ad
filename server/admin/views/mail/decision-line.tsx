import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Mail } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { decideMail, mailProblem } from "../../state/mail.ts";
import { isViewer } from "../../state/session.ts";
import { Icon } from "../../ui/icon.tsx";
import { PassingButton } from "../../ui/passing-button.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { useLooking } from "./use-looking.ts";

const lookEvery = 1000;

/** Why a mail that came in is where it is, and what staff can decide about one that waits. */
export function DecisionLine({ mail }: { mail: Mail }): VNode | null {
  const [deciding, setDeciding] = useState(false);
  useLooking(mail, "received", lookEvery);

  const waits = mail.state === "parked";
  const decide = async (ticket?: string): Promise<void> => {
    if (deciding) return;
    setDeciding(true);
    await decideMail(mail.id, ticket);
    setDeciding(false);
  };
  if (mail.rule === undefined) return null;
  return (
    <div class="held-line">
      <Icon name={waits ? "warning" : "mail"} />
      <div>
        {waits && <strong>{text.mail.parkedTitle}</strong>}
        <p class="hint">{text.mail.rules[mail.rule]}</p>
        {mailProblem.value && <p role="alert">{problemText(mailProblem.value)}</p>}
      </div>
      {waits && !isViewer.value && (
        <>
          {mail.ticket && (
            <PassingButton class="button" isBusy={deciding} onClick={() => void decide(mail.ticket!.id)}>
              {text.mail.toThisTicket(mail.ticket.number)}
            </PassingButton>
          )}
          <PassingButton class="button" isBusy={deciding} onClick={() => void decide()}>
            {text.mail.toNewTicket}
          </PassingButton>
        </>
      )}
    </div>
  );
}
