import { type Kysely, sql } from "kysely";
import { addressKey, readAddress } from "../../mail-address.ts";

/**
 * What is stored gets the one spelling in which addresses are compared from now on. Where two customers turn out to
 * have one mailbox, nobody merges them: the one whose address is proven, else the older, keeps it; the other keeps
 * tickets and sessions, remembers how it was written, and is listed for staff as one who may be the same person.
 */
export const oneAddress = () => ({
  async up(db: AnyDb): Promise<void> {
    const { schema } = db;
    await schema.alterTable("customers").addColumn("former_email", "text").execute();
    await schema.alterTable("staff").addColumn("same_as_id", "text").execute();
    await sql`create index customers_same on customers (project_id, id) where same_as_id is not null`.execute(db);
    await respellCustomers(db);
    await respellStaff(db);
    await respellBlocks(db);
    await respell(db, { table: "tickets", key: "seq", column: "claimed_email" });
    await respell(db, { table: "customer_links", key: "hash", column: "email" });
    await respell(db, { table: "sign_in_codes", key: "challenge", column: "email" });
    await respell(db, { table: "inboxes", key: "id", column: "address" });
    // Limits that were counted by how an address was written begin anew.
    await db.deleteFrom("buckets").execute();
  },
});

// oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
type AnyDb = Kysely<any>;

const atOnce = 1000;

interface Column {
  table: string;
  key: string;
  column: string;
  /** What else has to be known of a row. */
  also?: string[];
}

/** Rows that are written in another way than from now on, however many rows there are. */
async function* otherwiseWritten<Row>(
  db: AnyDb,
  { table, key, column, also = [] }: Column,
  spell: (written: string) => string,
): AsyncGenerator<Row & { spelt: string }> {
  for (let after: unknown = undefined; ;) {
    let query = db
      .selectFrom(table)
      .select([key, column, ...also])
      .where(column, "is not", null)
      .orderBy(key)
      .limit(atOnce);
    if (after !== undefined) query = query.where(key, ">", after);
    const rows = await query.execute();
    for (const row of rows) {
      const spelt = spell(row[column]);
      if (spelt !== row[column]) yield { ...(row as Row), spelt };
    }
    if (rows.length < atOnce) return;
    after = rows.at(-1)![key];
  }
}

async function respell(db: AnyDb, place: Column): Promise<void> {
  const { table, key, column } = place;
  for await (const row of otherwiseWritten<Record<string, unknown>>(db, place, addressKey)) {
    await db
      .updateTable(table)
      .set({ [column]: row.spelt })
      .where(key, "=", row[key])
      .execute();
  }
}

interface Person {
  id: string;
  email: string;
  created_at: number;
}

/** Of two with one address. @param isProven whether somebody has shown that it is theirs */
function keeps<P extends Person>(one: P, other: P, isProven: (person: P) => boolean): boolean {
  if (isProven(one) !== isProven(other)) return isProven(one);
  return one.created_at === other.created_at ? one.id < other.id : Number(one.created_at) < Number(other.created_at);
}

interface Customer extends Person {
  project_id: string;
  proven_at: number | null;
}

async function respellCustomers(db: AnyDb): Promise<void> {
  const also = ["project_id", "proven_at", "created_at"];
  const place = { table: "customers", key: "id", column: "email", also };
  for await (const { spelt, ...customer } of otherwiseWritten<Customer>(db, place, addressKey)) {
    const holder = (await db
      .selectFrom("customers")
      .select(["id", "email", ...also])
      .where("project_id", "=", customer.project_id)
      .where("email", "=", spelt)
      .executeTakeFirst()) as Customer | undefined;
    if (holder && keeps(holder, customer, ({ proven_at }) => proven_at !== null)) {
      await giveUp(db, customer, holder.id);
      continue;
    }
    if (holder) await giveUp(db, holder, customer.id);
    await db.updateTable("customers").set({ email: spelt }).where("id", "=", customer.id).execute();
  }
}

/** Without the address there is nothing that it could open: no proof, no password. Sessions go on. */
async function giveUp(db: AnyDb, { id, email }: Customer, keeperId: string): Promise<void> {
  const gone = { email: null, proven_at: null, password_hash: null };
  await db
    .updateTable("customers")
    .set({ ...gone, former_email: email, same_as_id: keeperId })
    .where("id", "=", id)
    .execute();
  const others = db.updateTable("customers").where("same_as_id", "=", id);
  await others.where("id", "!=", keeperId).set({ same_as_id: keeperId }).execute();
  await others.where("id", "=", keeperId).set({ same_as_id: null }).execute();
}

interface Colleague extends Person {
  password_hash: string | null;
  left_at: number | null;
}

/**
 * A row of staff has to have an address: the one who does not keep it bears a spelling under which nobody is looked
 * for any more.
 */
async function respellStaff(db: AnyDb): Promise<void> {
  const also = ["password_hash", "left_at", "created_at"];
  const place = { table: "staff", key: "id", column: "email", also };
  const isProven = ({ password_hash: hash, left_at: left }: Colleague): boolean => left === null && hash !== null;
  const set = (id: string, values: object) => db.updateTable("staff").set(values).where("id", "=", id).execute();
  for await (const { spelt, ...colleague } of otherwiseWritten<Colleague>(db, place, addressKey)) {
    const holder = (await db
      .selectFrom("staff")
      .select(["id", "email", ...also])
      .where("email", "=", spelt)
      .executeTakeFirst()) as Colleague | undefined;
    if (holder && keeps(holder, colleague, isProven)) {
      await set(colleague.id, { same_as_id: holder.id });
      continue;
    }
    if (holder) {
      await set(colleague.id, { email: colleague.id });
      await set(holder.id, { email: colleague.email, same_as_id: colleague.id });
      await db.updateTable("staff").set({ same_as_id: colleague.id }).where("same_as_id", "=", holder.id).execute();
    }
    await set(colleague.id, { email: spelt });
  }
}

/** `@domain` stands for everybody there. Blocked twice is blocked once. */
async function respellBlocks(db: AnyDb): Promise<void> {
  const place = { table: "blocks", key: "id", column: "value", also: ["kind"] };
  const spell = (value: string): string =>
    (value.startsWith("@") ? readAddress(`x${value}`)?.slice(1) : readAddress(value)) ?? value;
  for await (const { id, kind, spelt } of otherwiseWritten<{ id: string; kind: string }>(db, place, spell)) {
    if (kind !== "address") continue;
    const same = db.selectFrom("blocks").select("id").where("kind", "=", kind).where("value", "=", spelt);
    const isKnown = (await same.executeTakeFirst()) !== undefined;
    if (isKnown) await db.deleteFrom("blocks").where("id", "=", id).execute();
    else await db.updateTable("blocks").set({ value: spelt }).where("id", "=", id).execute();
  }
}
