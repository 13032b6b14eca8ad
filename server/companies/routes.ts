import { sql } from "kysely";
import { z } from "zod";
import { permissionChoices, readChoices, withChoices } from "../access/permission-choices.ts";
import type { KeyPrincipal, StaffPrincipal } from "../access/principals.ts";
import { inReach, reaches } from "../access/reach.ts";
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
import { readCursor, readQuery, writeCursor, pageOf } from "../http/read-query.ts";
import { contains } from "../http/search-words.ts";
import { findProject } from "../projects/store.ts";
import { leaveCompany } from "../ticket-holders/store.ts";
import {
  companiesNamed,
  companyQuery,
  type CompanyRow,
  companyView,
  createCompany,
  findCompany,
  findCompanyByExternalId,
  findCompanyRecord,
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
  q: text(200).optional(),
  cursor: text(600).optional(),
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
    if (patch.name !== undefined) {
      const others = await companiesNamed(tx, before.project_id, [patch.name]);
      if (others.some((other) => other.id !== before.id)) refuseField("name", "taken");
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
    const set = {
      ...(patch.name !== undefined && { name: patch.name }),
      ...(patch.externalId !== undefined && { external_id: patch.externalId }),
      ...(after && { permissions: JSON.stringify(after) }),
    };
    await tx.db.updateTable("companies").set(set).where("id", "=", before.id).execute();
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
      const { project, q, cursor, limit } = readQuery(c, companyList);
      let query = companyQuery(database.lists)
        .where((eb) => inReach(c.get("who"), eb, "companies.project_id"))
        .orderBy(sql`lower(companies.name)`)
        .orderBy("companies.id")
        .limit(limit + 1);
      if (project !== undefined) query = query.where("companies.project_id", "=", project);
      if (q !== undefined) query = query.where((eb) => contains(eb.ref("companies.name"), q));
      if (cursor !== undefined) query = after(query, cursor);
      return c.json(pageOf(await query.execute(), limit, companyView, (last) => writeCursor([last.name_key, last.id])));
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
        if ((await companiesNamed(tx, projectId, [input.name])).length > 0) refuseField("name", "taken");
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
        const { project_id: projectId, name: subject } = company;
        await record(tx, c.get("who"), { action: "company.deleted", projectId, subject }, now());
      });
      return c.body(null, 204);
    },
  };
}

type CompanyQuery = ReturnType<typeof companyQuery>;

function after(query: CompanyQuery, cursor: string): CompanyQuery {
  const position = readCursor(cursor, ["string", "string"]);
  return query.where(sql<boolean>`(lower(companies.name), companies.id) > (${sql.join(position)})`);
}
