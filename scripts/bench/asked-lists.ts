/** Lists, counts and searches, as staff and customers ask for them. */

export interface Asked {
  name: string;
  path: (of: { project: string; small: string; tag: string; customer: string }) => string;
  isSearch?: boolean;
}

const open = "status=new,open&held=false";
export const lists: Asked[] = [
  { name: "queue", path: () => `/tickets?${open}` },
  { name: "queue of a project", path: ({ project }) => `/tickets?${open}&project=${project}` },
  { name: "queue, oldest first", path: () => `/tickets?${open}&sort=oldest` },
  { name: "closed", path: () => "/tickets?status=closed&held=false" },
  { name: "closed of a project", path: ({ small }) => `/tickets?status=closed&held=false&project=${small}` },
  { name: "unassigned", path: () => `/tickets?${open}&assignee=none` },
  { name: "mine", path: () => "/tickets?status=new,open,waiting,on-hold&held=false&assignee=me" },
  { name: "by priority", path: () => `/tickets?${open}&sort=priority` },
  { name: "urgent", path: () => `/tickets?${open}&priority=urgent` },
  { name: "status open", path: () => "/tickets?status=open" },
  { name: "a tag nobody has", path: () => "/tickets?tag=nobody-has-this" },
  { name: "a common tag", path: ({ tag }) => `/tickets?tag=${tag}` },
  { name: "held", path: () => "/tickets?held=true" },
  { name: "of a customer", path: ({ customer }) => `/tickets?customer=${customer}` },
  { name: "counts", path: () => "/tickets/counts" },
  { name: "counts of a project", path: ({ project }) => `/tickets/counts?project=${project}` },
  { name: "customers", path: () => "/customers" },
  { name: "customers, newest first", path: ({ project }) => `/customers?sort=newest&project=${project}` },
  { name: "companies", path: () => "/companies" },
  { name: "mails", path: () => "/mail" },
  { name: "audit", path: () => "/audit" },
  { name: "search: a common word", path: () => "/tickets?q=parcel", isSearch: true },
  { name: "search: a rare word", path: () => "/tickets?q=zavuntmond", isSearch: true },
  { name: "search: two words", path: () => "/tickets?q=invoice%20refund", isSearch: true },
  { name: "search: one letter", path: () => "/tickets?q=a", isSearch: true },
  { name: "search: a number", path: () => "/tickets?q=RE-2024%2F0815", isSearch: true },
  { name: "portal: one's tickets", path: () => "/portal/tickets" },
  { name: "portal: search", path: () => "/portal/tickets?q=parcel", isSearch: true },
  { name: "search: customers", path: () => "/customers?q=weber", isSearch: true },
];
