import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { isLost } from "../../state/live.ts";
import { dismiss, notices, spoken } from "../../state/notices.ts";
import { Icon } from "../../ui/icon.tsx";

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
      </ul>
    </div>
  </>
);

export const ConnectionLine = (): VNode => (
  <div class="connection" role="status" aria-live="polite">
    {isLost.value && (
      <p>
        <Icon name="offline" size={16} />
        {text.live.lost}
      </p>
    )}
  </div>
);
