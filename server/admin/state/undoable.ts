/** What this member of staff has sent and can still take back. */
import { signal } from "@preact/signals";
import type { StaffMessage, StaffTicket } from "../../contract/index.ts";
import { me } from "./session.ts";

export interface Undoable {
  ticket: StaffTicket;
  message: StaffMessage;
  /** By the page's own clock, which nobody sets, from what the desk says is left. That it is over the desk says as well. */
  until: number;
}

export const undoable = signal<readonly Undoable[]>([]);
/** Ids of what was taken back here: an answer to its sending, or a reading of its ticket, may come late and still show it. */
export const undone = new Set<string>();

/** @param pending all of the ticket that customers do not see yet */
export function noteUndoable(ticket: StaffTicket, pending: readonly StaffMessage[]): void {
  const known = undoable.peek();
  const mine = pending.filter(({ by }) => by !== undefined && by === me.peek()?.id);
  undoable.value = [
    ...known.filter((other) => other.ticket.id !== ticket.id),
    ...mine.map((message) => ({
      ticket,
      message,
      // Told of it late, somebody would be left too much.
      until: Math.min(
        known.find((other) => other.message.id === message.id)?.until ?? Infinity,
        performance.now() + (message.effectiveIn ?? 0),
      ),
    })),
  ];
}

/** It is over, or was taken back. By its id: it may have been told of again since. */
export function dropUndoable(id: string): void {
  undoable.value = undoable.peek().filter(({ message }) => message.id !== id);
}

/** What the desk answers to who sent it, who may hear of it by the stream before or not at all. */
export function addUndoable(ticket: StaffTicket, message: StaffMessage): void {
  const known = undoable
    .peek()
    .filter((other) => other.ticket.id === ticket.id)
    .map((other) => other.message);
  if (!known.some(({ id }) => id === message.id)) noteUndoable(ticket, [...known, message]);
}

/** What takes it back comes with the field of an answer, or when something can be taken back. */
export const undoPart = () => import("../views/ticket/answer-part.ts");
