/**
 * Which projects somebody at the desk has. What lies in another one is not there for them, byte for byte as if it had
 * never been: a door asks for the record that an address names (`doors/staff-reach.ts`), every list leaves out the rest
 * by {@link inReach}, and a body that names a project by {@link reaches}.
 */
import type { ExpressionBuilder, ExpressionWrapper, ReferenceExpression, SqlBool } from "kysely";
import type { Reach } from "../contract/staff.ts";
import type { Db } from "../db/database.ts";
import type { Schema } from "../db/schema.ts";
import { refuseField } from "../errors.ts";

export interface Reaching {
  projects: Reach;
}

export const readReach = (stored: string | null): Reach => (stored === null ? "all" : (JSON.parse(stored) as string[]));

/** As it is stored. */
export const writeReach = (reach: Reach): string | null =>
  reach === "all" ? null : JSON.stringify([...new Set(reach)].toSorted());

export const reaches = ({ projects }: Reaching, projectId: string): boolean =>
  projects === "all" || projects.includes(projectId);

/** Of one project where one is asked for; of none where that is another's. */
export function reachWithin(who: Reaching, project: string | undefined): Reach {
  if (project === undefined) return who.projects;
  return reaches(who, project) ? [project] : [];
}

export const isWithin = (inner: Reach, outer: Reach): boolean =>
  outer === "all" || (inner !== "all" && inner.every((id) => outer.includes(id)));

/** What two have in common. */
export function sharedReach(one: Reach, other: Reach): Reach {
  if (one === "all") return other;
  return other === "all" ? one : one.filter((id) => other.includes(id));
}

/** Of what they have, what a list is asked for: all of it, or one project. Each is there once. */
export function askedOf(who: Reaching, project: string | undefined): Reach {
  if (project !== undefined) return reaches(who, project) ? [project] : [];
  return who.projects === "all" ? "all" : [...new Set(who.projects)];
}

/** The same as a condition of a query; of a list of none, nothing. */
export function inReach<Tables extends keyof Schema>(
  { projects }: Reaching,
  eb: ExpressionBuilder<Schema, Tables>,
  column: ReferenceExpression<Schema, Tables>,
): ExpressionWrapper<Schema, Tables, SqlBool> {
  if (projects === "all") return eb.and([]);
  return projects.length === 0 ? eb.or([]) : eb(column, "in", projects as never);
}

/** For the audit trail: names still mean something after a project is gone. */
export async function namesIn(db: Db, reach: Reach): Promise<Reach> {
  if (reach === "all" || reach.length === 0) return reach;
  const found = await db.selectFrom("projects").select("name").where("id", "in", reach).orderBy("name").execute();
  return found.map(({ name }) => name);
}

/** @throws Refusal 400 where one of them is no project */
export async function requireProjects(db: Db, reach: Reach): Promise<void> {
  if (reach === "all") return;
  const found = await namesIn(db, reach);
  if (found.length < new Set(reach).size) refuseField("projects", "not_allowed");
}
