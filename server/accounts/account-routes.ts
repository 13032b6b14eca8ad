/** What customers change of their own account. */
import { z } from "zod";
import { newPassword } from "../access/new-password.ts";
import { type CustomerPrincipal, principalKey } from "../access/principals.ts";
import { record } from "../audit/store.ts";
import type { AccountChange, AccountPatch } from "../contract/portal.ts";
import { endMailedWaysIn } from "../customers/links.ts";
import { lockOwn } from "../customers/lock-own.ts";
import { subjectOf } from "../customers/record-change.ts";
import { type CustomerRow, findCustomer, updateCustomer } from "../customers/store.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { email, locale, requiredText, text } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { addJob } from "../jobs/store.ts";
import { createCode } from "../customers/codes.ts";
import { ownProof, showOwner, type Shown } from "./own-proof.ts";
import { setPassword } from "./set-password.ts";
import { ownView, requirePasswordHere } from "./sign-in.ts";
import { tellOwner } from "./tell-owner.ts";
import { newId } from "../access/tokens.ts";

const accountPatch = z.strictObject({
  name: requiredText(120).optional(),
  locale: locale.nullable().optional(),
  password: newPassword(8).optional(),
  proof: ownProof.optional(),
  currentPassword: text(200).optional(),
  email: email.optional(),
}) satisfies z.ZodType<AccountPatch>;

type OwnDeps = Pick<Deps, "database" | "sessions" | "passwords" | "limiter" | "secrets" | "log" | "now" | "publicUrl">;

export function ownAccountRoutes(deps: OwnDeps) {
  const { database, passwords, limiter, secrets, now } = deps;

  /** The new address is asked, in a job, as with every code. */
  const askNewAddress = async (tx: Tx, customer: CustomerRow, address: string): Promise<string> => {
    const { id, project_id: projectId } = customer;
    await limiter.require(tx, "codes", `changes:${id}`);
    if ((await limiter.take(tx, "codes", address)) > 0) return newId();
    const { challenge, code } = await createCode(tx, secrets, { projectId, email: address, customerId: id }, now());
    await addJob(
      tx,
      "code-mail",
      { challenge, sealed: secrets.seal({ code }), network: null, mayRegister: false },
      now(),
    );
    return challenge;
  };

  const changePassword = async (tx: Tx, c: PortalContext, customer: CustomerRow, hash: string): Promise<void> => {
    const { id, project_id: projectId, name } = customer;
    const keptSession = (c.get("who") as CustomerPrincipal).session.hash;
    await setPassword(tx, deps, { id, projectId, passwordHash: hash, keptSession });
    if (customer.email !== null) await endMailedWaysIn(tx, projectId, customer.email);
    await tellOwner(tx, deps, c.get("project"), customer, "password");
    const note = { action: "customer.password_changed", projectId, subject: subjectOf(customer) } as const;
    await record(tx, { kind: "customer", id, name }, note, now());
  };

  return {
    async change(c: PortalContext) {
      const who = c.get("who") as CustomerPrincipal;
      const {
        name,
        locale: language,
        password,
        proof,
        currentPassword,
        email: address,
      } = await readJson(c, accountPatch);
      const known = (await findCustomer(database.read, who.id))!;
      const newAddress = address === known.email ? undefined : address;
      if (password !== undefined) requirePasswordHere(deps, c);
      let shown: Shown | undefined;
      if (password !== undefined || newAddress !== undefined) {
        await database.write((tx) => limiter.require(tx, "accountChanges", who.id));
        const given = proof ?? (currentPassword === undefined ? undefined : { password: currentPassword });
        shown = await showOwner(deps, c, known, given);
      }
      const passwordHash = password === undefined ? undefined : await passwords.hash(password);
      const set = { ...(name !== undefined && { name }), ...(language !== undefined && { locale: language }) };

      const outcome = await database.write(async (tx): Promise<AccountChange | Refusal> => {
        const customer = await lockOwn(tx, deps, who);
        const refusal = await shown?.(tx);
        if (refusal) return refusal;
        const { id, project_id: projectId } = customer;
        const next = { ...customer, ...set };
        if (next.name !== customer.name || next.locale !== customer.locale) {
          await limiter.require(tx, "changes", principalKey(who));
          await updateCustomer(tx, id, set);
          announceAccess(tx, projectId, "customer", id);
        }
        if (passwordHash !== undefined) await changePassword(tx, c, customer, passwordHash);
        const challenge = newAddress === undefined ? undefined : await askNewAddress(tx, customer, newAddress);
        return { customer: await ownView(tx.db, id), ...(challenge !== undefined && { challenge }) };
      });
      if (outcome instanceof Refusal) throw outcome;
      return c.json(outcome);
    },
  };
}
