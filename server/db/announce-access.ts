import type { Tx } from "./database.ts";

/** Whom a change of access concerns: one person, or everybody of a company. */
export type Concerned = "customer" | "company" | "visitor" | "staff";

/** As it stands in an event, beside the `principalKey` of whoever listens. */
export const concerning = (kind: Concerned, id: string): string => `${kind}:${id}`;

/** Their open streams look again at what they may see. @param projectId empty for staff, who have no project */
export function announceAccess({ emit }: Pick<Tx, "emit">, projectId: string, kind: Concerned, id: string): void {
  emit({ projectId, type: "access.changed", concerns: concerning(kind, id) });
}
