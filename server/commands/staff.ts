import { defineCommand } from "citty";
import { email } from "../http/fields.ts";
import { createStaff, createStaffLink, findStaffByEmail } from "../staff/store.ts";
import { type Program, withDatabase } from "./program.ts";

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
            options: ["admin", "agent"] as ("admin" | "agent")[],
            default: "agent",
            description: "what they may do",
          },
          name: { type: "string", description: "how customers see them (default: the part before the @)" },
        },
        async run({ args }) {
          const address = email.safeParse(args.email);
          if (!address.success) throw new Error(`${JSON.stringify(args.email)} is not a mail address.`);
          await withDatabase(program, async (database, { publicUrl = "" }) => {
            const { role } = args;
            const secret = await database.write(async (tx) => {
              const known = await findStaffByEmail(tx.db, address.data);
              if (known) await tx.db.updateTable("staff").set({ role }).where("id", "=", known.id).execute();
              const name = args.name ?? address.data.split("@")[0]!;
              const id =
                known?.id ??
                (await createStaff(tx, { name, email: address.data, role, passwordHash: null }, Date.now()));
              return createStaffLink(tx, id, Date.now());
            });
            program.say(`${address.data} is ${role}. This link sets their password once, within 24 hours:`);
            program.say(`${publicUrl}/admin#activate=${secret}`);
          });
        },
      }),
    },
  });
