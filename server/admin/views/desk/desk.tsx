/** Pages about the desk itself, fetched when one of them is first opened. */
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import type { DeskPage } from "../../router.ts";
import { listHash } from "../../state/place.ts";
import { isAdmin } from "../../state/session.ts";
import { Account } from "./account.tsx";
import { Audit } from "./audit.tsx";
import { Blocked } from "./blocked.tsx";
import { Staff } from "./staff.tsx";

export function Desk({ page }: { page: DeskPage }): VNode {
  const ofAdmins = page === "staff" || page === "audit";
  return (
    <main class="settings" tabIndex={-1}>
      <div class="settings-column">{ofAdmins && !isAdmin.value ? <OnlyAdmins /> : <Page page={page} />}</div>
    </main>
  );
}

function Page({ page }: { page: DeskPage }): VNode {
  switch (page) {
    case "staff":
      return <Staff />;
    case "account":
      return <Account />;
    case "audit":
      return <Audit />;
    case "blocked":
      return <Blocked />;
  }
}

const OnlyAdmins = (): VNode => (
  <div class="empty">
    <p>{text.onlyAdmins}</p>
    <a class="button" href={listHash()}>
      {text.toTickets}
    </a>
  </div>
);
