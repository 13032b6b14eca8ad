/** Where the page is, kept in the address's fragment so that a view can be shared and the back button works. */
import type { TicketPriority, TicketSort, TicketStatus } from "../contract/index.ts";
import { text } from "./locales/text.ts";
import { peoplePath, peopleQuery, readPeople, type PeopleRoute } from "./router-people.ts";

export const viewNames = [
  "open",
  "mine",
  "unassigned",
  "waiting",
  "on-hold",
  "solved",
  "closed",
  "all",
  "held",
] as const;
export type ViewName = (typeof viewNames)[number];

export interface Filter {
  view: ViewName;
  project?: string;
  inbox?: string;
  priority?: TicketPriority;
  assignee?: string;
  type?: string;
  tag?: string;
  customer?: string;
  q?: string;
  /** Of what a search found. */
  status?: TicketStatus;
  sort?: TicketSort;
}

export const settingsTabs = ["general", "portal", "permissions", "inboxes", "identity"] as const;
export type SettingsTab = (typeof settingsTabs)[number];

/** What a portal is set up by, in the order in which somebody new comes to it. */
export const portalParts = ["install", "access", "look", "mail"] as const;
export type PortalPart = (typeof portalParts)[number];

/** Staff and what they keep for the whole desk. */
export const deskPages = ["staff", "account", "audit", "blocked"] as const;
export type DeskPage = (typeof deskPages)[number];

export type Route =
  | { page: DeskPage }
  | { page: "tickets"; filter: Filter; ticket: string | null }
  | { page: "new-ticket"; filter: Filter }
  | { page: "mail"; mail: string | null; customer?: string }
  | { page: "settings"; project: string | null; tab: SettingsTab; part?: PortalPart }
  | { page: "keys" | "start" }
  | PeopleRoute;

/** Pages that are fetched when one of them is first opened. */
export type LaterRoute = Exclude<Route, { page: "tickets" | "new-ticket" }>;

const filterNames = [
  "project",
  "inbox",
  "priority",
  "assignee",
  "type",
  "tag",
  "customer",
  "q",
  "status",
  "sort",
] as const;
const priorities: readonly string[] = ["low", "normal", "high", "urgent"] satisfies TicketPriority[];
const sorts: readonly string[] = ["updated", "oldest", "newest", "priority"] satisfies TicketSort[];
/** A hand-written value that the server would refuse counts as not given. */
const isFitting: Partial<Record<(typeof filterNames)[number], (value: string) => boolean>> = {
  priority: (value) => priorities.includes(value),
  sort: (value) => sorts.includes(value),
  status: (value) => Object.hasOwn(text.status, value),
};

export function readHash(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  const parts = path.split("/").map(decoded);
  const [page, second, third, fourth] = parts;
  const ofDesk = deskPages.find((one) => one === page);
  if (ofDesk) return { page: ofDesk };
  if (page === "keys" || page === "start") return { page };
  if (page === "mail") {
    const customer = new URLSearchParams(query).get("customer");
    return { page, mail: second || null, ...(customer && { customer }) };
  }
  if (page === "settings") {
    const tab = settingsTabs.find((one) => one === third) ?? "general";
    const part = tab === "portal" && portalParts.find((one) => one === fourth);
    return { page, project: second || null, tab, ...(part && { part }) };
  }
  const asked = new URLSearchParams(query);
  const people = readPeople(parts, asked);
  if (people) return people;
  const filter = readFilter(asked);
  if (second === "new") return { page: "new-ticket", filter };
  return { page: "tickets", filter, ticket: second || null };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

function readFilter(query: URLSearchParams): Filter {
  const filter: Record<string, string> = { view: viewNames.find((name) => name === query.get("view")) ?? "open" };
  for (const name of filterNames) {
    const value = query.get(name);
    if (value && (isFitting[name]?.(value) ?? true)) filter[name] = value;
  }
  return filter as unknown as Filter;
}

export function hashOf(route: Route): string {
  const path = pathOf(route).map(encodeURIComponent).join("/");
  const query = queryOf(route);
  return query.size > 0 ? `#${path}?${query}` : `#${path}`;
}

function queryOf(route: Route): URLSearchParams {
  if ("filter" in route) return ticketQuery(route.filter);
  if (route.page === "mail") return new URLSearchParams(route.customer ? { customer: route.customer } : {});
  return peopleQuery("people" in route ? route.people : undefined);
}

function ticketQuery(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  if (filter.view !== "open") query.set("view", filter.view);
  for (const name of filterNames) {
    const value = filter[name];
    if (value) query.set(name, value);
  }
  return query;
}

function pathOf(route: Route): string[] {
  switch (route.page) {
    case "tickets":
      return route.ticket ? ["tickets", route.ticket] : ["tickets"];
    case "new-ticket":
      return ["tickets", "new"];
    case "mail":
      return route.mail ? ["mail", route.mail] : ["mail"];
    case "settings":
      if (!route.project) return ["settings"];
      return ["settings", route.project, route.tab, ...(route.part ? [route.part] : [])];
    case "staff":
    case "account":
    case "audit":
    case "blocked":
    case "keys":
    case "start":
      return [route.page];
    default:
      return peoplePath(route);
  }
}

export interface Secret {
  kind: "setup" | "activate";
  token: string;
}

const keptSecret = "deskbell:link";

/** For this tab alone, which forgets it as it closes: a page that is read again would otherwise have lost the link. */
export function keepSecret(storage: () => Storage, secret: Secret | null): void {
  try {
    if (secret) storage().setItem(keptSecret, `#${secret.kind}=${encodeURIComponent(secret.token)}`);
    else storage().removeItem(keptSecret);
  } catch {
    // Then it is there until the page is read again.
  }
}

export function readKeptSecret(storage: () => Storage): Secret | null {
  try {
    return readSecret(storage().getItem(keptSecret) ?? "");
  } catch {
    return null;
  }
}

function readSecret(hash: string): Secret | null {
  const [, kind, token] = /^#(setup|activate)=(.+)$/.exec(hash) ?? [];
  return kind && token ? { kind: kind as Secret["kind"], token: decoded(token) } : null;
}

/** A one-time link leaves the address bar before any request, so that no history, log or screen share keeps it. */
export function takeSecret(location: Location, history: History): Secret | null {
  const secret = readSecret(location.hash);
  if (secret) history.replaceState(null, "", location.pathname + location.search);
  return secret;
}
