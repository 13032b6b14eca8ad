import type { ComponentChildren, VNode } from "preact";
import { text } from "../locales/text.ts";
import { listHash } from "../state/place.ts";
import { isAdmin } from "../state/session.ts";

/** A page that agents are told about and led away from; the desk refuses them anyway. */
export const AdminsOnly = ({ isWide, children }: { isWide?: boolean; children: ComponentChildren }): VNode => (
  <main class="settings" tabIndex={-1}>
    <div class={isWide ? "settings-column wide" : "settings-column"}>
      {isAdmin.value ? (
        children
      ) : (
        <div class="empty">
          <p>{text.settings.onlyAdmins}</p>
          <a class="button" href={listHash()}>
            {text.toTickets}
          </a>
        </div>
      )}
    </div>
  </main>
);
