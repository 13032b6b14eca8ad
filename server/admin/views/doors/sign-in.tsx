import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { isAskingAgain, me, signIn } from "../../state/session.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { fieldText, problemText } from "../../ui/problem-text.ts";
import { useForm } from "../../ui/form-state.ts";
import { Door } from "./door.tsx";
import { PasswordField } from "./password-field.tsx";

export const SignIn = (): VNode => (
  <Door title={text.doors.signInTitle} lead={text.doors.signInLead}>
    <SignInForm />
  </Door>
);

/** Over the page, which keeps everything that was typed. */
export const SignInAgain = (): VNode | null =>
  isAskingAgain.value ? (
    <Dialog title={text.doors.againTitle}>
      <p class="quiet">{text.doors.againLead}</p>
      <SignInForm />
    </Dialog>
  ) : null;

function SignInForm(): VNode {
  const email = useSignal(me.peek()?.email ?? "");
  const password = useSignal("");
  const { problem, isBusy, run } = useForm();
  const submit = (event: Event): void => {
    event.preventDefault();
    void run(() => signIn({ email: email.value, password: password.value }));
  };
  return (
    <form class="form" onSubmit={submit}>
      <TextField
        label={text.doors.email}
        type="email"
        autocomplete="username"
        required
        autofocus={email.peek() === ""}
        problem={fieldText(problem.value, "email")}
        value={email.value}
        onValue={(value) => {
          email.value = value;
        }}
      />
      <PasswordField
        autofocus={email.peek() !== ""}
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
        {text.doors.signIn}
      </button>
    </form>
  );
}
