import { readDesk } from "./desk.ts";
import { findDrafts } from "./drafts.ts";
import { watchInboxes } from "./gone-inboxes.ts";
import { startLive } from "./live.ts";
import { keepForm } from "./new-ticket.ts";
import { watchOpened } from "./opened.ts";
import { watchFilter } from "./queue.ts";
import { watchOpenTicket } from "./ticket.ts";

/** Once somebody is in: names, list, open ticket, news. Signing out loads the page anew, so nothing here is ever stopped. */
export function startDesk(): void {
  void readDesk();
  keepForm();
  void findDrafts();
  watchFilter();
  watchInboxes();
  watchOpenTicket();
  watchOpened();
  startLive();
  // After what is in sight: without it the page is whole, and only its tab says nothing.
  void import("./news.ts").then(
    (news) => news.startNews(),
    () => undefined,
  );
}
