/** An inbox is deleted: its tickets are in another one from that moment on, and no list is filtered by it any more. */
import { effect, untracked } from "@preact/signals";
import { isDeskRead, projects } from "./desk.ts";
import { filter, replacePlace, route, routeWith } from "./place.ts";
import { refreshTickets } from "./queue.ts";
import { refreshTicket } from "./ticket.ts";

export function watchInboxes(): () => void {
  let known: readonly string[] = [];
  return effect(() => {
    if (!isDeskRead.value) return;
    const there = projects.value.flatMap(({ inboxes }) => inboxes.map(({ id }) => id));
    const isGone = known.some((id) => !there.includes(id));
    known = there;
    untracked(() => {
      const { inbox } = filter.peek();
      if (inbox && !there.includes(inbox)) unfilter();
      if (isGone) void Promise.all([refreshTickets(), refreshTicket()]);
    });
  });
}

function unfilter(): void {
  const rest = routeWith({ inbox: undefined });
  if (route.peek().page === "tickets") replacePlace(rest);
  // Where it is kept for the way back.
  else if ("filter" in rest) filter.value = rest.filter;
}
