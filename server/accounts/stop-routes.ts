/** "This was not me": the link in a mail about a change stops the account. It lets nobody in, staff decide what follows. */
import type { LinkToken } from "../contract/portal.ts";
import { z } from "zod";
import { openBySecret } from "../access/network-limits.ts";
import { record } from "../audit/store.ts";
import type { AuditEntry } from "../contract/people.ts";
import { useStop } from "../customers/account-stops.ts";
import { endWaysIn } from "../customers/end-ways-in.ts";
import { endMailedWaysIn } from "../customers/links.ts";
import { subjectOf } from "../customers/record-change.ts";
import { type CustomerRow, lockCustomer, updateCustomer } from "../customers/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { readJson } from "../http/read-json.ts";

/** A text that is no link is answered like a link that is over. */
const given = z.strictObject({ token: z.unknown().optional() }) satisfies z.ZodType<LinkToken>;

type StopDeps = Pick<Deps, "database" | "sessions" | "limiter" | "now">;

export function stopRoutes(deps: StopDeps) {
  const { database, now } = deps;
  return {
    async stop(c: PortalContext) {
      const { token } = await readJson(c, given);
      const { id: projectId } = c.get("project");
      const stop = (): Promise<void> =>
        database.write(async (tx) => {
          const used = typeof token === "string" ? await useStop(tx, projectId, token, now()) : undefined;
          const customer = used && (await lockCustomer(tx, used.customer_id));
          if (!used || !customer) throw new Refusal(410, "link_expired");
          await stopAccount(tx, deps, customer, used.email);
        });
      await openBySecret(deps, c.get("network"), stop);
      return c.body(null, 204);
    },
  };
}

/** @param email address of the person who asks: the account's own, or the one it had before */
async function stopAccount(tx: Tx, deps: StopDeps, customer: CustomerRow, email: string): Promise<void> {
  const { id, project_id: projectId } = customer;
  const stoppedAt = customer.stopped_at ?? deps.now();
  // Somebody else may have set the password.
  await updateCustomer(tx, id, { stopped_at: stoppedAt, tokens_since: deps.now(), password_hash: null });
  await endWaysIn(tx, deps, customer);
  await endMailedWaysIn(tx, projectId, email);
  const subject = subjectOf(customer);
  const changes: AuditEntry["changes"] = email === customer.email ? {} : { email: [email, customer.email] };
  const owner = { kind: "customer" as const, id, name: email };
  await record(tx, owner, { action: "customer.stopped", projectId, subject, changes }, deps.now());
}
