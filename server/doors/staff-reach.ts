/**
 * What an address of the staff API names is looked for before its handler: of a project that whoever asks does not have
 * it is answered as what was never there, whatever else is wrong with the request. A project is never changed for
 * another, neither by a ticket nor by a person, so nothing can happen between this look and the handler's.
 */
import type { MiddlewareHandler } from "hono";
import { reaches } from "../access/reach.ts";
import type { Db } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound } from "../errors.ts";
import type { StaffEnv } from "../http/env.ts";

const tables = {
  tickets: "tickets",
  customers: "customers",
  companies: "companies",
  imports: "imports",
  mail: "mails",
  inboxes: "inboxes",
} as const;

/** Of no project, or of one that their own handler asks about: a block has several, a file has its message's. */
const others = new Set(["sessions", "staff", "api-keys", "blocks", "attachments"]);

type Kind = keyof typeof tables | "projects";

const isKind = (name: string): name is Kind => name === "projects" || name in tables;

/** @returns undefined where there is no such thing, or it belongs to no project */
async function projectOf(db: Db, kind: Kind, id: string): Promise<string | null | undefined> {
  if (kind === "projects") return id;
  const row = await db.selectFrom(tables[kind]).select("project_id").where("id", "=", id).executeTakeFirst();
  return row?.project_id;
}

/**
 * @param path of a route, such as `/tickets/:id/messages`; what stands first in it says what `:id` is
 * @throws Error for a route of something that nobody has thought about
 */
export function requireReach({ database }: Pick<Deps, "database">, path: string): MiddlewareHandler<StaffEnv> {
  const kind = path.split("/")[1]!;
  if (!path.includes("/:id") || others.has(kind)) return (_, next) => next();
  if (!isKind(kind)) throw new Error(`Which project does ${path} belong to?`);
  return async function requireReach(c, next) {
    const who = c.get("who");
    if (who.projects !== "all") {
      const projectId = await projectOf(database.read, kind, c.req.param("id")!);
      if (!projectId || !reaches(who, projectId)) throw notFound();
    }
    await next();
  };
}
