import { z } from "zod";
import { permissionChoices, readChoices, withChoices } from "../access/permission-choices.ts";
import type { KeyPrincipal, StaffPrincipal } from "../access/principals.ts";
import { reaches } from "../access/reach.ts";
import { mayReadCustomers, requirePermissionRight } from "../access/staff-rules.ts";
import { changesBetween, record } from "../audit/store.ts";
import type { CompanyPatch, NewCompany } from "../contract/people.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal, refuseField } from "../errors.ts";
import type { KeyedContext, StaffContext } from "../http/env.ts";
import { id, ifKnown, requiredText, text } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { readQuery } from "../http/read-query.ts";
import { sameName } from "../names/same-name.ts";
import { findProject } from "../projects/store.ts";
import { leaveCompany } from "../ticket-holders/store.ts";
import { listCompanies } from "./list-companies.ts";
import {
  companiesNamed,
  type CompanyRow,
  companyView,
  createCompany,
  findCompany,
  findCompanyByExternalId,
  findCompanyRecord,
  leaveName,
  renameCompany,
} from "./store.ts";

const name = requiredText(120);
const externalId = requiredText(200).nullable();

const newCompany = z.strictObject({
  project: id,
  name,
  externalId: externalId.optional(),
  permissions: permissionChoices.optional(),
  ifKnown: ifKnown.optional(),
}) satisfies z.ZodType<NewCompany>;

const companyPatch = newCompany.omit({ project: true, ifKnown: true }).partial() satisfies z.ZodType<CompanyPatch>;

const companyList = z.strictObject({
  project: id.optional(),
  same: z.literal("true").optional(),
  q: text(200).optional(),
  cursor: text(1000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

type Who = StaffPrincipal | KeyPrincipal;

export function companyRoutes({ database, now }: Pick<Deps, "database" | "now">) {
  const view = async (companyId: string) => {
    const row = await findCompanyRecord(database.read, companyId);
    if (!row) throw notFound();
    return companyView(row);
  };

  const change = async (tx: Tx, who: Who, before: CompanyRow, patch: CompanyPatch): Promise<void> => {
    requirePermissionRight(who, patch.permissions);
    // One that shares its name with an older one may keep it.
    if (patch.name !== undefined && sameName(patch.name) !== before.name_key) {
      if ((await companiesNamed(tx, before.project_id, [patch.name])).size > 0) refuseField("name", "taken");
    }
    if (typeof patch.externalId === "string") {
      const other = await findCompanyByExternalId(tx.db, before.project_id, patch.externalId);
      if (other && other.id !== before.id) refuseField("externalId", "taken");
    }
    const permissions = readChoices(before.permissions);
    const after = patch.permissions && withChoices(permissions, patch.permissions);
    const changes = changesBetween({ name: before.name, externalId: before.external_id, permissions }, {
      name: patch.name,
      externalId: patch.externalId,
      permissions: after,
    } as object);
    if (Object.keys(changes).length === 0) return;
    if (changes["name"]) await renameCompany(tx, before, patch.name!);
    const set = {
      ...(patch.externalId !== undefined && { external_id: patch.externalId }),
      ...(after && { permissions: JSON.stringify(after) }),
    };
    if (Object.keys(set).length > 0) {
      await tx.db.updateTable("companies").set(set).where("id", "=", before.id).execute();
    }
    await record(
      tx,
      who,
      { action: "company.changed", projectId: before.project_id, subject: before.name, changes },
      now(),
    );
    announceAccess(tx, before.project_id, "company", before.id);
  };

  return {
    async list(c: KeyedContext) {
      return c.json(await listCompanies(database, c.get("who"), readQuery(c, companyList)));
    },

    async get(c: KeyedContext) {
      return c.json({ company: await view(c.req.param("id")!) });
    },

    /** A program that sends the same external id again means the same company, which is changed where it says so. */
    async create(c: KeyedContext) {
      const { project: projectId, ifKnown: wish = "keep", ...input } = await readJson(c, newCompany);
      const who = c.get("who");
      requirePermissionRight(who, input.permissions);
      const made = await database.write(async (tx) => {
        if (!reaches(who, projectId) || !(await findProject(tx.db, projectId))) refuseField("project", "not_allowed");
        const known =
          typeof input.externalId === "string"
            ? await findCompanyByExternalId(tx.db, projectId, input.externalId)
            : undefined;
        if (known && who.kind === "key") {
          if (wish === "change") await change(tx, who, known, input);
          return { id: known.id, isNew: false };
        }
        if (known) refuseField("externalId", "taken");
        if ((await companiesNamed(tx, projectId, [input.name])).size > 0) refuseField("name", "taken");
        const permissions = withChoices({}, input.permissions ?? {});
        const companyId = await createCompany(tx, { ...input, projectId, permissions }, now());
        await record(tx, who, { action: "company.created", projectId, subject: input.name }, now());
        return { id: companyId, isNew: true };
      });
      const company = mayReadCustomers(c.get("who")) ? await view(made.id) : { id: made.id };
      return c.json({ company }, made.isNew ? 201 : 200);
    },

    async change(c: KeyedContext) {
      const patch = await readJson(c, companyPatch);
      const companyId = c.req.param("id")!;
      await database.write(async (tx) => {
        const before = await findCompany(tx.db, companyId);
        if (!before) throw notFound();
        await change(tx, c.get("who"), before, patch);
      });
      return c.json({ company: mayReadCustomers(c.get("who")) ? await view(companyId) : { id: companyId } });
    },

    /** Only without customers. Tickets of former ones stay; no company sees them any more. */
    async delete(c: StaffContext) {
      const companyId = c.req.param("id")!;
      await database.write(async (tx) => {
        const { db } = tx;
        const company = await findCompany(db, companyId);
        if (!company) throw notFound();
        const customer = db.selectFrom("customers").select("id").where("company_id", "=", companyId).limit(1);
        if (await customer.executeTakeFirst()) throw new Refusal(409, "company_not_empty");
        await leaveCompany(tx, companyId);
        await db.deleteFrom("companies").where("id", "=", companyId).execute();
        await leaveName(db, company);
        const { project_id: projectId, name: subject } = company;
        await record(tx, c.get("who"), { action: "company.deleted", projectId, subject }, now());
      });
      return c.body(null, 204);
    },
  };
}
