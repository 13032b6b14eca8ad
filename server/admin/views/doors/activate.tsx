import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { activate } from "../../state/session.ts";
import { TextField } from "../../ui/field.tsx";
import { fieldText, problemText } from "../../ui/problem-text.ts";
import { useForm } from "../../ui/form-state.ts";
import { Door } from "./door.tsx";
import { PasswordField } from "./password-field.tsx";
import { DoorIsClosed } from "./set-up.tsx";

export function Activate(): VNode {
  const name = useSignal("");
  const password = useSignal("");
  const { problem, isBusy, run } = useForm();
  const submit = (event: Event): void => {
    event.preventDefault();
    void run(() => activate(password.value, name.value));
  };
  if (problem.value?.code === "link_expired" || problem.value?.code === "activation_expired") {
    return <DoorIsClosed sentence={text.doors.linkOver} />;
  }
  return (
    <Door title={text.doors.activateTitle} lead={text.doors.activateLead}>
      <form class="form" onSubmit={submit}>
        <TextField
          label={text.doors.name}
          hint={text.doors.activateNameHint}
          autocomplete="name"
          maxLength={120}
          autofocus
          problem={fieldText(problem.value, "name")}
          value={name.value}
          onValue={(value) => {
            name.value = value;
          }}
        />
        <PasswordField
          isNew
          problem={fieldText(problem.value, "password")}
          value={password.value}
          onValue={(value) => {
            password.value = value;
          }}
        />
        {problem.value && (
          <p class="form-problem" role="alert">
            {problemText(problem.value)}
          </p>
        )}
        <button class="button primary wide" disabled={isBusy.value}>
          {text.doors.activate}
        </button>
      </form>
    </Door>
  );
}
