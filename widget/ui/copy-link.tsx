/** Makes a link that opens one ticket elsewhere, and puts it on the clipboard or, where that is refused, on show. */
import { useSignal } from "@preact/signals";
import type { App } from "../state/app.ts";
import { Icon } from "./icon.tsx";

export function CopyLink({ app, id }: { app: App; id: string }) {
  const t = app.t.value;
  const url = useSignal("");
  const copied = useSignal(false);
  const copy = async (): Promise<void> => {
    try {
      const made = await app.api.ask<{ url: string }>(`/tickets/${id}/tracking-links`, {
        method: "POST",
        token: app.session.token(id),
      });
      await navigator.clipboard.writeText(made.url).then(
        () => (copied.value = true),
        () => (url.value = made.url),
      );
      if (copied.value) app.announced.value = t.copied;
    } catch {
      app.announced.value = t.loadProblem;
    }
  };
  if (url.value) {
    return (
      <label class="field">
        {t.copyByHand}
        <input readOnly value={url.value} onFocus={({ currentTarget }) => currentTarget.select()} />
      </label>
    );
  }
  return (
    <button type="button" class="text" onClick={() => void copy()}>
      <Icon name={copied.value ? "solved" : "link"} />
      {copied.value ? t.copied : t.copyLink}
    </button>
  );
}
