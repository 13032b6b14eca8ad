/** Customers and companies: the two lists, and what is done from their rows. */
import { signal } from "@preact/signals";
import type { Company, Customer, InvitationResult, Page } from "../../contract/index.ts";
import type { TicketQuery } from "../api.ts";
import { peopleApi } from "../api-people.ts";
import { language, text } from "../locales/text.ts";
import type { PeopleFilter } from "../router-people.ts";
import type { Pick } from "../ui/picker.tsx";
import { notify, notifyProblem, say } from "./notices.ts";
import { paged } from "./paged.ts";
import { mailIsSent } from "./session.ts";

const reader = new Intl.Collator(language);

/**
 * The desk orders names without accents, alike for all readers. Each page is put in the order of the reader's language:
 * of that page alone, so that nothing moves that stands there already when more is read.
 */
const inOrder =
  <Item extends { name: string }>(ask: (query: TicketQuery, stop?: AbortSignal) => Promise<Page<Item>>) =>
  async (query: TicketQuery, stop?: AbortSignal): Promise<Page<Item>> => {
    const page = await ask(query, stop);
    if ((query["sort"] ?? "name") !== "name") return page;
    return { ...page, items: page.items.toSorted((one, other) => reader.compare(one.name, other.name)) };
  };

export const customers = paged<Customer>(inOrder(peopleApi.listCustomers));
export const companies = paged<Company>(inOrder(peopleApi.listCompanies));
/** Who is of the open company. */
export const members = paged<Customer>(inOrder(peopleApi.listCustomers));

/** Ticked rows, which several actions go over at once. */
export const chosen = signal<ReadonlySet<string>>(new Set());
/** Who of many was not invited, and why; stays until the next invitation or until it is put away. */
export const invited = signal<string | null>(null);

export function toggle(id: string): void {
  const next = new Set(chosen.peek());
  if (!next.delete(id)) next.add(id);
  chosen.value = next;
}

export const customerQuery = ({ state, ...rest }: PeopleFilter): TicketQuery => ({
  sort: "name",
  ...rest,
  ...(state && (state === "stopped" ? { stopped: "true" } : { invitation: state })),
});

/** @returns whether the invitation is on its way */
export async function invite(customer: Pick): Promise<boolean> {
  try {
    customers.put((await peopleApi.invite(customer.id)).customer);
    notify("done", mailIsSent.peek() ? text.people.inviteSent(customer.name) : text.people.inviteKept(customer.name));
    return true;
  } catch (problem) {
    notifyProblem(problem, (why) => text.people.notInvited(customer.name, why));
    return false;
  }
}

const atOnce = 100;

export async function inviteChosen(): Promise<void> {
  const ids = [...chosen.peek()];
  const results: InvitationResult[] = [];
  try {
    for (let from = 0; from < ids.length; from += atOnce)
      results.push(...(await peopleApi.inviteAll(ids.slice(from, from + atOnce))).items);
  } catch (problem) {
    notifyProblem(problem, text.people.notAllInvited);
  }
  if (results.length > 0) tell(results);
}

/** Who was not invited stays ticked: they are the ones there is still something to do about. */
function tell(results: readonly InvitationResult[]): void {
  const known = new Map(customers.items.peek()?.map((customer) => [customer.id, customer]));
  const left = new Set(chosen.peek());
  const refused: string[] = [];
  const invitedAt = new Date().toISOString();
  for (const { id, sent, reason } of results) {
    const customer = known.get(id);
    if (!sent) refused.push(`${customer?.name ?? id} (${text.people.whyNotInvited[reason ?? "unknown"]})`);
    else if (customer) customers.put({ ...customer, invitation: "sent", invitedAt });
    if (sent) left.delete(id);
  }
  chosen.value = left;
  const told = text.people.invited(results.length - refused.length, refused);
  const sentence = mailIsSent.peek() ? told : `${told} ${text.people.invitedKept}`;
  const isWhole = refused.length === 0;
  invited.value = isWhole ? null : sentence;
  if (isWhole) notify("done", sentence);
  else say(sentence);
}
