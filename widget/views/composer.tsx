import type { TargetedEvent, TargetedKeyboardEvent } from "preact";
import type { ApiError } from "../api.ts";
import type { App } from "../state/app.ts";
import { fileIds } from "../state/attaching.ts";
import { AddFiles, takesFiles } from "../ui/add-files.tsx";
import { Count } from "../ui/count.tsx";
import { byCommandEnter } from "../ui/keys.ts";
import { Problem } from "../ui/problem.tsx";

const longest = 20_000;

/** Answers one ticket. The text leaves the box when it is on its way, and comes back when it is refused. */
export function Composer({ app, id }: { app: App; id: string }) {
  const { t, session } = app;
  const draft = app.draft(id);
  const adding = { app, to: draft, token: async () => session.token(id) ?? session.sender() };

  const send = async (event: TargetedEvent<HTMLElement>): Promise<void> => {
    event.preventDefault();
    const box = event.currentTarget.querySelector("textarea");
    const { body, files } = draft;
    const attachments = fileIds(draft);
    if (!/\S/.test(body) || !attachments || body.length > longest) return;
    draft.problem = undefined;
    draft.body = "";
    draft.files = undefined;
    box?.focus();
    try {
      await app.thread.reply(body, attachments);
    } catch (error) {
      // Whatever was typed meanwhile stays, after the text that came back.
      draft.body = draft.body ? `${body}\n${draft.body}` : body;
      draft.files ??= files;
      draft.problem = error as ApiError;
      app.refused(error);
    }
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => void send(event)}
      onKeyDown={byCommandEnter<TargetedKeyboardEvent<HTMLFormElement>>(send)}
      {...takesFiles(adding)}
    >
      {draft.problem && !app.closed && <Problem app={app} error={draft.problem} />}
      <textarea
        rows={2}
        dir={draft.body ? "auto" : undefined}
        aria-label={t.reply}
        placeholder={t.replyHint}
        value={draft.body}
        onInput={({ currentTarget }) => (draft.body = currentTarget.value)}
      />
      <Count app={app} length={draft.body.length} max={longest} />
      <div class="actions">
        <AddFiles {...adding} />
        <button class="main" disabled={!fileIds(draft)}>
          {t.send}
        </button>
      </div>
    </form>
  );
}
