import { refuseField } from "../errors.ts";
import { type Insertable, type Selectable, sql } from "kysely";
import { countUpTo } from "../db/count-up-to.ts";
import type { Db, Tx } from "../db/database.ts";
import type { InboxesTable, ProjectsTable } from "../db/schema.ts";
import { prepared } from "../db/prepared.ts";
import { newId, newPortalKey } from "../access/tokens.ts";
import { newLocalPart } from "../mail/local-parts.ts";
import { columnsOf, readSettings, type SettingValues, standardColumns } from "./settings.ts";

export type InboxRow = Selectable<InboxesTable>;

type Row = Selectable<ProjectsTable>;

/** A project and what it is set to. */
export type ProjectRow = Pick<Row, "id" | "key" | "name" | "domain" | "tokens_since" | "created_at"> & SettingValues;

const read = (row: Row): ProjectRow => {
  const { id, key, name, domain, tokens_since, created_at } = row;
  return { id, key, name, domain, tokens_since, created_at, ...readSettings(row) };
};

export async function findProjectByKey(db: Db, key: string): Promise<ProjectRow | undefined> {
  const [row] = await byKey(db, { key });
  return row && read(row);
}

const byKey = prepared((db, arg: { key: string }) => db.selectFrom("projects").selectAll().where("key", "=", arg.key));

export async function findProject(db: Db, id: string): Promise<ProjectRow | undefined> {
  const [row] = await byId(db, { id });
  return row && read(row);
}

const byId = prepared((db, arg: { id: string }) => db.selectFrom("projects").selectAll().where("id", "=", arg.id));

/**
 * Locks the project for somebody who comes in, until the transaction ends. Code that signs everybody out changes the
 * project first, so one of the two sees the other.
 */
export function holdProject({ db, engine }: Tx, id: string): Promise<Pick<ProjectRow, "tokens_since">> {
  const query = db.selectFrom("projects").select("tokens_since").where("id", "=", id);
  return (engine === "postgres" ? query.forShare() : query).executeTakeFirstOrThrow();
}

export async function listProjects(db: Db): Promise<ProjectRow[]> {
  return (await db.selectFrom("projects").selectAll().orderBy("name").orderBy("id").execute()).map(read);
}

interface NewProject {
  name: string;
  /** The demo has fixed keys; everybody else gets one that cannot be guessed. */
  key?: string;
  inboxName?: string;
}

/** A new project with its first inbox. Its portal is off. */
export async function createProject(
  { db }: Tx,
  { name, key, inboxName = "Support" }: NewProject,
  now: number,
): Promise<string> {
  const id = newId();
  await db
    .insertInto("projects")
    .values({
      id,
      key: key ?? newPortalKey(name),
      name,
      domain: null,
      ...standardColumns(),
      created_at: now,
    })
    .execute();
  await db.insertInto("ticket_numbers").values({ project_id: id, last: 0 }).execute();
  await createInbox(db, { project_id: id, name: inboxName, address: null, reply_as: "agent", portal: 1 }, now);
  return id;
}

/** What is left out stays as it is. */
export type ProjectChange = { name?: string | undefined } & {
  [Name in keyof SettingValues]?: SettingValues[Name] | undefined;
};

export async function updateProject({ db }: Tx, id: string, { name, ...settings }: ProjectChange): Promise<void> {
  const set = { ...(name !== undefined && { name }), ...columnsOf(settings) };
  if (Object.keys(set).length > 0) await db.updateTable("projects").set(set).where("id", "=", id).execute();
}

/** @throws Refusal 400 where the project has no such type of ticket */
export function requireTypeOf({ types }: Pick<ProjectRow, "types">, type: string): void {
  if (!types.includes(type)) refuseField("type", "not_allowed");
}

export const listInboxes = (db: Db, projectId: string): Promise<InboxRow[]> => inboxesOf(db, { projectId });

const inboxesOf = prepared((db, arg: { projectId: string }) =>
  db
    .selectFrom("inboxes")
    .selectAll()
    .where("project_id", "=", arg.projectId)
    .where("moved_to", "is", null)
    .orderBy("created_at")
    .orderBy("id"),
);

export function findInbox(db: Db, id: string): Promise<InboxRow | undefined> {
  return db.selectFrom("inboxes").selectAll().where("id", "=", id).where("moved_to", "is", null).executeTakeFirst();
}

/** By an index of its own: without, an empty inbox would be found empty by reading all tickets of the project. */
export const countTicketsOfInbox = (db: Db, { id }: Pick<InboxRow, "id">): Promise<number> => {
  const inboxes = db
    .selectFrom("inboxes")
    .select("id")
    .where((eb) => eb.or([eb("id", "=", id), eb("moved_to", "=", id)]));
  return countUpTo(db, db.selectFrom("tickets").where(sql<string>`(tickets.inbox_id || '')`, "in", inboxes));
};

export async function createInbox(
  db: Db,
  inbox: Omit<Insertable<InboxesTable>, "id" | "created_at" | "intake" | "moved_to">,
  now: number,
): Promise<string> {
  const id = newId();
  await db
    .insertInto("inboxes")
    .values({ ...inbox, id, intake: newLocalPart("in-", 10), created_at: now })
    .execute();
  return id;
}

/** Tokens of the site from before that time open nothing any more, used or not. */
export async function endTokensOfSite({ db }: Tx, id: string, since: number): Promise<void> {
  await db.updateTable("projects").set({ tokens_since: since }).where("id", "=", id).execute();
}
