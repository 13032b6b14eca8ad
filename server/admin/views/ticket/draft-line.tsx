import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { language, text } from "../../locales/text.ts";
import { elsewhere, keepOnDesk, showOther } from "../../state/desk-draft.ts";
import type { Draft } from "../../state/drafts.ts";

/** As roughly as it helps to tell two drafts apart: of today, the time alone. */
function timeText(iso: string): string {
  const time = new Date(iso);
  const isToday = time.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, {
    ...(!isToday && { dateStyle: "medium" }),
    timeStyle: "short",
  }).format(time);
}

/** Keeps the draft on the desk while the ticket is open, and says where the one in the field comes from. */
export function DraftLine({ ticket, draft }: { ticket: string; draft: Draft }): VNode | null {
  useEffect(() => keepOnDesk(ticket, draft), [ticket]);
  const news = elsewhere.value;
  if (!news) return null;
  return (
    <p class="hint" role="status">
      {(news.other ? text.composer.otherDraft : text.composer.draftFrom)(timeText(news.at))}{" "}
      {news.other && (
        <button type="button" class="link-button" onClick={() => showOther(draft)}>
          {text.composer.show}
        </button>
      )}
    </p>
  );
}
