import { useSignal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { text } from "../../locales/text.ts";
import { forgetLink, setUp } from "../../state/session.ts";
import { bound, TextField } from "../../ui/field.tsx";
import { fieldText } from "../../ui/problem-text.ts";
import { useForm } from "../../ui/form-state.ts";
import { Door } from "./door.tsx";
import { DoorForm } from "./door-form.tsx";
import { PasswordField } from "./password-field.tsx";

export function SetUp(): VNode {
  const name = useSignal("");
  const email = useSignal("");
  const password = useSignal("");
  const form = useForm();
  const { problem } = form;
  if (problem.value?.code === "setup_done") return <DoorIsClosed sentence={text.doors.setUpDone} />;
  if (problem.value?.code === "link_expired") return <DoorIsClosed sentence={text.doors.setUpOver} />;
  const act = (): Promise<void> => setUp({ name: name.value, email: email.value, password: password.value });
  return (
    <Door title={text.doors.setUpTitle} lead={text.doors.setUpLead}>
      <DoorForm form={form} button={text.doors.setUp} act={act} way={toSignIn}>
        <TextField
          label={text.doors.name}
          hint={text.doors.nameHint}
          autocomplete="name"
          maxLength={120}
          required
          autofocus
          problem={fieldText(problem.value, "name")}
          {...bound(name)}
        />
        <TextField
          label={text.doors.email}
          type="email"
          autocomplete="username"
          required
          problem={fieldText(problem.value, "email")}
          {...bound(email)}
        />
        <PasswordField isNew problem={fieldText(problem.value, "password")} {...bound(password)} />
      </DoorForm>
    </Door>
  );
}

/** The link stays with its tab, so there is a way past it. */
export const toSignIn = { label: text.doors.toSignIn, take: () => void forgetLink() };

export const DoorIsClosed = ({ sentence, children }: { sentence: string; children?: ComponentChildren }): VNode => (
  <Door title={text.doors.signInTitle} lead={sentence}>
    {children}
    <button type="button" class={children ? "button wide" : "button primary wide"} onClick={() => void forgetLink()}>
      {text.doors.toSignIn}
    </button>
  </Door>
);
