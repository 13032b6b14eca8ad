/** What is looked at in a portal that is seen with a customer's eyes: its home, its form, or a ticket. */
import { batch, signal } from "@preact/signals";
import type { TicketWithMessages } from "../../contract/index.ts";
import { peopleApi } from "../api-people.ts";
import { asProblem, type ApiProblem } from "../problem.ts";

export type SeenPlace = { name: "home" } | { name: "form" } | { name: "ticket"; id: string };

export const seenPlace = signal<SeenPlace>({ name: "home" });
export const seenTicket = signal<TicketWithMessages | null>(null);
export const seenProblem = signal<ApiProblem | null>(null);

export function goInView(place: SeenPlace): void {
  batch(() => {
    seenPlace.value = place;
    seenTicket.value = null;
    seenProblem.value = null;
  });
}

/** What comes too late is not looked at any more. */
const isStill = (ticket: string): boolean => {
  const place = seenPlace.peek();
  return place.name === "ticket" && place.id === ticket;
};

/** @param before the first message that is there: those above it join it */
export async function readSeenTicket(customer: string, ticket: string, before?: string): Promise<void> {
  seenProblem.value = null;
  try {
    const read = (await peopleApi.readCustomerViewTicket(customer, ticket, before)).ticket;
    if (!isStill(ticket)) return;
    const known = seenTicket.peek();
    const below = before && known ? known.messages : [];
    seenTicket.value = { ...read, messages: [...read.messages, ...below] };
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (isStill(ticket)) seenProblem.value = problem;
  }
}
