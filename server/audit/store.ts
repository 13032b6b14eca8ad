/**
 * Who changed which setting, permission or person: written in the transaction that changes it. Codes and names are kept
 * and no sentences: the page that shows them has the words, in the reader's language.
 */
import type { KeyPrincipal, StaffPrincipal } from "../access/principals.ts";
import type { AuditAction, AuditEntry } from "../contract/people.ts";
import type { Db, Tx } from "../db/database.ts";

export type Actor =
  | Pick<StaffPrincipal | KeyPrincipal, "kind" | "id" | "name">
  | { kind: "customer"; id: string; name: string }
  | "command";

export interface AuditNote {
  action: AuditAction;
  projectId?: string | null;
  /** In words that still mean something after the thing is gone, such as a name. */
  subject: string;
  /** Never a secret: that one was changed is enough to know. */
  changes?: AuditEntry["changes"];
}

export async function record({ db }: Tx, actor: Actor, note: AuditNote, now: number): Promise<void> {
  const { action, projectId = null, subject, changes = {} } = note;
  await db
    .insertInto("audit")
    .values({
      actor: actor === "command" ? actor : `${actor.kind}:${actor.id}`,
      actor_name: actor === "command" ? "" : actor.name,
      action,
      project_id: projectId,
      subject,
      changes: JSON.stringify(changes),
      created_at: now,
    })
    .execute();
}

/** The fields that differ. Values that are equal as JSON are no change. */
export function changesBetween<T extends object>(before: T, after: Partial<T>): AuditEntry["changes"] {
  const names = Object.keys(after) as (keyof T & string)[];
  return Object.fromEntries(
    names
      .filter((name) => after[name] !== undefined && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, [before[name], after[name]] as [unknown, unknown]]),
  );
}

export const auditQuery = (db: Db) =>
  db
    .selectFrom("audit")
    .leftJoin("projects", "projects.id", "audit.project_id")
    .selectAll("audit")
    .select("projects.name as project_name");

type AuditRecord = Awaited<ReturnType<ReturnType<typeof auditQuery>["executeTakeFirstOrThrow"]>>;

export const auditView = (row: AuditRecord): AuditEntry => ({
  id: String(row.seq),
  actor: row.actor_name || row.actor,
  action: row.action as AuditAction,
  subject: row.subject,
  project: row.project_id === null ? null : { id: row.project_id, name: row.project_name ?? "" },
  changes: JSON.parse(row.changes) as AuditEntry["changes"],
  createdAt: new Date(row.created_at).toISOString(),
});
