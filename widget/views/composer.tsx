import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ApiError } from "../api.ts";
import type { App } from "../state/app.ts";
import { createFiles } from "../state/files.ts";
import { FilePicker, takesFiles } from "../ui/file-picker.tsx";
import { Counter } from "../ui/field.tsx";
import { Problem } from "../ui/problem.tsx";

const longest = 20_000;

/** Answers one ticket. The text leaves the box when it is on its way, and comes back when it is refused. */
export function Composer({ app }: { app: App }) {
  const t = app.t.value;
  const { thread, session } = app;
  const { id } = thread.ticket.value!;
  const body = useSignal(app.replies.get(id) ?? "");
  const problem = useSignal<ApiError | undefined>(undefined);
  const box = useRef<HTMLTextAreaElement>(null);
  const files = useMemo(
    () =>
      createFiles(
        `${app.api.base}/attachments`,
        async () => session.token(id) ?? session.visitor(),
        () => {},
      ),
    [id],
  );
  const ready = useComputed(() => files.ids() !== undefined);
  app.replies.set(id, body.value);

  useEffect(() => {
    const element = box.current!;
    element.style.blockSize = "auto";
    element.style.blockSize = `${element.scrollHeight + 2}px`;
  }, [body.value]);

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = body.value;
    const attachments = files.ids();
    if (!/\S/.test(text) || !attachments || text.length > longest) return;
    problem.value = undefined;
    body.value = "";
    try {
      const sent = thread.reply(text, attachments);
      box.current?.focus();
      await sent;
      files.clear();
    } catch (error) {
      // Whatever was typed meanwhile stays, after the text that came back.
      body.value = body.value ? `${text}\n${body.value}` : text;
      problem.value = error as ApiError;
    }
  };
  return (
    <form class="composer" onSubmit={(event) => void send(event)} {...takesFiles(files)}>
      {app.closed.value ? (
        <p class="notice" role="alert">
          {t.closedKept}
        </p>
      ) : (
        problem.value && <Problem app={app} error={problem.value} />
      )}
      <textarea
        ref={box}
        rows={2}
        dir="auto"
        aria-label={t.reply}
        placeholder={t.replyHint}
        value={body.value}
        onInput={({ currentTarget }) => (body.value = currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send(event);
        }}
      />
      <Counter app={app} length={body.value.length} max={longest} />
      <div class="actions">
        <FilePicker app={app} files={files} />
        <button class="main" disabled={!ready.value}>
          {t.send}
        </button>
      </div>
    </form>
  );
}
