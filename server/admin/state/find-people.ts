/** Choosing a customer or a company by a part of the name: all that a ticket needs of people. */
import type { Customer } from "../../contract/index.ts";
import type { TicketQuery } from "../api.ts";
import { peopleApi } from "../api-people.ts";
import { readHash } from "../router.ts";
import type { Pick } from "../ui/picker.tsx";
import { fillIn } from "./new-ticket.ts";
import { goTo, newTicketHash } from "./place.ts";

const mostFound = 8;

export const findCustomers =
  (project?: string) =>
  async (q: string): Promise<CustomerPick[]> => {
    const ask = async (more: TicketQuery): Promise<Customer[]> =>
      (await peopleApi.listCustomers({ limit: String(mostFound), ...(project && { project }), ...more })).items;
    // Whose name or address begins with it comes first, before the alphabet.
    const lists = await Promise.all(q ? [ask({ q, begins: "true" }), ask({ q })] : [ask({})]);
    const people = new Map(lists.flat().map((customer) => [customer.id, customer]));
    return [...people.values()].slice(0, mostFound).map(pickOf);
  };

export type CustomerPick = Pick & { project: string };

export const pickOf = ({ id, name, email, project }: Customer): CustomerPick => ({
  id,
  name,
  detail: email,
  project: project.id,
});

export const findCompanies =
  (project: string) =>
  async (q: string): Promise<Pick[]> =>
    (await peopleApi.listCompanies({ project, limit: "8", ...(q && { q }) })).items.map(({ id, name }) => ({
      id,
      name,
    }));

export const makeCompany =
  (project: string) =>
  async (name: string): Promise<Pick> => {
    const { company } = await peopleApi.createCompany({ project, name });
    return { id: company.id, name: company.name };
  };

export function writeTo(customer: CustomerPick): void {
  fillIn({ customer, project: customer.project, inbox: "", type: "" });
  goTo(readHash(newTicketHash()));
}
