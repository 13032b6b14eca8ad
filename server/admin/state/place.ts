import { computed, signal } from "@preact/signals";
import { hashOf, readHash, type Filter, type Route } from "../router.ts";

export const route = signal<Route>({ page: "tickets", filter: { view: "open" }, ticket: null });

/** Kept while mail or settings are open, so that the way back leads to the list one came from. */
export const filter = signal<Filter>({ view: "open" });
export const openTicketId = computed(() => (route.value.page === "tickets" ? route.value.ticket : null));

export function followAddress(): void {
  const read = (): void => {
    const next = readHash(location.hash);
    if ("filter" in next && JSON.stringify(next.filter) !== JSON.stringify(filter.peek())) filter.value = next.filter;
    route.value = next;
  };
  addEventListener("hashchange", read);
  read();
}

export function goTo(next: Route): void {
  location.hash = hashOf(next);
}

/** While typing a search, each letter must not become a step of the back button. */
export function replacePlace(next: Route): void {
  history.replaceState(null, "", hashOf(next));
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export const listHash = (): string => hashOf({ page: "tickets", filter: filter.value, ticket: null });
export const ticketHash = (ticket: string): string => hashOf({ page: "tickets", filter: filter.value, ticket });
export const newTicketHash = (): string => hashOf({ page: "new-ticket", filter: filter.value });

export type FilterChange = { [Name in keyof Filter]?: Filter[Name] | undefined };

/** The same list with other filters; an open ticket stays open beside it. */
export const routeWith = (change: FilterChange): Route => ({
  page: "tickets",
  filter: { ...filter.value, ...change } as Filter,
  ticket: openTicketId.value,
});
