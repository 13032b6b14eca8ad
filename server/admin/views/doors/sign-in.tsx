import { useSignal, type Signal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { awaitsCode, isAskingAgain, isForgotten, isSetUp, me, signIn } from "../../state/session.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { bound, TextField } from "../../ui/field.tsx";
import { fieldText } from "../../ui/problem-text.ts";
import { useForm } from "../../ui/form-state.ts";
import { Door } from "./door.tsx";
import { DoorForm } from "./door-form.tsx";
import { Forgotten } from "./forgotten.tsx";
import { PasswordField } from "./password-field.tsx";

export function SignIn(): VNode {
  if (isForgotten.value) {
    return (
      <Door title={text.doors.forgotTitle} lead={text.doors.forgotLead}>
        <Forgotten />
      </Door>
    );
  }
  return (
    <Door title={text.doors.signInTitle} lead={signInLead()}>
      <Steps />
    </Door>
  );
}

function signInLead(): string {
  if (awaitsCode.value) return text.doors.codeLead;
  return isSetUp() ? text.doors.signInLead : text.doors.notSetUp;
}

/** Over the page, which keeps everything that was typed. */
export const SignInAgain = (): VNode | null =>
  isAskingAgain.value ? (
    <Dialog title={text.doors.againTitle}>
      <p class="quiet">{awaitsCode.value ? text.doors.codeLead : text.doors.againLead}</p>
      {isForgotten.value ? <Forgotten /> : <Steps />}
    </Dialog>
  ) : null;

function Steps(): VNode {
  const email = useSignal(me.peek()?.email ?? "");
  return awaitsCode.value ? <CodeForm /> : <PasswordForm email={email} />;
}

function PasswordForm({ email }: { email: Signal<string> }): VNode {
  const password = useSignal("");
  const form = useForm();
  const { problem } = form;
  return (
    <DoorForm
      form={form}
      button={text.doors.signIn}
      act={() => signIn({ email: email.value, password: password.value })}
      way={{
        label: text.doors.forgot,
        take: () => {
          isForgotten.value = true;
        },
      }}
    >
      <TextField
        label={text.doors.email}
        type="email"
        autocomplete="username"
        required
        autofocus={email.peek() === ""}
        problem={fieldText(problem.value, "email")}
        {...bound(email)}
      />
      <PasswordField
        autofocus={email.peek() !== ""}
        problem={fieldText(problem.value, "password")}
        {...bound(password)}
      />
    </DoorForm>
  );
}

function CodeForm(): VNode {
  const code = useSignal("");
  const form = useForm();
  const credentials = awaitsCode.value!;
  return (
    <DoorForm
      form={form}
      button={text.doors.signIn}
      act={() => signIn(credentials, code.value)}
      way={{
        label: text.back,
        take: () => {
          awaitsCode.value = null;
        },
      }}
    >
      <TextField
        label={text.doors.code}
        hint={text.doors.codeHint}
        autocomplete="one-time-code"
        maxLength={40}
        required
        autofocus
        {...bound(code)}
      />
    </DoorForm>
  );
}
