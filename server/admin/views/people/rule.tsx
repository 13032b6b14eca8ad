import type { VNode } from "preact";
import type { Permissions, PortalPreview } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { valueText } from "../permissions/permission-editor.tsx";

/** The level that decided a permission, by its name. */
export function decidedBy({ portal, customer, permissions }: PortalPreview, name: keyof Permissions): string {
  const { level } = permissions[name];
  const names = { project: portal.name, company: customer.company?.name };
  const of = level === "project" || level === "company" ? names[level] : undefined;
  const decided = text.permissions.levels[level];
  return of ? text.permissions.level(decided, of) : decided;
}

interface RuleProps {
  view: PortalPreview;
  name: keyof Permissions;
}

/** Why something is there, or is not. */
export const Rule = ({ view, name }: RuleProps): VNode => (
  <span class="hint rule">
    {text.customerView.rule(
      text.permissions.names[name],
      valueText(view.permissions[name].value),
      decidedBy(view, name),
    )}
  </span>
);
