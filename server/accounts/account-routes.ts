/** What customers change of their own account. */
import { z } from "zod";
import { newPassword } from "../access/new-password.ts";
import { tryPassword } from "../access/password-tries.ts";
import type { CustomerPrincipal } from "../access/principals.ts";
import type { AccountChange, AccountPatch } from "../contract/portal.ts";
import { endMailedWaysIn } from "../customers/links.ts";
import { type CustomerRow, findCustomer } from "../customers/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { email, locale, requiredText, text } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { addJob } from "../jobs/store.ts";
import { createCode } from "./codes.ts";
import { setPassword } from "./set-password.ts";
import { ownView, passwordTriesOf } from "./sign-in.ts";
import { newId } from "../access/tokens.ts";

const accountPatch = z.strictObject({
  name: requiredText(120).optional(),
  locale: locale.nullable().optional(),
  password: newPassword(8).optional(),
  currentPassword: text(200).optional(),
  email: email.optional(),
}) satisfies z.ZodType<AccountPatch>;

type OwnDeps = Pick<Deps, "database" | "sessions" | "passwords" | "limiter" | "secrets" | "now">;

export function ownAccountRoutes(deps: OwnDeps) {
  const { database, passwords, limiter, secrets, now } = deps;

  /** A token alone may be somebody else's who sat down at this screen. @throws Refusal 401, 403 or 429 */
  const requirePassword = async (c: PortalContext, customer: CustomerRow, given: string | undefined): Promise<void> => {
    if (customer.password_hash === null) return;
    if (given === undefined) throw new Refusal(403, "password_required");
    const whose = passwordTriesOf(customer.project_id, customer.email ?? customer.id, c.get("network"));
    if (!(await tryPassword(deps, { whose, stored: customer.password_hash, given })))
      throw new Refusal(401, "credentials_wrong");
  };

  /** The new address is asked, in a job, as with every code. */
  const askNewAddress = async (tx: Tx, customer: CustomerRow, address: string): Promise<string> => {
    const { id, project_id: projectId } = customer;
    await limiter.require(tx, "codes", `changes:${id}`);
    if ((await limiter.take(tx, "codes", address)) > 0) return newId();
    const { challenge, code } = await createCode(tx, secrets, { projectId, email: address, customerId: id }, now());
    await addJob(tx, "code-mail", { challenge, sealed: secrets.seal({ code }), network: null }, now());
    return challenge;
  };

  return {
    async change(c: PortalContext) {
      const who = c.get("who") as CustomerPrincipal;
      const { name, locale: language, password, currentPassword, email: address } = await readJson(c, accountPatch);
      const customer = (await findCustomer(database.read, who.id))!;
      const newAddress = address === customer.email ? undefined : address;
      if (password !== undefined || newAddress !== undefined) await requirePassword(c, customer, currentPassword);
      const passwordHash = password === undefined ? undefined : await passwords.hash(password);
      const set = { ...(name !== undefined && { name }), ...(language !== undefined && { locale: language }) };

      const answer = await database.write(async (tx): Promise<AccountChange> => {
        const { id, project_id: projectId } = customer;
        if (Object.keys(set).length > 0) {
          await tx.db.updateTable("customers").set(set).where("id", "=", id).execute();
          tx.emit({ projectId, type: "access.changed", concerns: `customer:${id}` });
        }
        if (passwordHash !== undefined) {
          await setPassword(tx, deps, { id, projectId, passwordHash, keptSession: who.session.hash });
          if (customer.email !== null) await endMailedWaysIn(tx, projectId, customer.email);
        }
        const challenge = newAddress === undefined ? undefined : await askNewAddress(tx, customer, newAddress);
        return { customer: await ownView(tx.db, id), ...(challenge !== undefined && { challenge }) };
      });
      return c.json(answer);
    },
  };
}
