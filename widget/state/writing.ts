/** What is written here and where it goes: the new ticket, replies, and what of both waits to be sent. */
import type { MessageReply, Ticket, TicketWithMessages } from "../../server/contract/index.ts";
import type { Outbox, Sending } from "../outbox/outbox.ts";
import type { Store } from "../outbox/store.ts";
import type { Kept, Storage } from "../storage.ts";
import type { App } from "./app.ts";
import { type Draft, type Drafts, newTicket } from "./drafts.ts";
import { createForm, type Form } from "./form.ts";
import { createPost, placeOf } from "./post.ts";
import { createThread, type Thread } from "./thread.ts";

export interface Writing {
  thread: Thread;
  form: Form;
  draft(ticketId: string): Draft;
  outbox: Outbox;
  /** Replies to this ticket that wait to be sent. */
  sendings(ticketId: string): Sending[];
  /** New tickets that wait to be sent, but for the one in the form. */
  leftTickets(): Sending[];
  /** Something was typed and not sent. */
  unsent(): boolean;
  /** Sends what waits in the outbox for whoever is here: of an earlier visit, or of a tab that may be closed before. */
  sendLeft(): void;
}

export function addWriting(app: App, storage: Storage<Kept>, store: Store, drafts: Drafts): void {
  const news = (ticket: Ticket): void => {
    if (ticket.mine !== false) app.tickets.put(ticket);
    if (app.companyTickets.loaded && ticket.company) app.companyTickets.put(ticket);
    // The portal was off while this was written, and what was read of it before may be old.
    if (app.closed) void app.load();
  };
  const [outbox, post] = createPost(app, storage, store, drafts, {
    arrived(place, answer, isHere) {
      if (place !== newTicket) return thread.arrived(place, answer as MessageReply);
      const { ticket } = answer as { ticket: TicketWithMessages };
      if (isHere) form.arrived(ticket);
      news(ticket);
      app.emit("submitted", { id: ticket.id, number: ticket.number });
    },
    refused(place, error) {
      if (error.code === "not_found" && thread.ticket?.id === place) void thread.load(place);
      app.refused(error);
    },
  });
  const thread = createThread(app, post, news);
  const form = createForm(drafts.of(newTicket), post, app.session, storage);
  Object.assign(app, {
    thread,
    form,
    draft: drafts.of,
    outbox,
    sendings: (id) => outbox.items.filter(({ kept, entry }) => kept && placeOf(entry) === id),
    leftTickets: () => app.sendings(newTicket).filter((sending) => sending !== form.sending),
    unsent: () => drafts.any() || outbox.items.length > 0,
    sendLeft: () =>
      void import("../outbox/left.tsx").then(
        (left) => left.sendLeft(app),
        () => {},
      ),
  } satisfies Writing);
}
