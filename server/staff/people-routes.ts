/** Who works here: invited, changed and removed by administrators. */
import { z } from "zod";
import { endKeysOf } from "../api-keys/end-keys.ts";
import { type AuditNote, changesBetween, record } from "../audit/store.ts";
import type { NewStaff, StaffInvitation, StaffPatch } from "../contract/staff.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal, refuseField } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { email, reach } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { forgetDraftsOf } from "../tickets/drafts.ts";
import { unassignAll } from "../tickets/unassign.ts";
import { personName, role } from "./fields.ts";
import { invite } from "./links.ts";
import { namesIn, readReach, requireProjects, writeReach } from "../access/reach.ts";
import { answering, findStaff, lockStaff, type StaffRow } from "../access/staff-account.ts";
import {
  accountView,
  createStaff,
  endWaysIn,
  findStaffByEmail,
  listStaff,
  requireAnotherAdmin,
  staffWords,
  updateStaff,
  withoutTotp,
} from "./store.ts";

const newStaff = z.strictObject({
  name: personName,
  email,
  role,
  projects: reach.optional(),
}) satisfies z.ZodType<NewStaff>;
const staffPatch = z.strictObject({
  name: personName.optional(),
  role: role.optional(),
  projects: reach.optional(),
  totp: z.null().optional(),
  off: z.boolean().optional(),
}) satisfies z.ZodType<StaffPatch>;

type PeopleDeps = Pick<Deps, "database" | "sessions" | "secrets" | "limiter" | "now" | "publicUrl">;

export function staffPeopleRoutes(deps: PeopleDeps) {
  const { database, sessions, now } = deps;

  const lockPresent = async (tx: Tx, id: string): Promise<StaffRow> => {
    const staff = await lockStaff(tx, id);
    if (staff?.left_at !== null) throw notFound();
    return staff;
  };

  /** Every open staff page reads anew who is here and what it may do. */
  const announce = (tx: Tx, id: string): void => announceAccess(tx, "", "staff", id);

  /** Nobody locks themselves out by a slip: that takes another administrator. */
  const requireSomebodyElse = (c: StaffContext, id: string): void => {
    if (c.get("who").id === id) throw new Refusal(409, "not_permitted");
  };

  /** Somebody who comes back gets their old account, so that their answers are theirs again. */
  const admit = async (tx: Tx, person: z.infer<typeof newStaff>): Promise<string> => {
    const known = await findStaffByEmail(tx.db, person.email);
    if (!known) return createStaff(tx, { ...person, passwordHash: null }, now());
    if (known.left_at === null) refuseField("email", "taken");
    const { name, role: newRole, projects = "all" } = person;
    await updateStaff(tx, known.id, {
      name,
      role: newRole,
      projects: writeReach(projects),
      left_at: null,
      off_at: null,
    });
    return known.id;
  };

  const invitation = async (tx: Tx, c: StaffContext, id: string): Promise<StaffInvitation> => {
    const staff = (await findStaff(tx.db, id))!;
    return { staff: accountView(staff), link: await invite(tx, deps, staff, c.get("who").name) };
  };

  return {
    async list(c: StaffContext) {
      return c.json({ items: (await listStaff(database.read)).map(accountView), nextCursor: null });
    },

    async create(c: StaffContext) {
      const person = await readJson(c, newStaff);
      const answer = await database.write(async (tx) => {
        await requireProjects(tx.db, person.projects ?? "all");
        const id = await admit(tx, person);
        const changes: AuditNote["changes"] = { role: [null, person.role] };
        if (person.projects && person.projects !== "all")
          changes["projects"] = [null, await namesIn(tx.db, person.projects)];
        const note: AuditNote = { action: "staff.invited", subject: staffWords(person), changes };
        await record(tx, c.get("who"), note, now());
        announce(tx, id);
        return invitation(tx, c, id);
      });
      return c.json(answer, 201);
    },

    /** Also for somebody who has a password and lost it, where no mail is sent and the link has to be handed on. */
    async inviteAgain(c: StaffContext) {
      const answer = await database.write(async (tx) => {
        const staff = await lockPresent(tx, c.req.param("id")!);
        if (staff.off_at !== null) throw new Refusal(409, "not_permitted");
        await record(tx, c.get("who"), { action: "staff.invited_again", subject: staffWords(staff) }, now());
        return invitation(tx, c, staff.id);
      });
      return c.json(answer, 201);
    },

    async change(c: StaffContext) {
      const { totp, off, projects: asked, ...patch } = await readJson(c, staffPatch);
      // Whoever is made an administrator has all, and should they become an agent again, not what they once had.
      const projects = patch.role === "admin" ? "all" : asked;
      const id = c.req.param("id")!;
      await database.write(async (tx) => {
        const before = await lockPresent(tx, id);
        await requireProjects(tx.db, projects ?? "all");
        const isDemoted = before.role === "admin" && patch.role !== undefined && patch.role !== "admin";
        const isTurnedOff = off === true && before.off_at === null;
        const isTurnedOn = off === false && before.off_at !== null;
        if (isDemoted || (isTurnedOff && before.role === "admin")) await requireAnotherAdmin(tx, id);
        if (isDemoted || isTurnedOff || totp === null) requireSomebodyElse(c, id);
        const was = { name: before.name, role: before.role };
        const changes = changesBetween(was, patch);
        if (projects !== undefined && writeReach(projects) !== before.projects) {
          changes["projects"] = [await namesIn(tx.db, readReach(before.projects)), await namesIn(tx.db, projects)];
        }
        await updateStaff(tx, id, {
          ...patch,
          ...(projects !== undefined && { projects: writeReach(projects) }),
          ...(totp === null && withoutTotp),
          ...(isTurnedOff && { off_at: now() }),
          ...(isTurnedOn && { off_at: null }),
        });
        // A new role counts at once in sessions that are open; a factor that is gone vouches for none.
        if (isTurnedOff || totp === null) await endWaysIn(tx, sessions, id);
        if (isDemoted || isTurnedOff) await endKeysOf(tx, c.get("who"), id, now());
        // Whoever sees a ticket no more answers it no more.
        await unassignAll(tx, id, answering((await findStaff(tx.db, id))!));
        const subject = staffWords(before);
        if (Object.keys(changes).length > 0) {
          await record(tx, c.get("who"), { action: "staff.changed", subject, changes }, now());
        }
        if (totp === null) await record(tx, c.get("who"), { action: "staff.totp_reset", subject }, now());
        if (isTurnedOff) await record(tx, c.get("who"), { action: "staff.turned_off", subject }, now());
        if (isTurnedOn) await record(tx, c.get("who"), { action: "staff.turned_on", subject }, now());
        announce(tx, id);
      });
      return c.json({ staff: accountView((await findStaff(database.read, id))!) });
    },

    /** The row stays, because it signs their answers. */
    async remove(c: StaffContext) {
      const id = c.req.param("id")!;
      await database.write(async (tx) => {
        const staff = await lockPresent(tx, id);
        if (staff.role === "admin") await requireAnotherAdmin(tx, id);
        requireSomebodyElse(c, id);
        await updateStaff(tx, id, { left_at: now(), password_hash: null, ...withoutTotp });
        await endWaysIn(tx, sessions, id);
        await endKeysOf(tx, c.get("who"), id, now());
        await unassignAll(tx, id);
        await forgetDraftsOf(tx, id);
        await record(tx, c.get("who"), { action: "staff.removed", subject: staffWords(staff) }, now());
        announce(tx, id);
      });
      return c.body(null, 204);
    },
  };
}
