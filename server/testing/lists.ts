/**
 * Every route that reads, with what it can be asked for. Lists stand with their questions, and `<names>` of what a test
 * has made; what reads one record by its key, or the few of a record, stands below.
 */
const ofTickets = [
  "",
  ...["updated", "oldest", "newest", "priority"].map((sort) => `sort=${sort}&status=new,open&held=false`),
  ...["new", "open", "waiting", "on-hold", "solved", "closed"].map((status) => `status=${status}&held=false`),
  "status=open",
  "sort=oldest",
  "sort=newest",
  "assignee=me&status=new,open,waiting,on-hold&held=false",
  "assignee=<staff>",
  "assignee=none&status=new,open&held=false",
  "priority=urgent&status=new,open&held=false",
  "priority=urgent",
  "held=true",
  "customer=<customer>",
  "inbox=<inbox>",
  "type=nothing",
  "tag=nothing&customer=<customer>",
];
const within = (queries: readonly string[]): string[] => [
  ...queries,
  ...queries.map((one) => `${one}&project=<project>`),
];

export const lists: Record<string, readonly string[]> = {
  "/api/staff/tickets": within(ofTickets),
  "/api/staff/tickets/counts": within([""]),
  "/api/staff/tickets/tags": within([""]),
  "/api/staff/customers": within(["name", "newest", "invited"].map((sort) => `sort=${sort}`)),
  "/api/staff/companies": within([""]),
  "/api/staff/mail": ["", "direction=in", "direction=out", "ticket=<ticket>", "customer=<customer>"],
  "/api/staff/audit": ["", "project=<project>"],
  "/api/portal/:key/tickets": ["", "status=open", "scope=mine"],
};

/** What reads a record by its key, or what belongs to one; lists of what staff make by hand, a few. */
export const byKey: readonly string[] = [
  "/api/portal/:key",
  "/api/portal/:key/attachments/:id",
  "/api/portal/:key/changes",
  "/api/portal/:key/claims",
  "/api/portal/:key/events",
  "/api/portal/:key/session",
  "/api/portal/:key/tickets/:id",
  "/api/staff/agents",
  "/api/staff/api-keys",
  "/api/staff/attachments/:id",
  "/api/staff/blocks",
  "/api/staff/companies/:id",
  "/api/staff/customers/:id",
  "/api/staff/customers/:id/view",
  "/api/staff/customers/:id/view/tickets/:ticket",
  "/api/staff/events",
  "/api/staff/imports/:id",
  "/api/staff/imports/:id/refused.csv",
  "/api/staff/inboxes/:id",
  "/api/staff/mail/:id",
  "/api/staff/projects",
  "/api/staff/projects/:id",
  "/api/staff/projects/:id/identity-keys",
  "/api/staff/projects/:id/inboxes",
  "/api/staff/session",
  "/api/staff/sessions",
  "/api/staff/staff",
  "/api/staff/tickets/:id",
  "/api/staff/tickets/:id/draft",
  "/api/staff/tickets/drafts",
];
