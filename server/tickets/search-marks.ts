/** Whose documents somebody may find: one of these words is in each of them. */
import { companyInSight } from "../access/rules.ts";
import type { Principal } from "../access/principals.ts";
import { reaches } from "../access/reach.ts";
import { mark } from "../search/owners.ts";
import type { TicketFilter } from "./list/filter.ts";

/** Whatever else somebody asks for is no id of ours, and would be read as the language of searches. */
const isId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

/** None where there is nothing for them. */
export function marksOf(who: Principal, { project, customer, scope }: TicketFilter): string[] {
  switch (who.kind) {
    case "staff":
    case "key":
      if (project !== undefined && !reaches(who, project)) return [];
      if (customer !== undefined) return isId(customer) ? [mark.ofCustomer(customer)] : [];
      if (project !== undefined) return isId(project) ? [mark.project(project)] : [];
      return who.projects === "all" ? [mark.staff] : who.projects.map(mark.project);
    case "customer": {
      const company = companyInSight(who);
      return [
        ...(scope === "company" ? [] : [mark.customer(who.id)]),
        ...(scope === "mine" || company === undefined ? [] : [mark.company(company)]),
      ];
    }
    case "visitor":
      return [mark.visitor(who.id)];
    case "tracking":
    case "nobody":
      return [];
  }
}
