/** How staff come in: set-up, sign-in, links that set a password. */
import type { GivenAddress, Page } from "../contract/portal.ts";
import { z } from "zod";
import { sharedReach } from "../access/reach.ts";
import { browserName } from "../access/browser-name.ts";
import { rememberNetwork } from "../access/familiar-networks.ts";
import { decideMail, giveBackMail } from "../access/mail-requests.ts";
import { giveBackOfNetwork, openBySecret } from "../access/network-limits.ts";
import { givenStaffCookie, giveStaffCookie, takeStaffCookie } from "../access/staff-cookie.ts";
import { type AuditNote, record } from "../audit/store.ts";
import type {
  Agent,
  NewStaffPassword,
  StaffCredentials,
  StaffSession,
  StaffSetup,
  UndoSeconds,
} from "../contract/staff.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { Hosts } from "../hosts/hosts.ts";
import type { StaffContext } from "../http/env.ts";
import { email, text } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { addJob } from "../jobs/store.ts";
import { givenCode, givenPassword, newPassword, personName } from "./fields.ts";
import { useCode } from "./second-factor.ts";
import { consumeSetupToken, isSetupToken } from "./setup.ts";
import { answering, findStaff, isPresent, lockStaff, type StaffRow } from "../access/staff-account.ts";
import {
  consumeStaffLink,
  createStaff,
  endStaffLinks,
  findPresentStaffByEmail,
  hasAdmin,
  hasTotp,
  isStaffLink,
  staffView,
  staffWords,
  updateStaff,
} from "./store.ts";
import { countCodeTry, tryStaffPassword } from "./tries.ts";

const setup = z.strictObject({
  token: text(200),
  name: personName,
  email,
  password: newPassword,
}) satisfies z.ZodType<StaffSetup>;
const signIn = z.strictObject({
  email: text(254),
  password: givenPassword,
  totp: givenCode.optional(),
}) satisfies z.ZodType<StaffCredentials>;
const activation = z.strictObject({
  token: text(200),
  name: personName.optional(),
  password: newPassword,
}) satisfies z.ZodType<NewStaffPassword>;
const passwordLink = z.strictObject({ email }) satisfies z.ZodType<GivenAddress>;

type StaffDeps = Pick<
  Deps,
  | "database"
  | "sessions"
  | "staffPasswords"
  | "secrets"
  | "limiter"
  | "mailer"
  | "now"
  | "demo"
  | "version"
  | "publicUrl"
>;

export function staffRoutes(deps: StaffDeps & { hosts: Pick<Hosts, "others"> }) {
  const { database, sessions, staffPasswords: passwords, secrets, now, publicUrl } = deps;

  const signInAs = async (c: StaffContext, tx: Tx, staffId: string): Promise<StaffRow> => {
    const browser = browserName(c.req.header("User-Agent"));
    // The browser forgets this session now. Left alive, the session would be of use only to somebody who copied it.
    const former = givenStaffCookie(c, publicUrl);
    if (former !== undefined) {
      await sessions.end(tx, former);
      tx.emit({ projectId: "", type: "session.ended" });
    }
    giveStaffCookie(c, publicUrl, await sessions.create(tx, "staff", { userId: staffId, browser }));
    await endStaffLinks(tx, staffId);
    const staff = (await findStaff(tx.db, staffId))!;
    await rememberNetwork(tx, deps, { door: "staff", email: staff.email }, c.get("network"));
    return staff;
  };

  const asThemselves = ({ id, name }: Pick<StaffRow, "id" | "name">) => ({ kind: "staff", id, name }) as const;

  /** Asked for after the right password only: before it, the question would tell who has a second factor. */
  const passSecondFactor = async (tx: Tx, staff: StaffRow, code: string | undefined): Promise<void> => {
    if (code === undefined) throw new Refusal(401, "totp_required");
    const used = await useCode(tx, deps, staff.id, code);
    if (!used) throw new Refusal(401, "code_wrong");
    if (used === "recovery") {
      const note: AuditNote = { action: "staff.recovery_code_used", subject: staffWords(staff) };
      await record(tx, asThemselves(staff), note, now());
    }
  };

  return {
    async setup(c: StaffContext) {
      const input = await readJson(c, setup);
      await openBySecret(deps, c.get("network"), async () => {
        if (await hasAdmin(database.read)) throw new Refusal(410, "setup_done");
        if (!(await isSetupToken(database, secrets, input.token))) throw new Refusal(410, "link_expired");
      });
      const passwordHash = await passwords.hash(input.password);
      const staff = await database.write(async (tx) => {
        const isFirst = await consumeSetupToken(tx, secrets, input.token);
        if (!isFirst || (await hasAdmin(tx.db))) throw new Refusal(410, "setup_done");
        const { name, email: address } = input;
        const id = await createStaff(tx, { name, email: address, role: "admin", passwordHash }, now());
        const note: AuditNote = { action: "staff.set_up", subject: staffWords({ name, email: address }) };
        await record(tx, asThemselves({ id, name }), note, now());
        return signInAs(c, tx, id);
      });
      return c.json({ staff: staffView(staff) }, 201);
    },

    async signIn(c: StaffContext) {
      const input = await readJson(c, signIn);
      const { email: address, password: given } = input;
      const found = await findPresentStaffByEmail(database.read, address);
      const tried = { email: address, network: c.get("network"), stored: found?.password_hash, given };
      if (!(await tryStaffPassword(deps, tried)) || !found) {
        throw new Refusal(401, "credentials_wrong");
      }
      if (hasTotp(found) && input.totp !== undefined) {
        await countCodeTry(deps, found.id, c.get("network"), input.totp);
      }
      const staff = await database.write(async (tx) => {
        const known = await lockStaff(tx, found.id);
        // Somebody who was removed or changed their password while this one was being checked.
        if (!isPresent(known) || known.password_hash !== found.password_hash) {
          throw new Refusal(401, "credentials_wrong");
        }
        if (hasTotp(known)) await passSecondFactor(tx, known, input.totp);
        await giveBackOfNetwork(tx, deps, "passwordTriesOfNetwork", c.get("network"));
        return signInAs(c, tx, known.id);
      });
      return c.json({ staff: staffView(staff) }, 201);
    },

    async session(c: StaffContext) {
      const { id, name, email: address, role, projects, undoSeconds } = c.get("who");
      const staff = await findStaff(database.read, id);
      const otherHosts = role === "admin" ? await deps.hosts.others() : undefined;
      const answer: StaffSession = {
        staff: { id, name, email: address, role, projects },
        hasTotp: staff !== undefined && hasTotp(staff),
        undoSeconds: undoSeconds as UndoSeconds,
        server: {
          version: deps.version,
          mailIsSent: deps.mailer !== undefined,
          demo: deps.demo,
          ...(otherHosts && { otherHosts }),
        },
      };
      return c.json(answer);
    },

    async signOut(c: StaffContext) {
      await database.write(async (tx) => {
        await sessions.end(tx, c.get("token"));
        tx.emit({ projectId: "", type: "session.ended" });
      });
      takeStaffCookie(c, publicUrl);
      return c.body(null, 204);
    },

    /** Always the same answer, so that nobody learns who works here. */
    async makePasswordLink(c: StaffContext) {
      const { email: address } = await readJson(c, passwordLink);
      const network = c.get("network");
      const isKnown = (await findPresentStaffByEmail(database.read, address)) !== undefined;
      const decision = await decideMail(deps, { door: "staff", email: address, network, isKnown });
      if (decision.retryAfter > 0) c.header("Retry-After", String(decision.retryAfter));
      c.set("hidesTime", decision.hidesTime);
      if (!decision.refused) {
        const asked = { email: address, home: decision.home };
        await database.write(async (tx) => {
          if (await decision.count(tx)) await addJob(tx, "staff-password-link", asked, decision.runAt);
        });
      }
      return c.json({}, 202);
    },

    /** With a second factor the link sets the password, but does not sign in: a mailbox alone opens nothing. */
    async activate(c: StaffContext) {
      const input = await readJson(c, activation);
      // Before the costly hash, or anybody could keep the processor busy with made-up links.
      await openBySecret(deps, c.get("network"), async () => {
        if (!(await isStaffLink(database.read, input.token, now()))) throw new Refusal(410, "link_expired");
      });
      const passwordHash = await passwords.hash(input.password);
      const answer = await database.write(async (tx) => {
        const id = await consumeStaffLink(tx, input.token, now());
        if (!id || !isPresent(await findStaff(tx.db, id))) throw new Refusal(410, "link_expired");
        await updateStaff(tx, id, {
          password_hash: passwordHash,
          ...(input.name !== undefined && { name: input.name }),
        });
        await endStaffLinks(tx, id);
        await sessions.endAll(tx, "staff", id);
        tx.emit({ projectId: "", type: "session.ended" });
        // The name may be new, and the list of staff shows who has come.
        announceAccess(tx, "", "staff", id);
        const staff = (await findStaff(tx.db, id))!;
        const note: AuditNote = { action: "staff.password_set", subject: staffWords(staff) };
        await record(tx, asThemselves(staff), note, now());
        const signedIn = !hasTotp(staff);
        if (signedIn) await signInAs(c, tx, id);
        await giveBackMail(tx, deps, c.get("network"));
        return { staff: staffView(staff), signedIn };
      });
      return c.json(answer, 201);
    },

    /** Who can be given a ticket, and who is switched off but may still have some. */
    async agents(c: StaffContext) {
      const who = c.get("who");
      const rows = await database.read
        .selectFrom("staff")
        .selectAll()
        .where("left_at", "is", null)
        .orderBy("name")
        .execute();
      const agents = rows.map((row): Agent => {
        const projects = sharedReach(answering(row).projects, who.projects);
        return { id: row.id, name: row.name, projects, ...(row.off_at !== null && { off: true }) };
      });
      // Of somebody whose projects are all others nobody here has ever heard.
      const items = agents.filter(({ projects }) => projects === "all" || projects.length > 0);
      return c.json({ items, nextCursor: null } satisfies Page<Agent>);
    },
  };
}
