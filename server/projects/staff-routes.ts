/** Projects, their portals and inboxes, as administrators set them up. */
import { z } from "zod";
import { type AuditNote, changesBetween, record } from "../audit/store.ts";
import type {
  Inbox,
  InboxPatch,
  InboxWithCount,
  NewInbox,
  NewProject,
  Project,
  ProjectItem,
  ProjectPatch,
} from "../contract/staff.ts";
import { withChoices } from "../access/permission-choices.ts";
import { resolvePermissions } from "../access/permissions.ts";
import { reaches } from "../access/reach.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, refuseField, Refusal } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { email, requiredText } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { readQuery } from "../http/read-query.ts";
import { intakeAddress } from "./mail-inboxes.ts";
import { holdInboxes, moveInbox } from "./moved-inboxes.ts";
import { listSeenSites } from "./seen-sites.ts";
import { pickSettings, settingsPatch } from "./settings.ts";
import { inboxFacts, projectFacts } from "./facts.ts";
import {
  countTicketsOfInbox,
  createInbox,
  createProject,
  findInbox,
  findProject,
  type InboxRow,
  listInboxes,
  listProjects,
  type ProjectRow,
  updateProject,
} from "./store.ts";

const name = requiredText(120);
const newProject = z.strictObject({
  name,
  portal: settingsPatch.optional(),
}) satisfies z.ZodType<NewProject>;

const projectPatch = z.strictObject({
  name: name.optional(),
  portal: settingsPatch.optional(),
}) satisfies z.ZodType<ProjectPatch>;

const newInbox = z.strictObject({
  name,
  address: email.nullable().optional(),
  replyAs: z.enum(["agent", "inbox"]).default("agent"),
  portal: z.boolean().default(true),
}) satisfies z.ZodType<NewInbox>;
const inboxPatch = z.strictObject({
  name: name.optional(),
  address: email.nullable().optional(),
  replyAs: z.enum(["agent", "inbox"]).optional(),
  portal: z.boolean().optional(),
}) satisfies z.ZodType<InboxPatch>;

/** `moveTo`: the inbox of the same project that its tickets go to. */
const deletion = z.strictObject({ moveTo: z.string().max(64).optional() });

const inboxView =
  (mailDomain: string | undefined) =>
  (row: InboxRow): Inbox => ({
    id: row.id,
    name: row.name,
    address: row.address,
    intake: intakeAddress(row, mailDomain),
    replyAs: row.reply_as,
    portal: row.portal === 1,
  });

type ProjectDeps = Pick<Deps, "database" | "now" | "publicUrl" | "mailDomain"> & {
  /** The tags for a site's page; with the digests of this release for the pinned one. */
  snippets: (project: ProjectRow) => Project["snippets"];
};

export function projectRoutes({ database, now, publicUrl, mailDomain, snippets }: ProjectDeps) {
  const viewOf = inboxView(mailDomain);

  const settingsView = (project: ProjectRow): Omit<Project, "seenOn"> => ({
    id: project.id,
    name: project.name,
    portal: {
      key: project.key,
      url: `${publicUrl}/p/${project.key}`,
      domain: project.domain,
      ...pickSettings(project),
      permissions: resolvePermissions({ project: project.permissions }),
    },
    snippets: snippets(project),
  });

  const view = async (project: ProjectRow): Promise<Project> => ({
    ...settingsView(project),
    seenOn: await listSeenSites(database.read, project.id),
  });

  const required = async (id: string): Promise<ProjectRow> => {
    const project = await findProject(database.read, id);
    if (!project) throw notFound();
    return project;
  };

  const requiredInbox = async (id: string): Promise<InboxRow> => {
    const inbox = await findInbox(database.read, id);
    if (!inbox) throw notFound();
    return inbox;
  };

  const note = (tx: Tx, c: StaffContext, written: AuditNote): Promise<void> => record(tx, c.get("who"), written, now());

  /** Saving what is there already is no change worth a line. */
  const noteChanges = async (tx: Tx, c: StaffContext, written: Required<AuditNote>): Promise<void> => {
    if (Object.keys(written.changes).length > 0) await note(tx, c, written);
  };

  const set = async (tx: Tx, project: ProjectRow, { name: title, portal }: z.infer<typeof projectPatch>) => {
    const permissions = portal?.permissions && withChoices(project.permissions, portal.permissions);
    await updateProject(tx, project.id, { ...portal, permissions, name: title });
    const after = (await findProject(tx.db, project.id))!;
    return changesBetween(projectFacts(settingsView(project)), projectFacts(settingsView(after)));
  };

  return {
    async list(c: StaffContext) {
      const projects = (await listProjects(database.read)).filter(({ id }) => reaches(c.get("who"), id));
      // Agents work on tickets; how a portal is set up is for administrators.
      const isAdmin = c.get("who").role === "admin";
      const items: ProjectItem[] = await Promise.all(
        projects.map(async (project) => {
          const { id, name: title, types } = project;
          const inboxes = (await listInboxes(database.read, id)).map((inbox) => ({ id: inbox.id, name: inbox.name }));
          return { ...(isAdmin && (await view(project))), id, name: title, types, inboxes };
        }),
      );
      return c.json({ items, nextCursor: null });
    },

    async create(c: StaffContext) {
      const { name: title, portal } = await readJson(c, newProject);
      const id = await database.write(async (tx) => {
        const made = await createProject(tx, { name: title }, now());
        const changes = portal ? await set(tx, (await findProject(tx.db, made))!, { portal }) : {};
        await note(tx, c, { action: "project.created", projectId: made, subject: title, changes });
        tx.emit({ projectId: made, type: "access.changed" });
        return made;
      });
      return c.json({ project: await view(await required(id)) }, 201);
    },

    async get(c: StaffContext) {
      return c.json({ project: await view(await required(c.req.param("id")!)) });
    },

    async change(c: StaffContext) {
      const patch = await readJson(c, projectPatch);
      const before = await required(c.req.param("id")!);
      await database.write(async (tx) => {
        const changes = await set(tx, before, patch);
        await noteChanges(tx, c, { action: "project.changed", projectId: before.id, subject: before.name, changes });
        const closes = patch.portal?.enabled === false && before.enabled;
        tx.emit({ projectId: before.id, type: closes ? "portal.off" : "access.changed" });
      });
      return c.json({ project: await view(await required(before.id)) });
    },

    async listInboxes(c: StaffContext) {
      const { id } = await required(c.req.param("id")!);
      return c.json({ items: (await listInboxes(database.read, id)).map(viewOf), nextCursor: null });
    },

    async createInbox(c: StaffContext) {
      const { name: title, address = null, replyAs, portal } = await readJson(c, newInbox);
      const { id: projectId } = await required(c.req.param("id")!);
      const id = await database.write(async (tx) => {
        await note(tx, c, { action: "inbox.created", projectId, subject: title });
        tx.emit({ projectId, type: "access.changed" });
        const values = { project_id: projectId, name: title, address, reply_as: replyAs, portal: Number(portal) };
        return createInbox(tx.db, values, now());
      });
      return c.json({ inbox: viewOf(await requiredInbox(id)) }, 201);
    },

    async getInbox(c: StaffContext) {
      const inbox = await requiredInbox(c.req.param("id")!);
      const tickets = await countTicketsOfInbox(database.lists, inbox);
      return c.json({ inbox: { ...viewOf(inbox), tickets } satisfies InboxWithCount });
    },

    async changeInbox(c: StaffContext) {
      const { name: title, address, replyAs, portal } = await readJson(c, inboxPatch);
      const before = await requiredInbox(c.req.param("id")!);
      const { id, project_id: projectId } = before;
      const given = {
        ...(title !== undefined && { name: title }),
        ...(address !== undefined && { address }),
        ...(replyAs && { reply_as: replyAs }),
        ...(portal !== undefined && { portal: Number(portal) }),
      };
      await database.write(async (tx) => {
        if (Object.keys(given).length > 0) await tx.db.updateTable("inboxes").set(given).where("id", "=", id).execute();
        const after = inboxFacts(viewOf({ ...before, ...given }));
        const changes = changesBetween(inboxFacts(viewOf(before)), after);
        await noteChanges(tx, c, { action: "inbox.changed", projectId, subject: before.name, changes });
        tx.emit({ projectId, type: "access.changed" });
      });
      return c.json({ inbox: viewOf(await requiredInbox(id)) });
    },

    /** Where it holds tickets, it says which inbox they go to. Never the last one: every ticket lies in an inbox. */
    async deleteInbox(c: StaffContext) {
      const { moveTo } = readQuery(c, deletion);
      const inbox = await requiredInbox(c.req.param("id")!);
      const { id, project_id: projectId, name: subject } = inbox;
      await database.write(async (tx) => {
        await holdInboxes(tx, projectId);
        const there = await listInboxes(tx.db, projectId);
        // Somebody else has deleted it meanwhile.
        if (!there.some((one) => one.id === id)) throw notFound();
        const others = there.filter((one) => one.id !== id);
        if (others.length === 0) throw new Refusal(409, "last_inbox");
        const tickets = moveTo === undefined ? await countTicketsOfInbox(tx.db, inbox) : 0;
        if (tickets > 0) throw new Refusal(409, "inbox_not_empty", { tickets });
        // What arrives for an empty one from now on, from a page that was open, goes where it goes without a choice.
        const chosen = moveTo === undefined ? others[0] : others.find((one) => one.id === moveTo);
        const target = chosen ?? refuseField("moveTo", "not_allowed");
        await moveInbox(tx, id, target.id);
        const changes: AuditNote["changes"] = moveTo === undefined ? {} : { movedTo: [null, target.name] };
        await note(tx, c, { action: "inbox.deleted", projectId, subject, changes });
        tx.emit({ projectId, type: "access.changed" });
      });
      return c.body(null, 204);
    },
  };
}
