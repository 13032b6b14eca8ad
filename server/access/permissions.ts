/** Where a permission comes from: the project's default, else the company's, else the person's own. */
import type { PermissionLevel, Permissions, PermissionSources } from "../contract/portal.ts";

export const noPermissions: Readonly<Permissions> = Object.freeze({
  priority: "none",
  type: "none",
  tags: "none",
  seeAgents: false,
  closeTickets: false,
  viewCompanyTickets: false,
});

/** What is set at each level; absent or null inherits from the level above. */
export interface PermissionLevels {
  project: PermissionChoices;
  company?: PermissionChoices | undefined;
  customer?: PermissionChoices | undefined;
}

export type PermissionChoices = { [Name in keyof Permissions]?: Permissions[Name] | null };

export const permissionNames = Object.keys(noPermissions) as (keyof Permissions)[];

const nearestFirst: Exclude<PermissionLevel, "default">[] = ["customer", "company", "project"];

/** The level that decides. */
function levelOf(name: keyof Permissions, levels: PermissionLevels): PermissionLevel {
  return nearestFirst.find((level) => (levels[level]?.[name] ?? null) !== null) ?? "default";
}

export function resolvePermissions(levels: PermissionLevels): Permissions {
  const resolved: Partial<Record<keyof Permissions, unknown>> = {};
  for (const name of permissionNames) {
    const level = levelOf(name, levels);
    resolved[name] = level === "default" ? noPermissions[name] : levels[level]![name];
  }
  return resolved as Permissions;
}

/** The same, with the level that decided each. */
export function explainPermissions(levels: PermissionLevels): PermissionSources {
  const resolved = resolvePermissions(levels);
  return Object.fromEntries(
    permissionNames.map((name) => [name, { value: resolved[name], level: levelOf(name, levels) }]),
  ) as unknown as PermissionSources;
}
