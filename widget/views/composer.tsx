import type { TargetedEvent, TargetedKeyboardEvent } from "preact";
import type { App } from "../state/app.ts";
import { fileIds } from "../state/attaching.ts";
import { longest } from "../state/thread.ts";
import { AddFiles, takesFiles } from "../ui/add-files.tsx";
import { Count } from "../ui/count.tsx";
import { byCommandEnter } from "../ui/keys.ts";
import { Problem } from "../ui/problem.tsx";

/** Answers one ticket. The text leaves the box when it is on its way, and comes back when it is refused. */
export function Composer({ app, id }: { app: App; id: string }) {
  const { t, session } = app;
  const draft = app.draft(id);
  const code = (draft.sending ?? draft).problem?.code;
  const { body } = draft.fields;
  const adding = { app, to: draft, token: async () => session.token(id) ?? session.sender() };

  const send = (event: TargetedEvent<HTMLElement>): void => {
    event.preventDefault();
    event.currentTarget.querySelector("textarea")?.focus();
    app.thread.reply(draft);
  };
  return (
    <form
      class="composer"
      onSubmit={send}
      onKeyDown={byCommandEnter<TargetedKeyboardEvent<HTMLFormElement>>(send)}
      {...takesFiles(draft)}
    >
      {code && !app.closed && <Problem app={app} code={code} />}
      <textarea
        dir={body ? "auto" : undefined}
        aria-label={t.reply}
        placeholder={t.replyHint}
        name="body"
        value={body}
        onInput={({ currentTarget }) => (draft.fields.body = currentTarget.value)}
      />
      <Count app={app} length={body.length} max={longest} />
      <div class="actions">
        <AddFiles {...adding} />
        <button class="main" disabled={!fileIds(draft)}>
          {t.send}
        </button>
      </div>
    </form>
  );
}
