/** Keys of programs that call the staff API. Only their SHA-256 is kept. */
import type { Selectable } from "kysely";
import type { KeyPrincipal } from "../access/principals.ts";
import { readReach, writeReach } from "../access/reach.ts";
import { hashSecret, newId, newSecret } from "../access/tokens.ts";
import type { ApiKey, ApiScope, NewApiKey } from "../contract/people.ts";
import type { Db, Tx } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import type { ApiKeysTable } from "../db/schema-ways-in.ts";
import type { Deps } from "../deps.ts";

export type KeyRow = Selectable<ApiKeysTable>;

/** Tells a key from every other token, for the door and for whoever finds one in a file. */
const prefix = "dbk_";
const hintLength = 4;
const noteUseEveryMs = 60_000;

const keyByHash = prepared((db, arg: { hash: string }) =>
  db.selectFrom("api_keys").selectAll().where("hash", "=", arg.hash),
);

/** @returns whose key it is; undefined for an unknown one. @throws Refusal 429 above so many calls a minute */
export async function useKey(
  { database, limiter, now }: Pick<Deps, "database" | "limiter" | "now">,
  key: string,
): Promise<KeyPrincipal | undefined> {
  const [row] = await keyByHash(database.read, { hash: hashSecret(key) });
  if (row?.off_at !== null) return undefined;
  await database.write(async (tx) => {
    await limiter.require(tx, "keyCalls", row.id);
    if (now() - (row.used_at ?? 0) < noteUseEveryMs) return;
    await tx.db.updateTable("api_keys").set({ used_at: now() }).where("id", "=", row.id).execute();
  });
  return { kind: "key", id: row.id, name: row.name, scopes: readScopes(row), projects: readReach(row.projects) };
}

const readScopes = (row: KeyRow): ApiScope[] => JSON.parse(row.scopes) as ApiScope[];

/** @returns the key itself, shown this once */
export async function createKey({ db }: Tx, values: NewApiKey, createdBy: string, now: number) {
  const key = prefix + newSecret();
  const row: KeyRow = {
    id: newId(),
    hash: hashSecret(key),
    hint: key.slice(-hintLength),
    name: values.name,
    scopes: JSON.stringify([...new Set(values.scopes)]),
    created_by: createdBy,
    created_at: now,
    used_at: null,
    off_at: null,
    projects: writeReach(values.projects ?? "all"),
  };
  await db.insertInto("api_keys").values(row).execute();
  return { key, row };
}

export const listKeys = (db: Db): Promise<KeyRow[]> =>
  db.selectFrom("api_keys").selectAll().orderBy("created_at", "desc").orderBy("id").execute();

/** @returns the deleted row; undefined where there was none */
export const deleteKey = ({ db }: Tx, id: string): Promise<KeyRow | undefined> =>
  db.deleteFrom("api_keys").where("id", "=", id).returningAll().executeTakeFirst();

/** All that one person made. @returns those that worked until now */
export const turnKeysOff = ({ db }: Tx, createdBy: string, now: number): Promise<KeyRow[]> =>
  db
    .updateTable("api_keys")
    .set({ off_at: now })
    .where("created_by", "=", createdBy)
    .where("off_at", "is", null)
    .returningAll()
    .execute();

/** @param by who answers for it from now on. @returns undefined where there is no such key */
export const turnKeyOn = ({ db }: Tx, id: string, by: string): Promise<KeyRow | undefined> =>
  db
    .updateTable("api_keys")
    .set({ off_at: null, created_by: by })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();

export const keyView = (row: KeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  scopes: readScopes(row),
  projects: readReach(row.projects),
  hint: row.hint,
  off: row.off_at !== null,
  createdAt: new Date(row.created_at).toISOString(),
  usedAt: row.used_at === null ? null : new Date(row.used_at).toISOString(),
});
