import type { Selectable } from "kysely";
import type { EventsTable } from "../db/schema.ts";

export type EventRow = Selectable<EventsTable>;

export interface InSight {
  ticketId: string;
  projectId: string;
}

/** Whoever has a stream open. */
export interface Subscriber {
  /** Undefined: events of every project. */
  readonly projectId: string | undefined;
  /** Number of the last event that went by: it is sent, or not for this reader. */
  cursor: number;
  /** Who it is, to count streams by. */
  readonly owner: string;
  /** How many its owner may have open. */
  readonly maxStreams: number | undefined;
  /** The ticket that this reader has before their eyes. */
  inSight?: InSight | undefined;
  /** Somebody at a portal has begun or ceased to look at a ticket. */
  onSight?: ((ticket: InSight, isInSight: boolean) => void) | undefined;
  /** When the session is over unless it is used, in milliseconds. */
  expiresAt: number;
  /** A change of access that names somebody else is none of this reader's business. */
  isConcerned(concerns: string): boolean;
  deliver(event: EventRow): Promise<void>;
  /** Most of what was delivered is read. */
  readonly isTaken: boolean;
  /** Waits until it is, so that a slow reader gets through however far behind it is. */
  taken(): Promise<void>;
  /** Too much went by to tell it one by one: the reader asks for everything anew. The cursor is moved already. */
  skip(): void;
  /**
   * The session may be over or the portal closed: looks, and ends the stream where it is so.
   * @param because number of the event that is the reason, which the client that was told so need not hear again
   */
  recheck(because?: number): Promise<void>;
  beat(): void;
  end(): void;
}
