import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { changePassword, rename } from "../../state/account.ts";
import { me } from "../../state/session.ts";
import { bound, TextField } from "../../ui/field.tsx";
import { fieldText } from "../../ui/problem-text.ts";
import { SaveForm } from "../../ui/save-form.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { NewsChoices } from "./news-choices.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { PageLook } from "./page-look.tsx";
import { UndoTime } from "./undo-time.tsx";
import { SecondFactor } from "./second-factor.tsx";

export const Account = (): VNode => (
  <>
    <PageHead title={text.deskPages.account} />
    <p class="quiet">
      <bdi>{me.value?.email}</bdi>
    </p>
    <div class="sections">
      <section class="card">
        <Name />
      </section>
      <section class="card" aria-label={text.doors.password}>
        <h2>{text.doors.password}</h2>
        <Password />
      </section>
      <PageLook />
      <UndoTime />
      <NewsChoices />
      <SecondFactor />
      <OwnSessions />
    </div>
  </>
);

function Name(): VNode {
  const name = useSignal(me.peek()?.name ?? "");
  return (
    <SaveForm isChanged={name.value !== me.value?.name} save={() => rename(name.peek())}>
      {(problem) => (
        <TextField
          label={text.doors.name}
          hint={text.doors.nameHint}
          maxLength={120}
          required
          autocomplete="name"
          problem={fieldText(problem, "name")}
          {...bound(name)}
        />
      )}
    </SaveForm>
  );
}

function Password(): VNode {
  const current = useSignal("");
  const next = useSignal("");
  const save = async (): Promise<void> => {
    await changePassword(current.peek(), next.peek());
    current.value = "";
    next.value = "";
  };
  return (
    <SaveForm isChanged={current.value !== "" && next.value !== ""} save={save} label={text.account.changePassword}>
      {(problem) => (
        <>
          <TextField
            label={text.account.current}
            type="password"
            required
            maxLength={200}
            autocomplete="current-password"
            problem={problem?.code === "credentials_wrong" ? text.account.currentWrong : null}
            {...bound(current)}
          />
          <TextField
            label={text.account.next}
            hint={text.doors.passwordHint}
            type="password"
            required
            minLength={12}
            maxLength={200}
            autocomplete="new-password"
            problem={fieldText(problem, "password")}
            {...bound(next)}
          />
        </>
      )}
    </SaveForm>
  );
}
