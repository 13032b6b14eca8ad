import { useEffect, useRef } from "preact/hooks";
import type { App } from "../state/app.ts";
import { CopyLink } from "../ui/copy-link.tsx";
import { Field } from "../ui/field.tsx";
import { FilePicker, takesFiles } from "../ui/file-picker.tsx";
import { Problem } from "../ui/problem.tsx";

export function NewTicket({ app }: { app: App }) {
  const t = app.t.value;
  const { form } = app;
  const element = useRef<HTMLFormElement>(null);
  const { inboxes = [], types = [], priorities = [], permissions } = app.portal.value!;
  const problem = form.problem.value;
  const sending = form.sending.value;

  useEffect(() => {
    const first = problem && Object.keys(problem.fields)[0];
    const input = first && element.current?.elements.namedItem(first);
    if (input instanceof HTMLElement) input.focus();
  }, [problem]);

  if (form.sent.value) return <Sent app={app} />;
  const filesReady = form.files.ids() !== undefined;
  const send = (event: Event): void => {
    event.preventDefault();
    void app.submit();
  };
  const byKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
  };
  return (
    <form ref={element} noValidate onSubmit={send} onKeyDown={byKey} {...takesFiles(form.files)}>
      <Field app={app} name="subject" max={200} />
      <Field app={app} name="body" max={20_000} rows={6} hint={t.bodyHint} />
      {types.length > 0 && (
        <Field
          app={app}
          name="type"
          optional
          options={[["", t.typeNone], ...types.map((type) => [type, type] as const)]}
        />
      )}
      {inboxes.length > 1 && (
        <Field app={app} name="inbox" options={inboxes.map(({ id, name }, i) => [i ? id : "", name] as const)} />
      )}
      {permissions?.priority === "edit" && (
        <Field
          app={app}
          name="priority"
          options={[
            ["", t.priorities.normal],
            ...priorities.filter((one) => one !== "normal").map((one) => [one, t.priorities[one]] as const),
          ]}
        />
      )}
      <FilePicker app={app} files={form.files} />
      <Field app={app} name="name" optional max={120} />
      <Field app={app} name="email" optional type="email" hint={t.emailHint} />
      {app.closed.value && (
        <p class="notice" role="alert">
          {t.closedKept}
        </p>
      )}
      {problem && !app.closed.value && <Problem app={app} error={problem} />}
      {sending?.state.value === "waiting" && sending.problem.value && (
        <Problem app={app} error={sending.problem.value} />
      )}
      <div class="actions">
        <button class="main" disabled={!!sending || !filesReady}>
          {sending ? t.sending : t.send}
        </button>
        {sending?.state.value === "waiting" && (
          <button type="button" class="text" onClick={sending.stop}>
            {t.stop}
          </button>
        )}
        {!filesReady && <span class="hint">{t.filesUnfinished}</span>}
      </div>
    </form>
  );
}

function Sent({ app }: { app: App }) {
  const t = app.t.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const { ticket, email } = app.form.sent.value!;
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="empty">
      <h2 tabIndex={-1} ref={heading}>
        {t.sentTitle}
      </h2>
      <p>{t.sentNumber(ticket.number)}</p>
      {email ? <p>{t.sentMail(email)}</p> : <CopyLink app={app} id={ticket.id} />}
      <button type="button" class="main" onClick={() => app.go({ name: "ticket", id: ticket.id })}>
        {t.openTicket}
      </button>
    </section>
  );
}
