/** One ticket with its messages, and what is being answered. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Message, MessageReply, Ticket, TicketWithMessages } from "../../server/contract/index.ts";
import { type Api, ApiError } from "../api.ts";
import type { Outbox, Sending } from "../outbox.ts";
import type { Session } from "./session.ts";

export interface PendingReply {
  body: string;
  sending: Sending<MessageReply>;
}

export interface Thread {
  ticket: ReadonlySignal<TicketWithMessages | undefined>;
  problem: Signal<ApiError | undefined>;
  pending: ReadonlySignal<readonly PendingReply[]>;
  /** When the ticket was read; links to files are good for ten minutes from then. */
  readonly readAt: number;
  load(id: string): Promise<void>;
  /** Resolves when it has arrived; rejects with the reason, and then the text is the composer's again. */
  reply(body: string, attachments: string[]): Promise<void>;
  hear(ticket: Ticket, message?: Message): void;
  markRead(): void;
  clear(): void;
}

export function createThread(
  api: Api,
  session: Session,
  outbox: Outbox,
  news: (ticket: Ticket) => void,
  refused: (error: unknown) => void,
): Thread {
  const ticket = signal<TicketWithMessages | undefined>();
  const problem = signal<ApiError | undefined>();
  const pending = signal<readonly PendingReply[]>([]);
  let wanted = "";
  let readAt = 0;

  const add = (head: Ticket, message: Message): void => {
    news(head);
    const shown = ticket.value;
    if (shown?.id !== head.id) return;
    const known = shown.messages.some((other) => other.id === message.id);
    ticket.value = { ...head, messages: known ? shown.messages : [...shown.messages, message] };
  };

  const thread: Thread = {
    ticket,
    problem,
    pending,
    get readAt() {
      return readAt;
    },
    async load(id) {
      wanted = id;
      problem.value = undefined;
      if (ticket.value?.id !== id) ticket.value = undefined;
      const token = session.token(id);
      try {
        if (!token) throw new ApiError(404, "not_found");
        const answer = await api.ask<{ ticket: TicketWithMessages }>(`/tickets/${encodeURIComponent(id)}`, { token });
        if (wanted !== id) return;
        ticket.value = answer.ticket;
        readAt = Date.now();
      } catch (error) {
        if (wanted !== id) return;
        problem.value = error as ApiError;
        refused(error);
      }
    },
    async reply(body, attachments) {
      const { id } = ticket.value!;
      const sending = outbox.send<MessageReply>(
        `/tickets/${id}/messages`,
        attachments.length ? { body, attachments } : { body },
        () => Promise.resolve({ token: session.token(id) }),
      );
      const mine = { body, sending };
      pending.value = [...pending.value, mine];
      try {
        const sent = await sending.done;
        add(sent.ticket, sent.message);
        if (sent.ticket.status !== ticket.value?.status || sent.ticket.id !== id) void thread.load(id);
      } finally {
        pending.value = pending.value.filter((other) => other !== mine);
      }
    },
    hear(head, message) {
      if (message) add(head, message);
      else {
        news(head);
        const shown = ticket.value;
        if (shown?.id !== head.id) return;
        // A new status comes with its line in the thread.
        if (shown.status !== head.status) void thread.load(head.id);
        else ticket.value = { ...head, messages: shown.messages };
      }
    },
    markRead() {
      const shown = ticket.value;
      if (!shown?.unread) return;
      ticket.value = { ...shown, unread: false };
      api
        .ask<{ ticket: Ticket }>(`/tickets/${shown.id}`, {
          method: "PATCH",
          body: { read: true },
          token: session.token(shown.id),
        })
        .then((answer) => news(answer.ticket))
        .catch(refused);
    },
    clear() {
      wanted = "";
      ticket.value = undefined;
    },
  };
  return thread;
}
