import { z } from "zod";
import { giveStaffCookie, takeStaffCookie } from "../access/staff-door.ts";
import type { StaffSession } from "../contract/staff.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { email, requiredText, text } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { isSetupToken } from "./setup.ts";
import {
  consumeStaffLink,
  createStaff,
  findStaff,
  findStaffByEmail,
  hasAdmin,
  isStaffLink,
  type StaffRow,
  staffView,
} from "./store.ts";

const password = z.string().min(12).max(200);
const setup = z.strictObject({ token: text(200), name: requiredText(120), email, password });
const signIn = z.strictObject({ email: text(254), password: z.string().max(200) });
const activation = z.strictObject({ token: text(200), name: requiredText(120).optional(), password });

type StaffDeps = Pick<
  Deps,
  "database" | "sessions" | "passwords" | "secrets" | "limiter" | "mailer" | "now" | "demo" | "version" | "publicUrl"
>;

export function staffRoutes(deps: StaffDeps) {
  const { database, sessions, passwords, secrets, limiter, now } = deps;

  const signInAs = async (c: StaffContext, tx: Tx, staffId: string): Promise<StaffRow> => {
    giveStaffCookie(c, await sessions.create(tx, "staff", { userId: staffId }));
    return (await findStaff(tx.db, staffId))!;
  };

  return {
    async setup(c: StaffContext) {
      const input = await readJson(c, setup);
      if (await hasAdmin(database.read)) throw new Refusal(410, "setup_done");
      if (!(await isSetupToken(database, secrets, input.token))) throw new Refusal(410, "activation_expired");
      const passwordHash = await passwords.hash(input.password);
      const staff = await database.write(async (tx) => {
        // Two who have the link at once: the first is the administrator.
        if (await hasAdmin(tx.db)) throw new Refusal(410, "setup_done");
        const { name, email: address } = input;
        const id = await createStaff(tx, { name, email: address, role: "admin", passwordHash }, now());
        await tx.db.deleteFrom("settings").where("name", "=", "setup_nonce").execute();
        return signInAs(c, tx, id);
      });
      return c.json({ staff: staffView(staff) }, 201);
    },

    async signIn(c: StaffContext) {
      const input = await readJson(c, signIn);
      const whose = `staff:${input.email.toLowerCase()}:${c.get("network")}`;
      await database.write((tx) => limiter.require(tx, "passwordTries", whose));
      const found = await findStaffByEmail(database.read, input.email);
      if (!(await passwords.verify(found?.password_hash, input.password)) || !found) {
        throw new Refusal(401, "credentials_wrong");
      }
      const staff = await database.write((tx) => signInAs(c, tx, found.id));
      return c.json({ staff: staffView(staff) }, 201);
    },

    session(c: StaffContext) {
      const { id, name, email: address, role } = c.get("who");
      const answer: StaffSession = {
        staff: { id, name, email: address, role },
        hasTotp: false,
        server: { version: deps.version, mailIsSent: deps.mailer !== undefined, demo: deps.demo },
      };
      return c.json(answer);
    },

    async signOut(c: StaffContext) {
      await database.write(async (tx) => {
        await sessions.end(tx, c.get("token"));
        tx.emit({ projectId: "", type: "session.ended" });
      });
      takeStaffCookie(c);
      return c.body(null, 204);
    },

    async activate(c: StaffContext) {
      const input = await readJson(c, activation);
      // Before the costly hash, or anybody could keep the processor busy with made-up links.
      if (!(await isStaffLink(database.read, input.token, now()))) throw new Refusal(410, "activation_expired");
      const passwordHash = await passwords.hash(input.password);
      const staff = await database.write(async (tx) => {
        const id = await consumeStaffLink(tx, input.token, now());
        if (!id) throw new Refusal(410, "activation_expired");
        const set = { password_hash: passwordHash, ...(input.name !== undefined && { name: input.name }) };
        await tx.db.updateTable("staff").set(set).where("id", "=", id).execute();
        await sessions.endAll(tx, "staff", id);
        tx.emit({ projectId: "", type: "session.ended" });
        return signInAs(c, tx, id);
      });
      return c.json({ staff: staffView(staff) }, 201);
    },

    async agents(c: StaffContext) {
      const items = await database.read.selectFrom("staff").select(["id", "name"]).orderBy("name").execute();
      return c.json({ items });
    },
  };
}
