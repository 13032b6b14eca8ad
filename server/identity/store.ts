/** Secrets that a site's server shares with the desk: two at most, so that one can follow the other without a gap. */
import type { Selectable } from "kysely";
import { newId, newSecret } from "../access/tokens.ts";
import type { IdentityKey } from "../contract/people.ts";
import type { Db, Tx } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { IdentityKeysTable } from "../db/schema.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";

type IdentityKeyRow = Selectable<IdentityKeysTable>;

const maxKeys = 2;

export const identityKeyView = ({ id, off_at, created_at }: IdentityKeyRow): IdentityKey => ({
  id,
  off: off_at !== null,
  createdAt: new Date(created_at).toISOString(),
});

export const listIdentityKeys = (db: Db, projectId: string): Promise<IdentityKeyRow[]> =>
  db
    .selectFrom("identity_keys")
    .selectAll()
    .where("project_id", "=", projectId)
    .orderBy("created_at")
    .orderBy("id")
    .execute();

const sealedById = prepared((db, arg: { projectId: string; id: string }) =>
  db
    .selectFrom("identity_keys")
    .select("sealed")
    .where("project_id", "=", arg.projectId)
    .where("id", "=", arg.id)
    .where("off_at", "is", null),
);

/** @returns undefined for a key that is unknown, deleted, switched off or another project's */
export async function identitySecret(
  { database, secrets }: Pick<Deps, "database" | "secrets">,
  projectId: string,
  id: string,
): Promise<string | undefined> {
  const [row] = await sealedById(database.read, { projectId, id });
  return row && secrets.unseal(row.sealed)["secret"];
}

/** Whether a key still signs people in; it then does until the transaction ends, or a session would outlive its key. */
export async function holdIdentityKey({ db, engine }: Tx, projectId: string, id: string): Promise<boolean> {
  const key = db
    .selectFrom("identity_keys")
    .select("id")
    .where("project_id", "=", projectId)
    .where("id", "=", id)
    .where("off_at", "is", null);
  return (await (engine === "postgres" ? key.forShare() : key).execute()).length > 0;
}

interface NewKey {
  projectId: string;
  /** The demo has a fixed one, so that its shop can sign after a restart. */
  id?: string;
  /** 32 random bytes, unless the demo says otherwise. */
  secret?: string;
}

/** @returns the key and its secret, which is shown this once. @throws Refusal 409 where there are two already */
export async function createIdentityKey(
  { db, engine }: Tx,
  { seal }: Deps["secrets"],
  { projectId, id = newId(), secret = newSecret() }: NewKey,
  now: number,
): Promise<{ key: IdentityKey; secret: string }> {
  // Two administrators at once must not make a third key: on Postgres they take turns here.
  const project = db.selectFrom("projects").select("id").where("id", "=", projectId);
  await (engine === "postgres" ? project.forUpdate() : project).execute();
  if ((await listIdentityKeys(db, projectId)).length >= maxKeys) throw new Refusal(409, "too_many_keys");
  const row = { id, project_id: projectId, sealed: seal({ secret }), created_at: now, off_at: null };
  await db.insertInto("identity_keys").values(row).execute();
  return { key: identityKeyView(row), secret };
}

/** @returns undefined where there is no such key */
export const turnIdentityKeyOn = ({ db }: Tx, projectId: string, id: string): Promise<IdentityKeyRow | undefined> =>
  db
    .updateTable("identity_keys")
    .set({ off_at: null })
    .where("project_id", "=", projectId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();

/** @returns whether there was one. Nothing signed with it gets in from now on. */
export async function deleteIdentityKey({ db }: Tx, projectId: string, id: string): Promise<boolean> {
  const gone = await db
    .deleteFrom("identity_keys")
    .where("project_id", "=", projectId)
    .where("id", "=", id)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}
