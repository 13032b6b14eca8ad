import type { KeyHandlers } from "../../keys.ts";
import { text } from "../../locales/text.ts";
import { areDetailsOpen, areKeysShown, isFilterOpen, isMenuOpen } from "../../state/chrome.ts";
import { draftOf } from "../../state/drafts.ts";
import { say } from "../../state/notices.ts";
import { goTo, listHash, newTicketHash, openTicketId, route } from "../../state/place.ts";
import { cursor, neighbour } from "../../state/queue.ts";
import { me } from "../../state/session.ts";
import { changeTicket, head } from "../../state/ticket.ts";
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
  draftOf(ticket).internal.value = internal;
  focus(".composer textarea");
}

export const keyHandlers: KeyHandlers = {
  next: () => move(1),
  previous: () => move(-1),
  search: () => focus("#search"),
  filters() {
    isFilterOpen.value = !isFilterOpen.peek();
    if (isFilterOpen.peek()) requestAnimationFrame(() => focus("#filters select"));
  },
  write: () => goTo(readHash(newTicketHash())),
  reply: () => write(false),
  note: () => write(true),
  assign() {
    const agent = me.peek();
    if (!agent || !head.peek()) return;
    void changeTicket({ assignee: agent.id }, { assignee: { id: agent.id, name: agent.name } }).then((isDone) => {
      if (isDone) say(text.ticket.assignedToMe);
    });
  },
  status() {
    if (!openTicketId.peek()) return;
    areDetailsOpen.value = true;
    const before = document.activeElement;
    requestAnimationFrame(() => {
      const select = focus("[data-control=status] select");
      if (!(select instanceof HTMLSelectElement)) return;
      giveBack(select, before);
      openChoices(select);
    });
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

/** After a choice or Escape the keyboard stands where it stood, so that no later key meets the list. */
function giveBack(select: HTMLSelectElement, before: Element | null): void {
  const left = new AbortController();
  const leave = (): void => {
    left.abort();
    const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected;
    if (isThere) before.focus();
    else select.blur();
  };
  const { signal } = left;
  select.addEventListener("change", leave, { signal });
  select.addEventListener("blur", () => left.abort(), { signal });
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    // It leaves the list; the ticket stays.
    event.preventDefault();
    leave();
  };
  select.addEventListener("keydown", onKey, { signal });
}

function openChoices(select: HTMLSelectElement): void {
  try {
    select.showPicker();
  } catch {
    // Some browsers open the choices only after a click; the focus is there, and the arrow keys work.
  }
}
