/** One ticket with its messages, and what is being answered. */
import type { Message, MessageReply, Ticket, TicketWithMessages } from "../../server/contract/index.ts";
import { type Api, ApiError } from "../api.ts";
import type { Observed } from "../observed.ts";
import type { Outbox, Sending } from "../outbox.ts";
import type { Session } from "./session.ts";

export interface PendingReply {
  body: string;
  sending: Sending<MessageReply>;
}

export interface Thread {
  ticket: TicketWithMessages | undefined;
  problem: ApiError | undefined;
  /** It was on the screen, and may not be read any more. */
  isGone: boolean;
  pending: readonly PendingReply[];
  /** When the ticket was read; links to files are good for ten minutes from then. */
  readAt: number;
  load(id: string): Promise<void>;
  /** Resolves when it has arrived; rejects with the reason, and then the text is the composer's again. */
  reply(body: string, attachments: string[]): Promise<void>;
  hear(ticket: Ticket, message?: Message): void;
  markRead(): void;
  clear(): void;
  /** What is not sent yet is not sent any more. */
  stop(): void;
}

interface ThreadOptions {
  api: Api;
  observed: Observed;
  session: Session;
  outbox: Outbox;
  news(ticket: Ticket): void;
  /** A reply to a ticket that was closed for long made a ticket of its own. */
  followedUp(id: string): void;
  refused(error: unknown): void;
}

export function createThread({ api, observed, session, outbox, news, followedUp, refused }: ThreadOptions): Thread {
  let wanted = "";

  const add = (head: Ticket, message: Message): void => {
    news(head);
    const shown = thread.ticket;
    if (shown?.id !== head.id) return;
    const known = shown.messages.some((other) => other.id === message.id);
    thread.ticket = { ...head, messages: known ? shown.messages : [...shown.messages, message] };
  };

  const thread: Thread = observed({
    ticket: undefined as Thread["ticket"],
    problem: undefined as Thread["problem"],
    isGone: false,
    pending: [] as Thread["pending"],
    readAt: 0,
    async load(id) {
      wanted = id;
      thread.problem = undefined;
      if (thread.ticket?.id !== id) {
        thread.ticket = undefined;
        thread.isGone = false;
      }
      const token = session.token(id);
      try {
        if (!token) throw new ApiError(404, "not_found");
        const answer = await api.ask<{ ticket: TicketWithMessages }>(`/tickets/${encodeURIComponent(id)}`, { token });
        if (wanted !== id || token !== session.token(id)) return;
        thread.ticket = answer.ticket;
        thread.readAt = Date.now();
      } catch (error) {
        if (wanted !== id) return;
        const problem = error as ApiError;
        if (problem.code === "not_found") {
          if (session.fallBack(id)) return thread.load(id);
          thread.isGone ||= !!thread.ticket;
          thread.ticket = undefined;
        }
        thread.problem = problem;
        refused(error);
      }
    },
    async reply(body, attachments) {
      const { id } = thread.ticket!;
      const content = attachments.length ? { body, attachments } : { body };
      const sending = outbox.send<MessageReply>(`/tickets/${id}/messages`, content, () => ({
        token: session.token(id),
      }));
      const mine = { body, sending };
      thread.pending = [...thread.pending, mine];
      try {
        const sent = await sending.done;
        const before = thread.ticket;
        add(sent.ticket, sent.message);
        if (sent.ticket.id !== id) followedUp(sent.ticket.id);
        // A new status comes with its line in the thread.
        else if (sent.ticket.status !== before?.status) void thread.load(id);
      } catch (error) {
        if ((error as ApiError).code === "not_found") void thread.load(id);
        throw error;
      } finally {
        thread.pending = thread.pending.filter((other) => other !== mine);
      }
    },
    hear(head, message) {
      if (message) return add(head, message);
      news(head);
      const shown = thread.ticket;
      if (shown?.id !== head.id) return;
      if (shown.status !== head.status) void thread.load(head.id);
      else thread.ticket = { ...head, messages: shown.messages };
    },
    markRead() {
      const shown = thread.ticket;
      if (!shown?.unread) return;
      thread.ticket = { ...shown, unread: false };
      const token = session.token(shown.id);
      api
        .ask<{ ticket: Ticket }>(`/tickets/${shown.id}`, { method: "PATCH", body: { read: true }, token })
        .then((answer) => news(answer.ticket), refused);
    },
    clear() {
      wanted = "";
      thread.ticket = undefined;
    },
    stop: () => thread.pending.forEach(({ sending }) => sending.stop()),
  });
  return thread;
}
