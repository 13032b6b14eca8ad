/** What this member of staff has sent and can still take back. */
import { signal } from "@preact/signals";
import type { StaffMessage, StaffTicket } from "../../contract/index.ts";
import { me } from "./session.ts";

export interface Undoable {
  ticket: StaffTicket;
  message: StaffMessage;
  /** By this computer's clock, which may differ from the desk's; the desk says when it is over. */
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
      until: known.find((other) => other.message.id === message.id)?.until ?? Date.now() + delayOf(message),
    })),
  ];
}

/** What the desk answers to who sent it, who may hear of it by the stream before or not at all. */
export function addUndoable(ticket: StaffTicket, message: StaffMessage): void {
  const known = undoable
    .peek()
    .filter((other) => other.ticket.id === ticket.id)
    .map((other) => other.message);
  if (!known.some(({ id }) => id === message.id)) noteUndoable(ticket, [...known, message]);
}

/** Milliseconds that it was given. */
const delayOf = ({ effectiveAt = "", createdAt }: StaffMessage): number =>
  Date.parse(effectiveAt) - Date.parse(createdAt);

/** What takes it back is a part of its own, fetched when something can be. */
export const undoPart = () => import("../views/undo/undo-part.tsx");
