import type { VNode } from "preact";
import { language, text } from "../../locales/text.ts";
import { isLost } from "../../state/live.ts";
import { dismiss, notices, spoken } from "../../state/notices.ts";
import { undoable, undoPart } from "../../state/undoable.ts";
import { session } from "../../state/session.ts";
import { Icon } from "../../ui/icon.tsx";
import { later } from "../../ui/later.tsx";

const UndoNotices = later(async () => (await undoPart()).UndoNotices);

export const Notices = (): VNode => (
  <>
    <p class="visually-hidden" role="status" aria-live="polite">
      {spoken}
    </p>
    <div role="status" aria-live="polite">
      <ul class="notices">
        {notices.value.map((notice) => (
          <li key={notice.id} class={`notice ${notice.kind}`}>
            <Icon name={notice.kind === "done" ? "check" : "warning"} />
            <span>{notice.text}</span>
            <button type="button" class="icon-button" aria-label={text.dismiss} onClick={() => dismiss(notice.id)}>
              <Icon name="close" size={16} />
            </button>
          </li>
        ))}
        {undoable.value.length > 0 && <UndoNotices />}
      </ul>
    </div>
  </>
);

/** A desk of before names were held to the settings: its administrators read which of those in use are missing there. */
function OtherHosts(): VNode | null {
  const others = session.value?.server.otherHosts;
  if (!others) return null;
  const names = new Intl.ListFormat(language).format(others.names);
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(others.until));
  return (
    <p>
      <Icon name="warning" size={16} />
      {text.live.otherHosts(names, day)}
    </p>
  );
}

export const ConnectionLine = (): VNode => (
  <div class="connection" role="status" aria-live="polite">
    {isLost.value && (
      <p>
        <Icon name="offline" size={16} />
        {text.live.lost}
      </p>
    )}
    <OtherHosts />
  </div>
);
