import { z } from "zod";
import type { StaffPrincipal } from "../access/principals.ts";
import { type AuditNote, record } from "../audit/store.ts";
import type { MadeApiKey, NewApiKey, TurningOn } from "../contract/people.ts";
import { namesIn, requireProjects } from "../access/reach.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { reach, requiredText } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { isPresent, lockStaff } from "../access/staff-account.ts";
import { createKey, deleteKey, keyView, listKeys, turnKeyOn } from "./store.ts";

const newKey = z.strictObject({
  name: requiredText(120),
  scopes: z
    .array(z.enum(["customers:read", "customers:write", "tickets:read", "mail:write"]))
    .min(1)
    .max(4),
  projects: reach.optional(),
}) satisfies z.ZodType<NewApiKey>;

const turningOn = z.strictObject({ off: z.literal(false) }) satisfies z.ZodType<TurningOn>;

/** The keys of somebody who is no administrator any more are switched off: none may come to be after that. */
async function requireStillAdmin(tx: Tx, { id }: StaffPrincipal): Promise<void> {
  const staff = await lockStaff(tx, id);
  if (!isPresent(staff) || staff.role !== "admin") throw new Refusal(403, "forbidden");
}

export function apiKeyRoutes({ database, now }: Pick<Deps, "database" | "now">) {
  return {
    async list(c: StaffContext) {
      return c.json({ items: (await listKeys(database.read)).map(keyView), nextCursor: null });
    },

    async create(c: StaffContext) {
      const input = await readJson(c, newKey);
      const who = c.get("who");
      const { key, row } = await database.write(async (tx) => {
        await requireStillAdmin(tx, who);
        await requireProjects(tx.db, input.projects ?? "all");
        const made = await createKey(tx, input, who.id, now());
        const changes: AuditNote["changes"] = { scopes: [[], input.scopes] };
        if (input.projects && input.projects !== "all")
          changes["projects"] = [null, await namesIn(tx.db, input.projects)];
        await record(tx, who, { action: "key.created", subject: input.name, changes }, now());
        return made;
      });
      const answer: MadeApiKey = { apiKey: keyView(row), key };
      return c.json(answer, 201);
    },

    /** One that a restore, or the end of whoever made it, switched off works again. */
    async turnOn(c: StaffContext) {
      await readJson(c, turningOn);
      const who = c.get("who");
      const row = await database.write(async (tx) => {
        await requireStillAdmin(tx, who);
        const found = await turnKeyOn(tx, c.req.param("id")!, who.id);
        if (!found) throw notFound();
        await record(tx, who, { action: "key.turned_on", subject: found.name }, now());
        return found;
      });
      return c.json({ apiKey: keyView(row) });
    },

    /** Its next call is refused. */
    async delete(c: StaffContext) {
      await database.write(async (tx) => {
        const row = await deleteKey(tx, c.req.param("id")!);
        if (!row) throw notFound();
        await record(tx, c.get("who"), { action: "key.deleted", subject: row.name }, now());
      });
      return c.body(null, 204);
    },
  };
}
