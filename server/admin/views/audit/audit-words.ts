/** The audit trail in words: deeds, the fields that changed, and what they held. */
import type { AuditEntry, Permissions, ProjectPatch } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";

type PortalPatch = NonNullable<ProjectPatch["portal"]>;

/** Settings of a portal, as the page calls them where they are set. Permissions and branding have words of their own. */
const settings = (): Record<Exclude<keyof PortalPatch, "permissions" | "branding" | "helpDocs">, string> => ({
  enabled: text.settings.enabled,
  loginRequired: text.settings.loginRequired,
  selfRegistration: text.settings.selfRegistration,
  passwordInWidget: text.entry.passwordInWidget,
  notifications: text.entry.notifications,
  locale: text.person.locale,
  origins: text.settings.origins,
  types: text.settings.types,
});

const fields = (): Record<string, string> => ({
  ...settings(),
  name: text.settings.name,
  "branding.color": text.settings.color,
  "branding.greeting": text.settings.greeting,
  "branding.label": text.settings.buttonLabel,
  address: text.settings.inboxAddress,
  replyAs: text.settings.replyAs,
  portal: text.settings.inPortal,
  movedTo: text.settings.moveTicketsTo,
  email: text.people.email,
  externalId: text.person.externalId,
  company: text.people.company,
  sameAs: text.person.same,
  role: text.staff.role,
  projects: text.reach.label,
  customer: text.ticket.customer,
  scopes: text.audit.scopes,
  rows: text.audit.rows,
});

const permission = /^permissions\./;

/** A field that has no words here still reads: `helpDocs` as "Help docs". */
export function fieldName(name: string): string {
  const right = text.permissions.names[name.replace(permission, "") as keyof Permissions];
  if (permission.test(name) && right) return `${text.permissions.title}: ${right}`;
  const spaced = name.replace(/([A-Z])/g, " $1").toLowerCase();
  return fields()[name] ?? spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const roles: Record<string, string> = text.staff.roles;
const scopes: Record<string, string> = text.apiKeys.scopeNames;
const rights: Record<string, string> = text.permissions.values;
const shownNames: Record<string, string> = { agent: text.settings.replyAsAgent, inbox: text.settings.replyAsInbox };
const choices: Record<string, Record<string, string>> = {
  role: roles,
  scopes,
  replyAs: shownNames,
  projects: { all: text.reach.all },
};

export function valueText(name: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return text.audit.nothing;
  if (Array.isArray(value)) {
    return value.length > 0 ? text.listed(value.map((one) => valueText(name, one))) : text.audit.nothing;
  }
  if (permission.test(name)) return rights[`${value}`] ?? `${value}`;
  if (typeof value === "boolean") return value ? text.audit.on : text.audit.off;
  return choices[name]?.[`${value}`] ?? (typeof value === "object" ? JSON.stringify(value) : `${value}`);
}

/** Whether there was something before the change: a first value, or a first number of rows, stands for itself. */
export const wasThere = (before: unknown): boolean =>
  !(
    before === null ||
    before === undefined ||
    before === "" ||
    before === 0 ||
    (Array.isArray(before) && !before.length)
  );

export interface Change {
  name: string;
  before: unknown;
  after: unknown;
}

/** A line for each thing that changed: permissions of a person or company are recorded as a whole. */
export function changesOf({ changes }: Pick<AuditEntry, "changes">): Change[] {
  return Object.entries(changes).flatMap(([name, [before, after]]) => {
    if (name !== "permissions") return { name, before, after };
    const [was, is] = [before, after] as [Record<string, unknown>, Record<string, unknown>];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((one) => was[one] !== is[one])
      .map((one) => ({ name: `${name}.${one}`, before: was[one], after: is[one] }));
  });
}

/** The deed as pieces, so that names in it can be set apart. An action that has no words here still names itself. */
export function deedOf({ action }: { action: string }): ("{who}" | "{what}" | (string & {}))[] {
  const deeds: Record<string, string> = text.audit.actions;
  return (deeds[action] ?? `{who}: ${action} {what}`).split(/(\{who\}|\{what\})/).filter(Boolean);
}
