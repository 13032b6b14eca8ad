/** Keys by which a site's server signs who its users are, as administrators make, change and end them. */
import type { TurningOn } from "../contract/people.ts";
import { z } from "zod";
import { record } from "../audit/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { id } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { readQuery } from "../http/read-query.ts";
import { endTokensOfSite, findProject } from "../projects/store.ts";
import { endTracking } from "../tracking/links.ts";
import { endTokens } from "../access/ended-tokens.ts";
import { skewSeconds } from "./verify-token.ts";
import { createIdentityKey, deleteIdentityKey, identityKeyView, listIdentityKeys, turnIdentityKeyOn } from "./store.ts";

const nothing = z.strictObject({}) satisfies z.ZodType<object>;
const turningOn = z.strictObject({ off: z.literal(false) }) satisfies z.ZodType<TurningOn>;
const which = z.strictObject({ kid: id });

const ofCustomers = ({ db }: Tx, projectId: string) =>
  db.selectFrom("tickets").select("id").where("project_id", "=", projectId).where("customer_id", "is not", null);

type KeyDeps = Pick<Deps, "database" | "sessions" | "secrets" | "now">;

export function identityKeyRoutes({ database, sessions, secrets, now }: KeyDeps) {
  const projectId = async (c: StaffContext): Promise<string> => {
    const project = await findProject(database.read, c.req.param("id")!);
    if (!project) throw notFound();
    return project.id;
  };

  return {
    async list(c: StaffContext) {
      const items = (await listIdentityKeys(database.read, await projectId(c))).map(identityKeyView);
      return c.json({ items, nextCursor: null });
    },

    /** The secret is in this answer and nowhere else, ever again. */
    async create(c: StaffContext) {
      if (c.req.header("Content-Type") !== undefined) await readJson(c, nothing);
      const project = await projectId(c);
      const made = await database.write(async (tx) => {
        const { key, secret } = await createIdentityKey(tx, secrets, { projectId: project }, now());
        await record(tx, c.get("who"), { action: "identity-key.made", projectId: project, subject: key.id }, now());
        return { key, secret };
      });
      return c.json(made, 201);
    },

    /** One that a restore switched off works again. */
    async turnOn(c: StaffContext) {
      await readJson(c, turningOn);
      const project = await projectId(c);
      const kid = c.req.param("kid")!;
      const key = await database.write(async (tx) => {
        const found = await turnIdentityKeyOn(tx, project, kid);
        if (!found) throw notFound();
        await record(tx, c.get("who"), { action: "identity-key.turned_on", projectId: project, subject: kid }, now());
        return found;
      });
      return c.json({ key: identityKeyView(key) });
    },

    /** By its own address, or by the list's with `?kid=`. */
    async remove(c: StaffContext) {
      const kid = c.req.param("kid") ?? readQuery(c, which).kid;
      const project = await projectId(c);
      await database.write(async (tx) => {
        if (!(await deleteIdentityKey(tx, project, kid))) throw notFound();
        // A key is deleted when nobody trusts it any more. People who came in by it are not trusted any more either.
        await sessions.endOfSite(tx, { projectId: project, key: kid });
        // Nobody can say any more whom the key let in, and as whom. So links end of everybody whom the site knows.
        const { db } = tx;
        const known = db.selectFrom("customers").select("id").where("external_id", "is not", null);
        await endTracking(tx, ofCustomers(tx, project).where("customer_id", "in", known));
        tx.emit({ projectId: project, type: "session.ended" });
        await record(tx, c.get("who"), { action: "identity-key.deleted", projectId: project, subject: kid }, now());
      });
      return c.body(null, 204);
    },

    /**
     * Ends all sessions of customers, and the links to their tickets, since a thief of a session can make such links.
     * Visitors' tokens and links stay, as the only way back to what visitors sent.
     */
    async endSessions(c: StaffContext) {
      const project = await projectId(c);
      await database.write(async (tx) => {
        // The skew lets a site whose clock is a little late sign its people in again at once. This write comes first: a
        // customer who is coming in at this moment locks the project too, so either their session is ended here or
        // their token is refused.
        const since = now() - skewSeconds * 1000;
        await endTokensOfSite(tx, project, since);
        await endTokens(tx, { projectId: project });
        await sessions.endOfSite(tx, { projectId: project });
        await endTracking(tx, ofCustomers(tx, project));
        tx.emit({ projectId: project, type: "session.ended" });
        await record(tx, c.get("who"), { action: "sessions.ended", projectId: project, subject: "" }, now());
      });
      return c.body(null, 204);
    },
  };
}
