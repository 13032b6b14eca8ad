import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { askForPasswordLink, isForgotten, me } from "../../state/session.ts";
import { bound, TextField } from "../../ui/field.tsx";
import { useForm } from "../../ui/form-state.ts";
import { fieldText } from "../../ui/problem-text.ts";
import { DoorForm } from "./door-form.tsx";

/** Says the same whether somebody works here under that address or not. */
export function Forgotten(): VNode {
  const email = useSignal(me.peek()?.email ?? "");
  const isSent = useSignal(false);
  const form = useForm();
  const leave = (): void => {
    isForgotten.value = false;
  };
  if (isSent.value) {
    return (
      <>
        <p role="status">{text.doors.forgotSent}</p>
        <button type="button" class="button wide" onClick={leave}>
          {text.doors.toSignIn}
        </button>
      </>
    );
  }
  const ask = async (): Promise<void> => {
    await askForPasswordLink(email.peek());
    isSent.value = true;
  };
  return (
    <DoorForm form={form} button={text.doors.forgotSend} act={ask} way={{ label: text.back, take: leave }}>
      <TextField
        label={text.doors.email}
        type="email"
        autocomplete="username"
        required
        autofocus
        problem={fieldText(form.problem.value, "email")}
        {...bound(email)}
      />
    </DoorForm>
  );
}
