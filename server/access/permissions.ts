import type { Permissions } from "../contract/portal.ts";

export const noPermissions: Readonly<Permissions> = Object.freeze({
  priority: "none",
  type: "none",
  tags: "none",
  seeAgents: false,
  closeTickets: false,
  viewCompanyTickets: false,
});

/** What a project lets its customers see and do. Levels that are not set inherit from `noPermissions`. */
export const projectPermissions = (set: Partial<Permissions>): Permissions => ({ ...noPermissions, ...set });
