import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { activate, forgetLink } from "../../state/session.ts";
import { bound, TextField } from "../../ui/field.tsx";
import { fieldText } from "../../ui/problem-text.ts";
import { useForm } from "../../ui/form-state.ts";
import { Door } from "./door.tsx";
import { DoorForm } from "./door-form.tsx";
import { PasswordField } from "./password-field.tsx";
import { DoorIsClosed, toSignIn } from "./set-up.tsx";

export function Activate(): VNode {
  const name = useSignal("");
  const password = useSignal("");
  const form = useForm();
  const { problem } = form;
  if (problem.value?.code === "link_expired") {
    return (
      <DoorIsClosed sentence={text.doors.linkOver}>
        <button type="button" class="button primary wide" onClick={() => void forgetLink({ isLost: true })}>
          {text.doors.newLink}
        </button>
      </DoorIsClosed>
    );
  }
  return (
    <Door title={text.doors.activateTitle} lead={text.doors.activateLead}>
      <DoorForm
        form={form}
        button={text.doors.activate}
        act={() => activate(password.value, name.value)}
        way={toSignIn}
      >
        <TextField
          label={text.doors.name}
          hint={text.doors.activateNameHint}
          autocomplete="name"
          maxLength={120}
          autofocus
          problem={fieldText(problem.value, "name")}
          {...bound(name)}
        />
        <PasswordField isNew problem={fieldText(problem.value, "password")} {...bound(password)} />
      </DoorForm>
    </Door>
  );
}
