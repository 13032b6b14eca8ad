/** What staff do about their own account: name, password, second factor, sessions. */
import { z } from "zod";
import { takeStaffCookie } from "../access/staff-cookie.ts";
import { changesBetween, record } from "../audit/store.ts";
import type { AuditAction } from "../contract/people.ts";
import type { StaffSessionItem, StaffSessionPatch, TotpEnding, TotpSetting } from "../contract/staff.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { readJson } from "../http/read-json.ts";
import { givenCode, givenPassword, newPassword, personName } from "./fields.ts";
import { newRecoveryCodes, newTotpSecret, sealTotp, stepOf, totpSetup, unsealTotp, useCode } from "./second-factor.ts";
import { findStaff, isPresent, lockStaff, type StaffRow } from "../access/staff-account.ts";
import { endStaffLinks, hasTotp, staffView, staffWords, updateStaff, withoutTotp } from "./store.ts";
import { countCodeTry, tryOwnStaffPassword } from "./tries.ts";

const ownPatch = z.strictObject({
  name: personName.optional(),
  password: newPassword.optional(),
  currentPassword: givenPassword.optional(),
  undoSeconds: z.literal([0, 5, 10, 30]).optional(),
}) satisfies z.ZodType<StaffSessionPatch>;
const totpSetting = z.union([
  z.strictObject({ password: givenPassword.optional() }),
  z.strictObject({ code: givenCode }),
]) satisfies z.ZodType<TotpSetting>;
const totpEnding = z.union([
  z.strictObject({ password: givenPassword }),
  z.strictObject({ code: givenCode }),
]) satisfies z.ZodType<TotpEnding>;

type AccountDeps = Pick<Deps, "database" | "sessions" | "staffPasswords" | "secrets" | "limiter" | "now" | "publicUrl">;

export function staffAccountRoutes(deps: AccountDeps) {
  const { database, sessions, staffPasswords: passwords, secrets, now } = deps;

  const myself = async (c: StaffContext): Promise<StaffRow> => (await findStaff(database.read, c.get("who").id))!;

  /** The session's name for its owner: neither token nor digest leaves the server. */
  const sessionId = (hash: string): string => secrets.sign("session", hash).slice(0, 22);

  const requirePassword = async (c: StaffContext, password: string | undefined): Promise<void> => {
    if (password === undefined) throw new Refusal(400, "password_required");
    const { email, id } = c.get("who");
    const staff = await findStaff(database.read, id);
    const tried = { email, network: c.get("network"), stored: staff?.password_hash, given: password };
    if (!(await tryOwnStaffPassword(deps, tried))) throw new Refusal(401, "credentials_wrong");
  };

  /** Refuses staff who were signed out while a password was compared or made: they change nothing any more. */
  const lockMyself = async (tx: Tx, c: StaffContext): Promise<StaffRow> => {
    const { id, session } = c.get("who");
    const staff = await lockStaff(tx, id);
    if (!isPresent(staff)) throw new Refusal(401, "unauthenticated");
    await sessions.require(tx, session.hash);
    return staff;
  };

  /** The browsers that are signed in elsewhere have not shown what has just been set. */
  const endOthers = async (c: StaffContext, tx: Tx): Promise<void> => {
    const { id, session } = c.get("who");
    await sessions.endOthers(tx, "staff", id, session.hash);
    tx.emit({ projectId: "", type: "session.ended" });
  };

  const note = (tx: Tx, c: StaffContext, action: AuditAction, changes = {}): Promise<void> =>
    record(tx, c.get("who"), { action, subject: staffWords(c.get("who")), changes }, now());

  return {
    async change(c: StaffContext) {
      const { name, password, currentPassword, undoSeconds } = await readJson(c, ownPatch);
      const who = c.get("who");
      if (password !== undefined) await requirePassword(c, currentPassword);
      const passwordHash = password === undefined ? undefined : await passwords.hash(password);
      await database.write(async (tx) => {
        await lockMyself(tx, c);
        const changes = changesBetween({ name: who.name }, { ...(name !== undefined && { name }) });
        if (name !== undefined && Object.keys(changes).length > 0) {
          await updateStaff(tx, who.id, { name });
          await note(tx, c, "staff.changed", changes);
          announceAccess(tx, "", "staff", who.id);
        }
        // How somebody likes to work is nobody else's business: no line of the audit trail.
        if (undoSeconds !== undefined) await updateStaff(tx, who.id, { undo_seconds: undoSeconds });
        if (passwordHash !== undefined) {
          await updateStaff(tx, who.id, { password_hash: passwordHash });
          await endStaffLinks(tx, who.id);
          await endOthers(c, tx);
          await note(tx, c, "staff.password_set");
        }
      });
      return c.json({ staff: staffView(await myself(c)) });
    },

    async listSessions(c: StaffContext) {
      const { id, session } = c.get("who");
      const items = (await sessions.list("staff", id)).map(
        ({ hash, browser, created_at: createdAt }): StaffSessionItem => ({
          id: sessionId(hash),
          browser,
          createdAt: new Date(createdAt).toISOString(),
          current: hash === session.hash,
        }),
      );
      return c.json({ items, nextCursor: null });
    },

    async endSession(c: StaffContext) {
      const { id, session } = c.get("who");
      const found = (await sessions.list("staff", id)).find(({ hash }) => sessionId(hash) === c.req.param("id"));
      if (!found) throw notFound();
      await database.write(async (tx) => {
        await sessions.endByHash(tx, found.hash);
        tx.emit({ projectId: "", type: "session.ended" });
      });
      if (found.hash === session.hash) takeStaffCookie(c, deps.publicUrl);
      return c.body(null, 204);
    },

    async endOtherSessions(c: StaffContext) {
      await database.write((tx) => endOthers(c, tx));
      return c.body(null, 204);
    },

    /**
     * For the password a new secret, which counts for nothing until a code made with it has been shown: with the
     * session alone, whoever finds an open browser could lock its owner out.
     */
    async setTotp(c: StaffContext) {
      const given = await readJson(c, totpSetting);
      const code = "code" in given ? given.code : undefined;
      if (!("code" in given)) await requirePassword(c, given.password);
      const { id, email } = c.get("who");
      if (code !== undefined) await countCodeTry(deps, id, c.get("network"), code);
      const answer = await database.write(async (tx): Promise<{ secret: string } | { recoveryCodes: string[] }> => {
        const staff = await lockMyself(tx, c);
        if (hasTotp(staff)) throw new Refusal(409, "not_permitted");
        if (code === undefined) {
          const secret = newTotpSecret();
          await updateStaff(tx, id, { ...withoutTotp, totp_sealed: sealTotp(secrets, secret) });
          return { secret };
        }
        if (staff.totp_sealed === null) throw new Refusal(409, "not_permitted");
        const step = stepOf(unsealTotp(secrets, staff.totp_sealed), code, null, now());
        if (step === undefined) throw new Refusal(401, "code_wrong");
        const { codes, kept } = newRecoveryCodes(secrets, id);
        await updateStaff(tx, id, { totp_confirmed_at: now(), totp_last_step: step, recovery_codes: kept });
        await endOthers(c, tx);
        await note(tx, c, "staff.totp_on");
        return { recoveryCodes: codes };
      });
      return c.json("secret" in answer ? await totpSetup(answer.secret, email) : answer, 201);
    },

    /** A browser left open is not enough to take the second factor off. */
    async endTotp(c: StaffContext) {
      const shown = await readJson(c, totpEnding);
      const { id } = c.get("who");
      if ("password" in shown) await requirePassword(c, shown.password);
      else await countCodeTry(deps, id, c.get("network"), shown.code);
      await database.write(async (tx) => {
        await lockMyself(tx, c);
        if ("code" in shown && !(await useCode(tx, deps, id, shown.code))) throw new Refusal(401, "code_wrong");
        await updateStaff(tx, id, withoutTotp);
        await note(tx, c, "staff.totp_off");
      });
      return c.body(null, 204);
    },
  };
}
