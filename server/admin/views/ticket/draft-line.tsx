import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { keepOnDesk } from "../../state/desk-draft.ts";
import { elsewhere } from "../../state/draft-saving.ts";
import type { Draft } from "../../state/drafts.ts";
import { draftTime } from "../../ui/time.tsx";

/** Keeps the draft on the desk while the ticket is open, and says where the one in the field comes from. */
export function DraftLine({ ticket, draft }: { ticket: string; draft: Draft }): VNode | null {
  useEffect(() => keepOnDesk(ticket, draft), [ticket]);
  const news = elsewhere.value;
  if (news?.draft !== draft) return null;
  return (
    <p class="hint" role="status">
      {text.composer.draftFrom(draftTime(news.at))}
    </p>
  );
}
