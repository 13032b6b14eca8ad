import { type Kysely, sql } from "kysely";
import type { Engine } from "../database.ts";

export const foundation = (engine: Engine) => ({
  // oxlint-disable-next-line no-explicit-any -- a migration works on the schema of its own day, not on today's types
  async up(db: Kysely<any>): Promise<void> {
    const sequence = engine === "sqlite" ? "integer" : "bigserial";
    const bytes = engine === "sqlite" ? "blob" : "bytea";
    const real = engine === "sqlite" ? "real" : "double precision";
    const { schema } = db;

    await schema
      .createTable("projects")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("key", "text", (c) => c.notNull().unique())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("enabled", "integer", (c) => c.notNull())
      .addColumn("login_required", "integer", (c) => c.notNull())
      .addColumn("self_registration", "integer", (c) => c.notNull())
      .addColumn("password_in_widget", "integer", (c) => c.notNull())
      .addColumn("locale", "text")
      .addColumn("domain", "text")
      .addColumn("origins", "text", (c) => c.notNull())
      .addColumn("notifications", "integer", (c) => c.notNull())
      .addColumn("help_docs", "integer", (c) => c.notNull())
      .addColumn("permissions", "text", (c) => c.notNull())
      .addColumn("branding", "text", (c) => c.notNull())
      .addColumn("types", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();

    await schema
      .createTable("ticket_numbers")
      .addColumn("project_id", "text", (c) => c.primaryKey())
      .addColumn("last", "integer", (c) => c.notNull())
      .execute();

    await schema
      .createTable("inboxes")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("project_id", "text", (c) => c.notNull().references("projects.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("address", "text")
      .addColumn("intake", "text")
      .addColumn("reply_as", "text", (c) => c.notNull())
      .addColumn("portal", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await schema.createIndex("inboxes_project").on("inboxes").columns(["project_id"]).execute();

    await schema
      .createTable("customers")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("project_id", "text", (c) => c.notNull().references("projects.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("email", "text")
      .addColumn("locale", "text")
      .addColumn("proven_at", "bigint")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addUniqueConstraint("customers_address", ["project_id", "email"])
      .execute();

    await schema
      .createTable("visitors")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("project_id", "text", (c) => c.notNull().references("projects.id"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();

    await schema
      .createTable("staff")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("email", "text", (c) => c.notNull().unique())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("role", "text", (c) => c.notNull())
      .addColumn("password_hash", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();

    await schema
      .createTable("staff_links")
      .addColumn("hash", "text", (c) => c.primaryKey())
      .addColumn("staff_id", "text", (c) => c.notNull().references("staff.id"))
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();

    await schema
      .createTable("sessions")
      .addColumn("hash", "text", (c) => c.primaryKey())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("user_id", "text", (c) => c.notNull())
      .addColumn("project_id", "text")
      .addColumn("origin", "text")
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("ends_at", "bigint", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await schema.createIndex("sessions_user").on("sessions").columns(["kind", "user_id"]).execute();
    await schema.createIndex("sessions_expiry").on("sessions").columns(["expires_at"]).execute();

    await schema
      .createTable("tickets")
      .addColumn("seq", sequence, (c) => (engine === "sqlite" ? c.primaryKey().autoIncrement() : c.primaryKey()))
      .addColumn("id", "text", (c) => c.notNull().unique())
      .addColumn("project_id", "text", (c) => c.notNull().references("projects.id"))
      .addColumn("number", "integer", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("status", "text", (c) => c.notNull())
      .addColumn("inbox_id", "text", (c) => c.notNull().references("inboxes.id"))
      .addColumn("type", "text")
      .addColumn("priority", "text", (c) => c.notNull())
      .addColumn("tags", "text", (c) => c.notNull())
      .addColumn("assignee_id", "text", (c) => c.references("staff.id"))
      .addColumn("customer_id", "text", (c) => c.references("customers.id"))
      .addColumn("visitor_id", "text", (c) => c.references("visitors.id"))
      .addColumn("author_name", "text", (c) => c.notNull())
      .addColumn("claimed_email", "text")
      .addColumn("locale", "text")
      .addColumn("held", "integer", (c) => c.notNull())
      .addColumn("follows_id", "text")
      .addColumn("idempotency_key", "text")
      .addColumn("body_hash", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("closed_at", "bigint")
      .addColumn("last_seq", "bigint", (c) => c.notNull())
      .addColumn("last_customer_seq", "bigint", (c) => c.notNull())
      .addColumn("last_staff_seq", "bigint", (c) => c.notNull())
      .addColumn("read_seq", "bigint", (c) => c.notNull())
      .addColumn("excerpt", "text", (c) => c.notNull())
      .addUniqueConstraint("tickets_number", ["project_id", "number"])
      .addUniqueConstraint("tickets_key", ["project_id", "idempotency_key"])
      .execute();
    await schema.createIndex("tickets_activity").on("tickets").columns(["project_id", "last_seq"]).execute();
    await schema.createIndex("tickets_status").on("tickets").columns(["status", "last_seq"]).execute();
    await schema.createIndex("tickets_visitor").on("tickets").columns(["visitor_id", "last_seq"]).execute();
    await schema.createIndex("tickets_customer").on("tickets").columns(["customer_id", "last_seq"]).execute();
    await schema.createIndex("tickets_assignee").on("tickets").columns(["assignee_id", "last_seq"]).execute();

    await schema
      .createTable("messages")
      .addColumn("seq", sequence, (c) => (engine === "sqlite" ? c.primaryKey().autoIncrement() : c.primaryKey()))
      .addColumn("id", "text", (c) => c.notNull().unique())
      // Checked at the end of the transaction: a ticket's first message is written before the ticket that names its seq.
      .addColumn("ticket_id", "text", (c) =>
        c
          .notNull()
          .references("tickets.id")
          .modifyEnd(sql`deferrable initially deferred`),
      )
      .addColumn("project_id", "text", (c) => c.notNull())
      .addColumn("author_kind", "text", (c) => c.notNull())
      .addColumn("author_id", "text")
      .addColumn("author_name", "text", (c) => c.notNull())
      .addColumn("internal", "integer", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addColumn("change", "text")
      .addColumn("idempotency_key", "text")
      .addColumn("body_hash", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addUniqueConstraint("messages_key", ["project_id", "idempotency_key"])
      .execute();
    await schema.createIndex("messages_ticket").on("messages").columns(["ticket_id", "seq"]).execute();

    if (engine === "sqlite") {
      await sql`create virtual table message_search using fts5(
        document, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2')`.execute(
        db,
      );
    } else {
      await sql`create table message_search (rowid bigint primary key, document tsvector not null)`.execute(db);
      await sql`create index message_search_document on message_search using gin (document)`.execute(db);
    }

    await schema
      .createTable("tracking_links")
      .addColumn("hash", "text", (c) => c.primaryKey())
      .addColumn("ticket_id", "text", (c) => c.notNull().unique().references("tickets.id"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();

    await schema
      .createTable("attachments")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("project_id", "text", (c) => c.notNull())
      .addColumn("message_id", "text")
      .addColumn("owner", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("size", "integer", (c) => c.notNull())
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("picture", "integer", (c) => c.notNull())
      .addColumn("sha256", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await schema.createIndex("attachments_message").on("attachments").columns(["message_id", "created_at"]).execute();

    await schema
      .createTable("events")
      .addColumn("seq", sequence, (c) => (engine === "sqlite" ? c.primaryKey().autoIncrement() : c.primaryKey()))
      .addColumn("project_id", "text", (c) => c.notNull())
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("ticket_id", "text")
      .addColumn("message_id", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();

    await schema
      .createTable("mails")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("project_id", "text", (c) => c.references("projects.id"))
      .addColumn("ticket_id", "text")
      .addColumn("direction", "text", (c) => c.notNull())
      .addColumn("recipient", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("letter", "text", (c) => c.notNull())
      .addColumn("sealed", "text")
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("message_id", "text", (c) => c.notNull().unique())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .execute();
    await schema.createIndex("mails_created").on("mails").columns(["created_at", "id"]).execute();

    await schema
      .createTable("jobs")
      .addColumn("seq", sequence, (c) => (engine === "sqlite" ? c.primaryKey().autoIncrement() : c.primaryKey()))
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("payload", "text", (c) => c.notNull())
      .addColumn("run_at", "bigint", (c) => c.notNull())
      .addColumn("attempts", "integer", (c) => c.notNull())
      .addColumn("leased_until", "bigint", (c) => c.notNull())
      .execute();
    await schema.createIndex("jobs_due").on("jobs").columns(["run_at"]).execute();

    await schema
      .createTable("buckets")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("tokens", sql.raw(real), (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .execute();

    await schema
      .createTable("settings")
      .addColumn("name", "text", (c) => c.primaryKey())
      .addColumn("value", "text", (c) => c.notNull())
      .execute();

    await schema
      .createTable("widget_files")
      .addColumn("version", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("body", sql.raw(bytes), (c) => c.notNull())
      .addColumn("integrity", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("widget_files_pk", ["version", "name"])
      .execute();
  },
});
