import type { KeyHandlers } from "../../keys.ts";
import { text } from "../../locales/text.ts";
import { areDetailsOpen, areKeysShown, isFilterOpen, isMenuOpen } from "../../state/chrome.ts";
import { draftOf } from "../../state/drafts.ts";
import { notify, say } from "../../state/notices.ts";
import { goTo, listHash, newTicketHash, openTicketId, route } from "../../state/place.ts";
import { cursor, neighbour } from "../../state/queue.ts";
import { isViewer, me } from "../../state/session.ts";
import { changeTicket, head } from "../../state/ticket.ts";
import { undoable, undoPart } from "../../state/undoable.ts";
import { readHash } from "../../router.ts";

const focus = (selector: string): HTMLElement | null => {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element;
};

const focusRow = (ticket: string): HTMLElement | null => focus(`[data-ticket="${CSS.escape(ticket)}"]`);

function move(step: 1 | -1, from = cursor.peek() ?? openTicketId.peek()): void {
  const next = neighbour(step, from);
  if (!next) return;
  cursor.value = next;
  focusRow(next)?.scrollIntoView({ block: "nearest" });
}

function write(internal: boolean): void {
  const ticket = openTicketId.peek();
  if (!ticket) return;
  draftOf(ticket).internal.value = internal || isViewer.peek();
  focus(".composer textarea");
}

export const keyHandlers: KeyHandlers = {
  next: () => move(1),
  previous: () => move(-1),
  search: () => focus("#search"),
  filters() {
    isFilterOpen.value = !isFilterOpen.peek();
    if (isFilterOpen.peek()) requestAnimationFrame(() => focus("#filters button"));
  },
  write() {
    if (!isViewer.peek()) goTo(readHash(newTicketHash()));
  },
  reply: () => write(false),
  note: () => write(true),
  assign() {
    const agent = me.peek();
    if (!agent || isViewer.peek() || !head.peek()) return;
    void changeTicket({ assignee: agent.id }, { assignee: { id: agent.id, name: agent.name } }).then((isDone) => {
      if (!isDone) return;
      // Beside the thread it is seen; behind the button of a narrow pane it is not.
      if (document.querySelector(".assignee")?.checkVisibility()) say(text.ticket.assignedToMe);
      else notify("done", text.ticket.assignedToMe);
    });
  },
  status() {
    if (!openTicketId.peek() || isViewer.peek()) return;
    areDetailsOpen.value = true;
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-control=status] button")?.click());
  },
  undo() {
    if (undoable.peek().length === 0) return;
    void undoPart().then(
      ({ undoLast }) => undoLast(),
      () => notify("failed", text.partMissing),
    );
  },
  back() {
    if (isMenuOpen.peek()) {
      isMenuOpen.value = false;
      return;
    }
    const here = route.peek();
    const wasOpen = openTicketId.peek();
    if ((here.page === "tickets" && here.ticket) || here.page === "new-ticket") goTo(readHash(listHash()));
    // From the ticket, not from the cursor: a second Escape may come before the address has changed.
    if (wasOpen) requestAnimationFrame(() => focusRow(wasOpen) ?? move(1, wasOpen));
  },
  help() {
    areKeysShown.value = true;
  },
};
