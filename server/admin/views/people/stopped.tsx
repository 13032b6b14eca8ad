import type { VNode } from "preact";
import type { CustomerProfile } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { letIn } from "../../state/person.ts";
import { useForm } from "../../ui/form-state.ts";
import { Icon } from "../../ui/icon.tsx";
import { PassingButton } from "../../ui/passing-button.tsx";
import { fieldText, problemText } from "../../ui/problem-text.ts";
import { Time } from "../../ui/time.tsx";

/** Its owner said by a mailed link that a change was not theirs. Going back to an address asks for its proof again. */
export function Stopped({ customer }: { customer: CustomerProfile }): VNode | null {
  const { problem, isBusy, run } = useForm();
  const { id, email, stopped } = customer;
  if (!stopped) return null;
  const button = (label: string, former?: string): VNode => (
    <PassingButton
      key={label}
      class="button small"
      isBusy={isBusy.value}
      onClick={() => void run(() => letIn(id, former))}
    >
      {label}
    </PassingButton>
  );
  return (
    <section class="note-line" aria-label={text.person.stopped}>
      <Icon name="warning" size={16} />
      <div class="grow">
        <strong>
          {text.person.stopped} <Time iso={stopped.at} />
        </strong>
        <p>{text.person.stoppedLead}</p>
        {problem.value && <p role="alert">{fieldText(problem.value, "email") ?? problemText(problem.value)}</p>}
      </div>
      <div class="note-acts">
        {stopped.formerEmails.map((former) => button(text.person.letInAs(former), former))}
        {button(email && stopped.formerEmails.length > 0 ? text.person.letInHere(email) : text.person.letIn)}
      </div>
    </section>
  );
}
