import { type CreateTableBuilder, type Kysely, sql } from "kysely";
import type { Engine } from "../database.ts";

/** Companies, sign-in of customers, invitations, imports, integrations; second factor and audit trail for staff. */
export const people = (engine: Engine) => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    await companiesAndCustomers(db);
    await waysIn(db);
    await ticketsOfPeople(db);
    await integrations(db);
    await staffSecurity(db, engine);
    await mailQueue(db);
  },
});

// oxlint-disable-next-line no-explicit-any -- as above
type AnyDb = Kysely<any>;

const ofProject = <Name extends string>(builder: CreateTableBuilder<Name>) =>
  builder
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("project_id", "text", (c) => c.notNull().references("projects.id"));

async function addColumns(db: AnyDb, table: string, type: "text" | "bigint", names: string[]): Promise<void> {
  for (const name of names) await db.schema.alterTable(table).addColumn(name, type).execute();
}

async function companiesAndCustomers(db: AnyDb): Promise<void> {
  const { schema } = db;
  await ofProject(schema.createTable("companies"))
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("external_id", "text")
    .addColumn("permissions", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("companies_external", ["project_id", "external_id"])
    .execute();
  await sql`create index companies_name on companies (project_id, lower(name), id)`.execute(db);

  await addColumns(db, "customers", "text", ["company_id", "external_id", "password_hash", "same_as_id"]);
  await addColumns(db, "customers", "bigint", ["invited_at", "opened_at", "welcomed_at"]);
  await schema
    .alterTable("customers")
    .addColumn("permissions", "text", (c) => c.notNull().defaultTo("{}"))
    .execute();
  await schema
    .alterTable("customers")
    .addColumn("source", "text", (c) => c.notNull().defaultTo("staff"))
    .execute();
  await schema
    .createIndex("customers_external")
    .unique()
    .on("customers")
    .columns(["project_id", "external_id"])
    .where("external_id", "is not", null)
    .execute();
  // One for each order of the list.
  await sql`create index customers_name on customers (project_id, lower(name), id)`.execute(db);
  await sql`create index customers_newest on customers (project_id, created_at, id)`.execute(db);
  await sql`create index customers_invited on customers (project_id, coalesce(invited_at, 0), id)`.execute(db);
  await schema
    .createIndex("customers_company")
    .on("customers")
    .column("company_id")
    .where("company_id", "is not", null)
    .execute();
}

async function waysIn(db: AnyDb): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("customer_links")
    .addColumn("hash", "text", (c) => c.primaryKey())
    .addColumn("project_id", "text", (c) => c.notNull().references("projects.id"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("email", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("locale", "text")
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .execute();
  await schema.createIndex("customer_links_address").on("customer_links").columns(["project_id", "email"]).execute();

  await schema
    .createTable("sign_in_codes")
    .addColumn("challenge", "text", (c) => c.primaryKey())
    .addColumn("project_id", "text", (c) => c.notNull().references("projects.id"))
    .addColumn("customer_id", "text")
    .addColumn("email", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("locale", "text")
    .addColumn("signature", "text", (c) => c.notNull())
    .addColumn("tries", "integer", (c) => c.notNull())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .execute();
  await schema.createIndex("sign_in_codes_address").on("sign_in_codes").columns(["project_id", "email"]).execute();
}

async function ticketsOfPeople(db: AnyDb): Promise<void> {
  const { schema } = db;
  await schema.alterTable("tickets").addColumn("company_id", "text").execute();
  await schema
    .alterTable("tickets")
    .addColumn("claim_declined", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await schema
    .createIndex("tickets_company")
    .on("tickets")
    .columns(["company_id", "last_seq"])
    .where("company_id", "is not", null)
    .execute();
  // Addresses are compared without regard to case; they are kept as they were typed.
  await sql`create index tickets_claimed on tickets (project_id, lower(claimed_email))
    where claimed_email is not null and customer_id is null`.execute(db);
  // Whom a change of access concerns: null is everybody of the project.
  await schema.alterTable("events").addColumn("concerns", "text").execute();
}

async function integrations(db: AnyDb): Promise<void> {
  const { schema } = db;
  await ofProject(schema.createTable("customer_merges"))
    .addColumn("into_id", "text", (c) => c.notNull())
    .addColumn("before", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await schema.createIndex("customer_merges_into").on("customer_merges").column("into_id").execute();

  await ofProject(schema.createTable("imports"))
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("file_id", "text", (c) => c.notNull())
    .addColumn("columns", "text", (c) => c.notNull())
    .addColumn("total", "integer", (c) => c.notNull())
    .addColumn("done", "integer", (c) => c.notNull())
    .addColumn("made", "integer", (c) => c.notNull())
    .addColumn("changed", "integer", (c) => c.notNull())
    .addColumn("refused", "integer", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createTable("import_refusals")
    .addColumn("import_id", "text", (c) => c.notNull().references("imports.id"))
    .addColumn("row", "integer", (c) => c.notNull())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("cells", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("import_refusals_pk", ["import_id", "row"])
    .execute();

  await schema
    .createTable("api_keys")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("hash", "text", (c) => c.notNull().unique())
    .addColumn("hint", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("scopes", "text", (c) => c.notNull())
    .addColumn("created_by", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("used_at", "bigint")
    .execute();

  await ofProject(schema.createTable("identity_keys"))
    .addColumn("sealed", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();

  await schema
    .createTable("blocks")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("value", "text", (c) => c.notNull())
    .addColumn("note", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addUniqueConstraint("blocks_value", ["kind", "value"])
    .execute();
}

async function staffSecurity(db: AnyDb, engine: Engine): Promise<void> {
  const { schema } = db;
  const sequence = engine === "sqlite" ? "integer" : "bigserial";
  await addColumns(db, "staff", "text", ["totp_sealed"]);
  await addColumns(db, "staff", "bigint", ["totp_confirmed_at", "totp_last_step", "left_at"]);
  await schema
    .alterTable("staff")
    .addColumn("recovery_codes", "text", (c) => c.notNull().defaultTo("[]"))
    .execute();
  await addColumns(db, "sessions", "text", ["browser"]);

  await schema
    .createTable("audit")
    .addColumn("seq", sequence, (c) => (engine === "sqlite" ? c.primaryKey().autoIncrement() : c.primaryKey()))
    .addColumn("actor", "text", (c) => c.notNull())
    .addColumn("actor_name", "text", (c) => c.notNull())
    .addColumn("action", "text", (c) => c.notNull())
    .addColumn("project_id", "text")
    .addColumn("subject", "text", (c) => c.notNull())
    .addColumn("changes", "text", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
}

async function mailQueue(db: AnyDb): Promise<void> {
  await addColumns(db, "mails", "text", ["customer_id", "staff_id", "locale", "problem"]);
  await addColumns(db, "mails", "bigint", ["sent_at"]);
  await db.schema
    .createIndex("mails_customer")
    .on("mails")
    .columns(["customer_id", "created_at", "id"])
    .where("customer_id", "is not", null)
    .execute();
  await addColumns(db, "jobs", "text", ["lane"]);
  await db.schema.dropIndex("jobs_due").execute();
  await db.schema.createIndex("jobs_due").on("jobs").columns(["kind", "run_at", "seq"]).execute();
  await db.schema.createIndex("jobs_lane").on("jobs").columns(["lane", "seq"]).where("lane", "is not", null).execute();
}
