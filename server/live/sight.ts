/** Which tickets customers have before their eyes, in this process. */
import type { InSight, Subscriber } from "./subscriber.ts";

/** Milliseconds until staff are told that a ticket has come in sight, or is out of it. */
const sightMs = 100;

export interface Sight {
  isInSight(ticketId: string): boolean;
  /** One more, or one less, looks at it. */
  see(ticket: InSight | undefined, more: 1 | -1): void;
  close(): void;
}

export function createSight(subscribers: ReadonlySet<Subscriber>): Sight {
  /** How many look at a ticket, for those that somebody looks at: staff ask at each reading of one. */
  const inSight = new Map<string, number>();
  /** Tickets of which staff were told that they are in sight. */
  const known = new Set<string>();
  const untold = new Set<string>();
  let closed = false;

  const isInSight = (ticketId: string): boolean => inSight.has(ticketId);
  /** A moment later: a widget that opens its stream anew has not looked away. */
  const tell = (ticket: InSight): void => {
    const { ticketId } = ticket;
    if (untold.has(ticketId)) return;
    untold.add(ticketId);
    setTimeout(() => {
      untold.delete(ticketId);
      const seen = isInSight(ticketId);
      if (closed || seen === known.has(ticketId)) return;
      if (seen) known.add(ticketId);
      else known.delete(ticketId);
      for (const subscriber of subscribers) subscriber.onSight?.(ticket, seen);
    }, sightMs).unref();
  };

  return {
    isInSight,
    see(ticket, more) {
      if (ticket === undefined) return;
      const { ticketId } = ticket;
      const count = (inSight.get(ticketId) ?? 0) + more;
      if (count > 0) inSight.set(ticketId, count);
      else inSight.delete(ticketId);
      tell(ticket);
    },
    close() {
      closed = true;
    },
  };
}
