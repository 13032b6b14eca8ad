import type { Insertable, Selectable } from "kysely";
import type { PermissionChoices } from "../access/permissions.ts";
import type { Branding } from "../contract/portal.ts";
import type { Db, Tx } from "../db/database.ts";
import type { InboxesTable, ProjectsTable } from "../db/schema.ts";
import { prepared } from "../db/prepared.ts";
import { newId, newPortalKey } from "../access/tokens.ts";

export type InboxRow = Selectable<InboxesTable>;

/** A project with its JSON columns read. */
export type ProjectRow = Omit<Selectable<ProjectsTable>, "origins" | "permissions" | "branding" | "types"> & {
  origins: string[];
  /** Levels that are set; the others inherit. */
  permissions: PermissionChoices;
  branding: Branding;
  types: string[];
};

export const standardTypes = ["Question", "Problem", "Idea/Feedback"];

const read = (row: Selectable<ProjectsTable>): ProjectRow => ({
  ...row,
  origins: JSON.parse(row.origins) as string[],
  permissions: JSON.parse(row.permissions) as PermissionChoices,
  branding: JSON.parse(row.branding) as Branding,
  types: JSON.parse(row.types) as string[],
});

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

/** Whoever comes in holds it until the transaction ends; who signs everybody out changes it first. */
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
      enabled: 0,
      login_required: 0,
      self_registration: 1,
      password_in_widget: 0,
      locale: null,
      domain: null,
      origins: "[]",
      notifications: 0,
      help_docs: 0,
      permissions: "{}",
      branding: "{}",
      types: JSON.stringify(standardTypes),
      created_at: now,
    })
    .execute();
  await db.insertInto("ticket_numbers").values({ project_id: id, last: 0 }).execute();
  await createInbox(db, { project_id: id, name: inboxName, address: null, reply_as: "agent", portal: 1 }, now);
  return id;
}

export interface ProjectChange {
  name?: string | undefined;
  enabled?: boolean | undefined;
  loginRequired?: boolean | undefined;
  selfRegistration?: boolean | undefined;
  passwordInWidget?: boolean | undefined;
  locale?: string | null | undefined;
  origins?: string[] | undefined;
  notifications?: boolean | undefined;
  helpDocs?: boolean | undefined;
  permissions?: PermissionChoices | undefined;
  branding?: Branding | undefined;
  types?: string[] | undefined;
}

const flag = (value: boolean | undefined): number | undefined => (value === undefined ? undefined : Number(value));
const json = (value: object | undefined): string | undefined => value && JSON.stringify(value);

export async function updateProject({ db }: Tx, id: string, change: ProjectChange): Promise<void> {
  const columns = {
    name: change.name,
    enabled: flag(change.enabled),
    login_required: flag(change.loginRequired),
    self_registration: flag(change.selfRegistration),
    password_in_widget: flag(change.passwordInWidget),
    locale: change.locale,
    origins: json(change.origins),
    notifications: flag(change.notifications),
    help_docs: flag(change.helpDocs),
    permissions: json(change.permissions),
    branding: json(change.branding),
    types: json(change.types),
  };
  const set = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length > 0) await db.updateTable("projects").set(set).where("id", "=", id).execute();
}

export const listInboxes = (db: Db, projectId: string): Promise<InboxRow[]> => inboxesOf(db, { projectId });

const inboxesOf = prepared((db, arg: { projectId: string }) =>
  db.selectFrom("inboxes").selectAll().where("project_id", "=", arg.projectId).orderBy("created_at").orderBy("id"),
);

export function findInbox(db: Db, id: string): Promise<InboxRow | undefined> {
  return db.selectFrom("inboxes").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function createInbox(
  db: Db,
  inbox: Omit<Insertable<InboxesTable>, "id" | "created_at" | "intake">,
  now: number,
): Promise<string> {
  const id = newId();
  await db
    .insertInto("inboxes")
    .values({ ...inbox, id, intake: null, created_at: now })
    .execute();
  return id;
}

/** Tokens of the site from before that time open nothing any more, used or not. */
export async function endTokensOfSite({ db }: Tx, id: string, since: number): Promise<void> {
  await db.updateTable("projects").set({ tokens_since: since }).where("id", "=", id).execute();
}
