import { Component } from "preact";
import type { BodyCharacters } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import { fileIds } from "../state/attaching.ts";
import { asks } from "../state/form.ts";
import { AddFiles, takesFiles } from "../ui/add-files.tsx";
import { Field } from "../ui/field.tsx";
import { focusOnce } from "../ui/focus.ts";
import { byCommandEnter } from "../ui/keys.ts";
import { Problem } from "../ui/problem.tsx";

export class NewTicket extends Component<{ app: App }> {
  #form: HTMLFormElement | null = null;
  #problem: unknown;

  override componentDidUpdate(): void {
    const { form, t } = this.props.app;
    // Again when the words for it come, by which what sends grows.
    const problem = form.problem && (t.fields ?? form.problem);
    if (problem === this.#problem) return;
    this.#problem = problem;
    const wrong = this.#form?.querySelector<HTMLElement>("[aria-invalid=true]");
    wrong?.focus();
    wrong?.scrollIntoView({ block: "nearest" });
  }

  render() {
    const { app } = this.props;
    const { form, t, portal, session } = app;
    if (form.sent) return <Sent app={app} />;
    const { inboxes = [], permissions } = portal!;
    const needsSignIn = app.needsSignIn();
    const { sending } = form;
    const problem = sending?.waiting ? sending.problem : form.problem;
    const code = needsSignIn ? "login_required" : !app.closed && (inboxes[0] ? problem?.code : "tickets_closed");
    const filesReady = needsSignIn || !!fileIds(form);
    const hasChoices = inboxes[1] ?? (asks("type", session, permissions) || asks("priority", session, permissions));
    const choices = hasChoices && app.chunks.need("details");
    const adding = { app, to: form, token: session.sender };
    const send = (event: Event): void => {
      event.preventDefault();
      if (needsSignIn) return app.go({ name: "sign-in" });
      // What comes next is fetched while it is on its way.
      app.chunks.need("sent");
      form.submit(app.locale, portal!);
    };
    return (
      <form
        ref={(element) => void (this.#form = element)}
        noValidate
        onSubmit={send}
        onKeyDown={byCommandEnter(send)}
        {...(!needsSignIn && takesFiles(form))}
      >
        <Field app={app} name="body" max={20_000 satisfies BodyCharacters} rows={5} hint={t.bodyHint} />
        {!needsSignIn && <AddFiles {...adding} />}
        <Field app={app} name="subject" max={200} />
        {hasChoices && <div class="chips">{choices && <choices.Choices app={app} />}</div>}
        {!session.person() && !needsSignIn && (
          <>
            <Field app={app} name="name" optional max={120} autocomplete="name" />
            <Field
              app={app}
              name="email"
              optional
              type="email"
              autocomplete="email"
              hint={portal!.mailIsSent ? t.emailHint : undefined}
            />
          </>
        )}
        {/* Nobody meets it, by eye, ear or key. Whatever fills it is a program. */}
        <div class="unseen" aria-hidden="true">
          <input
            name="website"
            tabIndex={-1}
            autocomplete="off"
            onInput={({ currentTarget }) => (form.website = currentTarget.value)}
          />
        </div>
        <div class="actions">
          {code && <Problem app={app} code={code} />}
          <button class="main" disabled={!!sending || !filesReady}>
            {needsSignIn ? t.signInToSend : sending ? t.sending : t.send}
          </button>
          {sending?.stop && (
            <button type="button" class="text" onClick={sending.stop}>
              {t.stop}
            </button>
          )}
          {!filesReady && <span class="hint">{t.filesUnfinished}</span>}
        </div>
      </form>
    );
  }
}

/** That it has arrived is said at once. */
function Sent({ app }: { app: App }) {
  const more = app.chunks.need("sent");
  return (
    <section class="empty">
      <h2 tabIndex={-1} ref={focusOnce}>
        {app.t.sentTitle}
      </h2>
      {more && <more.WhatNext app={app} />}
    </section>
  );
}
