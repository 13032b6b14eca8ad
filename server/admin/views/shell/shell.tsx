import type { VNode } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { useSignalEffect } from "@preact/signals";
import { text } from "../../locales/text.ts";
import { startKeys } from "../../keys.ts";
import { areHintsShown, areKeysShown, isMenuOpen, unseenMark } from "../../state/chrome.ts";
import { shownRoute } from "../../state/first-steps.ts";
import { route } from "../../state/place.ts";
import { startDesk } from "../../state/start.ts";
import { head } from "../../state/ticket.ts";
import { later } from "../../ui/later.tsx";
import { SignInAgain } from "../doors/sign-in.tsx";
import { keyHandlers } from "./key-handlers.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { NewTicket } from "../ticket/new-ticket.tsx";
import { ConnectionLine, Notices } from "./notices.tsx";
import { listTitle } from "../queue/list-title.ts";
import { TicketList } from "../queue/ticket-list.tsx";
import { SideNav } from "./side-nav.tsx";
import { TicketPane } from "../ticket/ticket-pane.tsx";

const LaterPage = later(async () => (await import("../later-pages.tsx")).LaterPage);

export function Shell(): VNode {
  useEffect(startDesk, []);
  // With the page itself: an effect that comes later may miss the first key.
  useLayoutEffect(
    () =>
      startKeys(keyHandlers, (isShown) => {
        areHintsShown.value = isShown;
      }),
    [],
  );
  useSignalEffect(() => {
    document.title = unseenMark.value + titleOf();
  });
  // Following a link closes the views that lay over the page.
  useSignalEffect(() => {
    void route.value;
    isMenuOpen.value = false;
  });
  return (
    <div class="shell" data-hints={areHintsShown.value || undefined}>
      <header>
        <a
          class="skip"
          href="#tickets"
          onClick={(event) => {
            event.preventDefault();
            document.querySelector<HTMLElement>("main")?.focus();
          }}
        >
          {text.skip}
        </a>
      </header>
      <SideNav />
      <ConnectionLine />
      <Page />
      <Notices />
      {areKeysShown.value && <KeysDialog />}
      <SignInAgain />
    </div>
  );
}

function Page(): VNode {
  const here = shownRoute.value;
  switch (here.page) {
    case "tickets":
    case "new-ticket": {
      const isPaneOpen = here.page === "new-ticket" || here.ticket !== null;
      return (
        <main class="work" tabIndex={-1} data-pane={isPaneOpen ? "open" : undefined}>
          <TicketList />
          {here.page === "new-ticket" ? <NewTicket /> : here.ticket && <TicketPane id={here.ticket} />}
        </main>
      );
    }
    default:
      return <LaterPage here={here} />;
  }
}

function titleOf(): string {
  const here = shownRoute.value;
  switch (here.page) {
    case "mail":
      return text.title(text.mail.title);
    case "settings":
      return text.title(text.settings.title);
    case "staff":
    case "account":
    case "audit":
    case "blocked":
      return text.title(text.deskPages[here.page]);
    case "new-ticket":
      return text.title(text.newTicket.title);
    case "tickets":
      if (here.ticket && head.value) return text.title(`#${head.value.number} ${head.value.subject}`);
      return text.title(listTitle(here.filter));
    case "companies":
      return text.title(text.people.tabs.companies);
    case "import":
      return text.title(text.import.title);
    case "keys":
      return text.title(text.apiKeys.title);
    case "start":
      return text.title(text.start.title);
    case "customers":
      return text.title(text.people.title);
  }
}
