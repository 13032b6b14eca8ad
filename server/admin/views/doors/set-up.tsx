import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { forgetLink, setUp } from "../../state/session.ts";
import { TextField } from "../../ui/field.tsx";
import { fieldText, problemText } from "../../ui/problem-text.ts";
import { useForm } from "../../ui/form-state.ts";
import { Door } from "./door.tsx";
import { PasswordField } from "./password-field.tsx";

export function SetUp(): VNode {
  const name = useSignal("");
  const email = useSignal("");
  const password = useSignal("");
  const { problem, isBusy, run } = useForm();
  const submit = (event: Event): void => {
    event.preventDefault();
    void run(() => setUp({ name: name.value, email: email.value, password: password.value }));
  };
  const isOver = problem.value?.code === "setup_done" || problem.value?.code === "link_expired";
  if (problem.value && isOver)
    return <DoorIsClosed sentence={problem.value.code === "setup_done" ? text.doors.setUpDone : text.doors.linkOver} />;
  return (
    <Door title={text.doors.setUpTitle} lead={text.doors.setUpLead}>
      <form class="form" onSubmit={submit}>
        <TextField
          label={text.doors.name}
          hint={text.doors.nameHint}
          autocomplete="name"
          maxLength={120}
          required
          autofocus
          problem={fieldText(problem.value, "name")}
          value={name.value}
          onValue={(value) => {
            name.value = value;
          }}
        />
        <TextField
          label={text.doors.email}
          type="email"
          autocomplete="username"
          required
          problem={fieldText(problem.value, "email")}
          value={email.value}
          onValue={(value) => {
            email.value = value;
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
          {text.doors.setUp}
        </button>
      </form>
    </Door>
  );
}

export const DoorIsClosed = ({ sentence }: { sentence: string }): VNode => (
  <Door title={text.doors.signInTitle} lead={sentence}>
    <button type="button" class="button primary wide" onClick={() => void forgetLink()}>
      {text.doors.toSignIn}
    </button>
  </Door>
);
