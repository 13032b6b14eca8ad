/** One ticket with its messages, and what is being answered. */
import type { BodyCharacters, Message, MessageReply, Ticket, TicketWithMessages } from "../../server/contract/index.ts";
import { ApiError } from "../api.ts";
import { fileIds } from "./attaching.ts";
import type { Draft } from "./drafts.ts";
import type { Base } from "./base.ts";
import type { Navigation } from "./navigation.ts";
import type { Post } from "./post.ts";

/** UTF-16 units of a reply, as the server counts. */
export const longest: BodyCharacters = 20_000;

export interface Thread {
  ticket?: TicketWithMessages | undefined;
  problem?: ApiError | undefined;
  /** It was on the screen, and may not be read any more. */
  isGone?: boolean;
  load(id: string): Promise<void>;
  /** Brought by the part that reads earlier letters: what was read anew, below those. */
  joined?: ((read: TicketWithMessages) => TicketWithMessages) | undefined;
  /** Sends what is written, if that is something and whole. */
  reply(draft: Draft): void;
  /** A reply to this ticket has arrived. */
  arrived(id: string, sent: MessageReply): void;
  /** @param after id of the message before that, where it is told */
  hear(ticket: Ticket, message?: Message, after?: string): void;
  markRead(): void;
  clear(): void;
}

export function createThread(app: Base & Navigation, post: Post, news: (ticket: Ticket) => void): Thread {
  const { api, session } = app;
  let wanted = "";
  /** Something was heard since the ticket was asked for. */
  let stale = false;

  const thread: Thread = app.observed<Thread>({
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
        stale = false;
        const { ticket } = await api.ask<{ ticket: TicketWithMessages }>(
          `/tickets/${encodeURIComponent(id)}?limit=50`,
          { token },
        );
        if (wanted !== id || token !== session.token(id)) return;
        // The answer may be from before what was heard meanwhile.
        if (stale) return thread.load(id);
        thread.ticket = thread.joined?.(ticket) ?? ticket;
      } catch (error) {
        if (wanted !== id) return;
        const problem = error as ApiError;
        if (problem.code === "not_found") {
          if (session.fallBack(id)) return thread.load(id);
          thread.isGone ||= !!thread.ticket;
          thread.ticket = undefined;
        }
        thread.problem = problem;
        app.refused(error);
      }
    },
    reply(draft) {
      const { body } = draft.fields;
      const attachments = fileIds(draft);
      if (!/\S/.test(body) || !attachments || draft.sending || body.length > longest) return;
      post(draft, { ticket: thread.ticket!.id }, attachments.length ? { body, attachments } : { body });
    },
    arrived(id, sent) {
      const before = thread.ticket;
      thread.hear(sent.ticket, sent.message, sent.after);
      if (before?.id !== id) return;
      // A reply to a ticket that was closed for long made a ticket of its own.
      if (sent.ticket.id !== id) app.go({ name: "ticket", id: sent.ticket.id });
      else if (sent.statusMessage) thread.hear(sent.ticket, sent.statusMessage);
    },
    hear(head, message, after) {
      stale = true;
      news(head);
      const shown = thread.ticket;
      if (shown?.id !== head.id) return;
      const { earlier, messages } = shown;
      const has = (id: string): boolean => messages.some((other) => other.id === id);
      thread.ticket = { ...head, earlier, messages: !message || has(message.id) ? messages : [...messages, message] };
      // An event that would have told of it is late, or never came.
      if (after && !has(after)) void thread.load(head.id);
    },
    markRead() {
      const shown = thread.ticket;
      if (!shown?.unread) return;
      thread.ticket = { ...shown, unread: false };
      const token = session.token(shown.id);
      api
        .ask<{ ticket: Ticket }>(`/tickets/${shown.id}`, { method: "PATCH", body: { read: true }, token })
        .then(({ ticket }) => {
          news(ticket);
          // Other tabs hear of what is kept.
          session.kept.write({ read: ticket.updatedAt });
        }, app.refused);
    },
    clear() {
      wanted = "";
      thread.ticket = undefined;
    },
  });
  return thread;
}
