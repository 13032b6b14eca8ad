/** Customers as staff and programs with a key manage them. */
import { mayReadCustomers, requirePermissionRight } from "../access/staff-rules.ts";
import type { InvitationResult } from "../contract/people.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal } from "../errors.ts";
import type { KeyedContext, StaffContext } from "../http/env.ts";
import { readJson } from "../http/read-json.ts";
import { readQuery } from "../http/read-query.ts";
import { addCustomer } from "./add-customer.ts";
import { changeCustomer } from "./change-customer.ts";
import { deleteCustomer } from "./delete-customer.ts";
import { invite } from "./invite.ts";
import { letIn } from "./let-in.ts";
import { listCustomers } from "./list-customers.ts";
import { mergeCustomers } from "./merge.ts";
import { customerView } from "./query.ts";
import { readProfile, requireCustomer } from "./read-profile.ts";
import { recordChange } from "./record-change.ts";
import { customerList, customerPatch, invitations, lettingIn, merge, newCustomer } from "./schemas.ts";
import { lockCustomer } from "./store.ts";
import { undoMerge } from "./undo-merge.ts";

type CustomerDeps = Pick<Deps, "database" | "sessions" | "limiter" | "secrets" | "now" | "publicUrl">;

const refusals: Record<NonNullable<InvitationResult["reason"]>, () => Refusal> = {
  unknown: notFound,
  no_address: () => new Refusal(409, "address_missing"),
  stopped: () => new Refusal(409, "account_stopped"),
  registered: () => new Refusal(409, "already_registered"),
  portal_off: () => new Refusal(409, "portal_unavailable"),
  too_many: () => new Refusal(429, "too_many_requests", { retryAfter: 1200 }),
};

export function customerRoutes(deps: CustomerDeps) {
  const { database, now } = deps;
  const view = async (id: string) => customerView(await requireCustomer(database.read, id));

  return {
    async list(c: KeyedContext) {
      return c.json(await listCustomers(database, c.get("who"), readQuery(c, customerList)));
    },

    async create(c: KeyedContext) {
      const input = await readJson(c, newCustomer);
      requirePermissionRight(c.get("who"), input.permissions);
      const { id, isNew } = await database.write((tx) => addCustomer(tx, deps, c.get("who"), input));
      return c.json({ customer: mayReadCustomers(c.get("who")) ? await view(id) : { id } }, isNew ? 201 : 200);
    },

    async get(c: KeyedContext) {
      return c.json({ customer: await readProfile(database.read, c.req.param("id")!) });
    },

    async change(c: KeyedContext) {
      const patch = await readJson(c, customerPatch);
      const who = c.get("who");
      const id = c.req.param("id")!;
      requirePermissionRight(who, patch.permissions);
      await database.write(async (tx) => {
        const before = await lockCustomer(tx, id);
        if (!before) throw notFound();
        await recordChange(tx, who, before, await changeCustomer(tx, deps, before, patch), now());
      });
      return c.json({ customer: mayReadCustomers(c.get("who")) ? await readProfile(database.read, id) : { id } });
    },

    async delete(c: StaffContext) {
      await database.write(async (tx) => {
        const customer = await lockCustomer(tx, c.req.param("id")!);
        if (!customer) throw notFound();
        await deleteCustomer(tx, deps, c.get("who"), customer);
      });
      return c.body(null, 204);
    },

    async merge(c: StaffContext) {
      const { into } = await readJson(c, merge);
      const from = c.req.param("id")!;
      await database.write((tx) => mergeCustomers(tx, deps, c.get("who"), from, into));
      return c.json({ customer: await readProfile(database.read, into) });
    },

    async undoMerge(c: StaffContext) {
      const { id, merge: mergeId } = c.req.param();
      await database.write((tx) => undoMerge(tx, deps, c.get("who"), id!, mergeId!));
      return c.body(null, 204);
    },

    async letIn(c: StaffContext) {
      const id = c.req.param("id")!;
      const { email } = await readJson(c, lettingIn);
      await database.write(async (tx) => {
        const customer = await lockCustomer(tx, id);
        if (!customer) throw notFound();
        await letIn(tx, deps, c.get("who"), customer, email);
      });
      return c.json({ customer: await readProfile(database.read, id) });
    },

    async invite(c: StaffContext) {
      const id = c.req.param("id")!;
      const { reason } = await database.write((tx) => invite(tx, deps, c.get("who"), id));
      if (reason) throw refusals[reason]();
      return c.json({ customer: await view(id) });
    },

    /** One that cannot be invited keeps no other from it. */
    async inviteAll(c: StaffContext) {
      const { ids } = await readJson(c, invitations);
      const who = c.get("who");
      const items = await database.write(async (tx) => {
        const results: InvitationResult[] = [];
        for (const id of new Set(ids)) results.push(await invite(tx, deps, who, id));
        return results;
      });
      return c.json({ items });
    },
  };
}
