import { defineCommand } from "citty";
import { createSessions, type Sessions } from "../access/sessions.ts";
import { endKeysOf } from "../api-keys/end-keys.ts";
import { record } from "../audit/store.ts";
import type { StaffRole } from "../contract/staff.ts";
import { announceAccess } from "../db/announce-access.ts";
import type { Tx } from "../db/database.ts";
import { email } from "../http/fields.ts";
import { unassignAll } from "../tickets/unassign.ts";
import { answering, findStaff, type StaffRow } from "../access/staff-account.ts";
import {
  staffLinkUrl,
  createStaff,
  createStaffLink,
  endWaysIn,
  findStaffByEmail,
  hasTotp,
  requireAnotherAdmin,
  staffWords,
  updateStaff,
  withoutTotp,
} from "../staff/store.ts";
import { type Program, withDatabase } from "./program.ts";
import { WrongUsage } from "./words.ts";

interface Asked {
  email: string;
  role: StaffRole | undefined;
  name: string | undefined;
  resetTotp: boolean;
}

/** Run again for the same person it makes a new link: the way back in for whoever lost the password. */
export const staffCommand = (program: Program) =>
  defineCommand({
    meta: { name: "staff", description: "Manage staff." },
    subCommands: {
      add: defineCommand({
        meta: { name: "add", description: "Add somebody, or give them a new link to set a password." },
        args: {
          email: { type: "positional", description: "their mail address", required: true },
          role: {
            type: "enum",
            options: ["admin", "agent", "viewer"] as StaffRole[],
            description: "what they may do (default: agent, or what they may already)",
          },
          name: { type: "string", description: "how customers see them (default: the part before the @)" },
          "reset-totp": {
            type: "boolean",
            default: false,
            description: "turn two-step sign-in off for somebody who lost phone and recovery codes",
          },
        },
        async run({ args }) {
          const address = email.safeParse(args.email);
          if (!address.success) throw new WrongUsage(`${JSON.stringify(args.email)} is not a mail address.`);
          await withDatabase(program, async (database, { publicUrl = "" }) => {
            const asked = {
              email: address.data,
              role: args.role,
              name: args.name,
              resetTotp: args["reset-totp"],
            };
            const { staff, secret } = await database.write((tx) =>
              add(tx, createSessions(database, Date.now), asked, Date.now()),
            );
            program.say(`${address.data} is ${staff.role}. This link sets their password once, within 24 hours:`);
            program.say(staffLinkUrl(publicUrl, secret));
            if (hasTotp(staff)) program.say("Signing in takes their second step too; --reset-totp turns it off.");
          });
        },
      }),
    },
  });

async function add(
  tx: Tx,
  sessions: Sessions,
  asked: Asked,
  now: number,
): Promise<{ staff: StaffRow; secret: string }> {
  const { email: address, role, resetTotp } = asked;
  const name = asked.name ?? address.split("@")[0]!;
  const known = await findStaffByEmail(tx.db, address);
  if (known?.left_at === null && known.role === "admin" && role !== undefined && role !== "admin")
    await requireAnotherAdmin(tx, known.id);
  const id =
    known?.id ?? (await createStaff(tx, { name, email: address, role: role ?? "agent", passwordHash: null }, now));
  // Whoever asks for a new link for an administrator does not mean to make them an agent.
  await updateStaff(tx, id, { left_at: null, off_at: null, ...(role && { role }), ...(resetTotp && withoutTotp) });
  const staff = (await findStaff(tx.db, id))!;
  await record(
    tx,
    "command",
    { action: known ? "staff.invited_again" : "staff.invited", subject: staffWords(staff) },
    now,
  );
  // As where an administrator does it: what hung on it ends with it, and open pages read anew what they may.
  if (known?.role === "admin" && staff.role !== "admin") await endKeysOf(tx, "command", id, now);
  await unassignAll(tx, id, answering(staff));
  announceAccess(tx, "", "staff", id);
  if (resetTotp) await endWaysIn(tx, sessions, id);
  if (resetTotp) await record(tx, "command", { action: "staff.totp_reset", subject: staffWords(staff) }, now);
  return { staff, secret: await createStaffLink(tx, id, now) };
}
