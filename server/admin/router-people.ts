/** The places of people: customers, companies, an import. */
import type { CustomerSort, InvitationState } from "../contract/index.ts";

/** Mails that came back are not told apart yet. */
export const portalStates = ["none", "sent", "opened", "registered", "stopped"] as const satisfies (
  | InvitationState
  | "stopped"
)[];
export const customerSorts = ["name", "newest", "invited"] as const satisfies CustomerSort[];

/** Which customers or companies a list shows. */
export interface PeopleFilter {
  project?: string;
  company?: string;
  state?: (typeof portalStates)[number];
  /** Only those who share an address with somebody else. */
  same?: "true";
  q?: string;
  sort?: CustomerSort;
}

export type PeopleRoute =
  | { page: "customers"; customer: string | null; isView?: boolean; people?: PeopleFilter }
  | { page: "companies"; company: string | null; people?: PeopleFilter }
  | { page: "import"; run: string | null };

const names = ["project", "company", "state", "same", "q", "sort"] as const satisfies (keyof PeopleFilter)[];
const choices: Partial<Record<keyof PeopleFilter, readonly string[]>> = {
  state: portalStates,
  same: ["true"],
  sort: customerSorts,
};

function readPeopleFilter(query: URLSearchParams): PeopleFilter {
  const found = names.flatMap((name) => {
    const value = query.get(name);
    return value && (choices[name]?.includes(value) ?? true) ? [[name, value]] : [];
  });
  return Object.fromEntries(found) as PeopleFilter;
}

export function readPeople([page, second, third]: readonly string[], query: URLSearchParams): PeopleRoute | null {
  switch (page) {
    case "customers":
      return { page, customer: second || null, isView: third === "view", people: readPeopleFilter(query) };
    case "companies":
      return { page, company: second || null, people: readPeopleFilter(query) };
    case "import":
      return { page, run: second || null };
    default:
      return null;
  }
}

export function peoplePath(route: PeopleRoute): string[] {
  switch (route.page) {
    case "customers":
      return [route.page, ...(route.customer ? [route.customer, ...(route.isView ? ["view"] : [])] : [])];
    case "companies":
      return route.company ? [route.page, route.company] : [route.page];
    case "import":
      return route.run ? [route.page, route.run] : [route.page];
  }
}

export const peopleQuery = (people: PeopleFilter = {}): URLSearchParams =>
  new URLSearchParams(names.flatMap((name) => (people[name] ? [[name, people[name]]] : [])));
