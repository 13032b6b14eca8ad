/** Codes of the audit trail in words. A code that is not known here still reads as a sentence. */
import type { AuditEntry } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";

const spaced = (name: string): string => name.replace(/[_-]/g, " ");

/** `staff.totp_on` by its own words; `company.merged` as "merged company". */
export function deedOf({ action }: Pick<AuditEntry, "action">): string {
  const [thing = "", deed = ""] = action.split(".");
  return text.audit.actions[action] ?? `${spaced(deed)} ${thing === "staff" ? "" : spaced(thing)}`.trim();
}

/** `permissions.closeTickets` as "Permissions: close tickets". */
export function fieldName(name: string): string {
  const words = name
    .split(".")
    .map((part) => part.replace(/([A-Z])/g, " $1").toLowerCase())
    .join(": ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function valueText(value: unknown): string {
  if (value === true) return text.audit.on;
  if (value === false) return text.audit.off;
  if (value === null || value === undefined || value === "") return text.audit.nothing;
  if (Array.isArray(value)) return value.length > 0 ? value.map(valueText).join(", ") : text.audit.nothing;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
