/** Settings as the audit trail compares them: flat, so that each entry names the one thing that changed. */
import type { Inbox, PortalSettings, Project } from "../contract/staff.ts";

type Changeable = Omit<PortalSettings, "key" | "url" | "permissions" | "branding">;

export type ProjectFacts = Record<string, unknown>;

export function projectFacts({ name, portal }: Pick<Project, "name" | "portal">): ProjectFacts {
  const { key: _key, url: _url, permissions, branding, ...settings } = portal;
  return {
    name,
    ...(settings satisfies Changeable),
    ...prefixed("permissions", permissions),
    ...prefixed("branding", {
      color: branding.color ?? null,
      greeting: branding.greeting ?? null,
      label: branding.label ?? null,
    }),
  };
}

export const inboxFacts = ({ name, address, replyAs, portal }: Inbox): ProjectFacts => ({
  name,
  address,
  replyAs,
  portal,
});

const prefixed = (name: string, values: object): ProjectFacts =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}.${key}`, value]));
