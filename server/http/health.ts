import { Hono } from "hono";
import { pendingMigrations } from "../db/migrate.ts";
import type { Deps } from "../deps.ts";

/** `/healthz`: the process answers. `/readyz`: it can do its work, or which part of it cannot. */
export const health = ({ database, mailer, log }: Pick<Deps, "database" | "mailer" | "log">): Hono =>
  new Hono()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      c.header("Cache-Control", "no-store");
      try {
        const pending = await pendingMigrations(database.read, database.engine);
        const readOnly = await database.readOnly();
        const ready = pending.length === 0 && !readOnly;
        // A mail server that is away keeps nobody from working: mails wait.
        const mail = mailer === undefined ? "kept" : mailer.failing ? "failing" : "ok";
        const migrations = pending.length === 0 ? "ok" : "pending";
        const checks = { database: readOnly ? "read-only" : "ok", migrations, mail };
        return c.json({ status: ready ? "ready" : "not ready", checks }, ready ? 200 : 503);
      } catch (error) {
        log.error({ err: error }, "not ready");
        return c.json({ status: "not ready", checks: { database: "unreachable" } }, 503);
      }
    });
