import { type Kysely, type RawBuilder, sql } from "kysely";
import { orderName } from "../../names/search-name.ts";
import { sameName } from "../../names/same-name.ts";
import { nameWords } from "../../names/name-words.ts";
import type { Engine } from "../database.ts";

/**
 * Names are compared, ordered and found by forms of our own, the same on both engines, and each list has an index in its
 * order. Nobody merges companies that turn out to have one name: the oldest keeps it, and the others name that one, keep
 * people and tickets, and are listed for staff. Customers are known by address and id; many share a name.
 */
export const names = (engine: Engine) => ({
  async up(db: AnyDb): Promise<void> {
    await addColumns(db, engine);
    await fill(db, engine, "customers", "customer");
    await fill(db, engine, "companies", "company");
    await addIndexes(db);
    await findSame(db);
  },
});

// oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
type AnyDb = Kysely<any>;

const atOnce = 1000;

async function addColumns(db: AnyDb, engine: Engine): Promise<void> {
  // By code points, whatever language the database was made in: SQLite knows no other order.
  const text = engine === "postgres" ? sql`text collate "C"` : sql`text`;
  const add = (table: string, column: string) =>
    db.schema
      .alterTable(table)
      .addColumn(column, text, (c) => c.notNull().defaultTo(""))
      .execute();
  await add("customers", "name_order");
  await add("companies", "name_order");
  await add("companies", "name_key");
  await db.schema.alterTable("companies").addColumn("same_as_id", "text").execute();
  for (const [table, whose] of [
    ["customers", "customer"],
    ["companies", "company"],
  ] as const) {
    const made = db.schema
      .createTable(`${whose}_words`)
      .addColumn(`${whose}_id`, "text", (c) => c.notNull().references(`${table}.id`).onDelete("cascade"))
      .addColumn("word", text, (c) => c.notNull())
      .addColumn("main", "integer", (c) => c.notNull())
      .addColumn("project_id", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint(`${whose}_words_pk`, [`${whose}_id`, "word"]);
    await (engine === "sqlite" ? made.modifyEnd(sql`without rowid`) : made).execute();
  }
}

interface Named {
  id: string;
  project_id: string;
  name: string;
  email?: string | null;
}

/** Rows of a list of lists, as one value: placeholders for each would take longer to read than to answer. */
function rowsOf(engine: Engine, columns: string[], values: unknown[][]): RawBuilder<unknown> {
  const json = JSON.stringify(values);
  const from = engine === "sqlite" ? sql`json_each(${json})` : sql`json_array_elements(${json}::json)`;
  const picked = columns.map((column, at) =>
    engine === "sqlite"
      ? sql`json_extract(value, ${sql.lit(`$[${at}]`)}) as ${sql.ref(column)}`
      : sql`value ->> ${sql.lit(at)} as ${sql.ref(column)}`,
  );
  return sql`(select ${sql.join(picked)} from ${from})`;
}

async function fill(db: AnyDb, engine: Engine, table: "customers" | "companies", whose: string): Promise<void> {
  const isCompany = table === "companies";
  for (let after = ""; ;) {
    const rows = (await db
      .selectFrom(table)
      .select(["id", "project_id", "name", ...(isCompany ? [] : ["email"])])
      .where("id", ">", after)
      .orderBy("id")
      .limit(atOnce)
      .execute()) as Named[];
    if (rows.length > 0) {
      const forms = rowsOf(
        engine,
        ["id", "ordered", "known"],
        rows.map(({ id, name }) => [id, orderName(name), sameName(name)]),
      );
      const known = isCompany ? sql`, name_key = forms.known` : sql``;
      await sql`update ${sql.table(table)} set name_order = forms.ordered ${known}
        from ${forms} as forms where forms.id = ${sql.table(table)}.id`.execute(db);
      const words = rows.flatMap(({ id, project_id, name, email }) =>
        nameWords(name, email ?? null).map(({ word, main }) => [id, word, main, project_id]),
      );
      await sql`insert into ${sql.table(`${whose}_words`)} (${sql.ref(`${whose}_id`)}, word, main, project_id)
        select id, word, cast(main as integer), project_id
        from ${rowsOf(engine, ["id", "word", "main", "project_id"], words)} as words`.execute(db);
    }
    if (rows.length < atOnce) return;
    after = rows.at(-1)!.id;
  }
}

async function addIndexes(db: AnyDb): Promise<void> {
  const old = ["companies_name", "companies_of_all", "customers_name", "customers_of_all", "customers_company"];
  for (const name of old) await db.schema.dropIndex(name).execute();
  const state = sql`(case when proven_at is not null then 3 when opened_at is not null then 2
    when invited_at is not null or welcomed_at is not null then 1 else 0 end)`;
  for (const statement of [
    sql`create index companies_name on companies (project_id, name_order, id)`,
    sql`create index companies_of_all on companies (name_order, id)`,
    sql`create index companies_key on companies (project_id, name_key, created_at, id)`,
    sql`create index company_words_found on company_words (project_id, main, word, company_id)`,
    sql`create index customers_name on customers (project_id, name_order, id)`,
    sql`create index customers_of_all on customers (name_order, id)`,
    sql`create index customers_company on customers (company_id, name_order, id) where company_id is not null`,
    sql`create index customers_state on customers (project_id, ${state}, name_order, id)`,
    sql`create index customers_stopped on customers (project_id, id) where stopped_at is not null`,
    sql`create index customer_words_found on customer_words (project_id, main, word, customer_id)`,
  ]) {
    await statement.execute(db);
  }
}

async function findSame(db: AnyDb): Promise<void> {
  await sql`update companies set same_as_id = (
    select keeper.id from companies as keeper
    where keeper.project_id = companies.project_id and keeper.name_key = companies.name_key
    order by keeper.created_at, keeper.id limit 1)`.execute(db);
  await sql`update companies set same_as_id = null where same_as_id = id`.execute(db);
  await sql`create unique index companies_named on companies (project_id, name_key) where same_as_id is null`.execute(
    db,
  );
  await sql`create index companies_same on companies (project_id, id) where same_as_id is not null`.execute(db);
}
