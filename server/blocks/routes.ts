/** The block list. Agents keep it too, since they meet who belongs on it; the audit trail says who put whom there. */
import { z } from "zod";
import { record } from "../audit/store.ts";
import type { NewBlock } from "../contract/people.ts";
import type { Deps } from "../deps.ts";
import { notFound, refuseField } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { readAddress } from "../mail-address.ts";
import { text } from "../http/fields.ts";
import { readNetwork } from "../http/network.ts";
import { readJson } from "../http/read-json.ts";
import { readCursor, readQuery, writeCursor, pageOf } from "../http/read-query.ts";
import { type BlockRow, blockView, createBlock, findBlock, findBlockOf } from "./store.ts";

const newBlock = z.strictObject({
  kind: z.enum(["address", "network"]),
  value: text(254),
  note: text(200).default(""),
}) satisfies z.ZodType<NewBlock>;
const blockList = z.strictObject({
  cursor: text(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

/** `@domain.example` stands for everybody there. */
const readBlocked = (value: string): string | undefined =>
  value.startsWith("@") ? readAddress(`x${value}`)?.slice(1) : readAddress(value);

/** As tickets will be compared with it. @throws Refusal 400 */
function readValue({ kind, value }: Pick<BlockRow, "kind" | "value">): string {
  if (kind === "network") return readNetwork(value) ?? refuseField("value", "invalid_network");
  return readBlocked(value.trim()) ?? refuseField("value", "invalid_email");
}

export function blockRoutes({ database, now }: Pick<Deps, "database" | "now">) {
  return {
    async list(c: StaffContext) {
      const { cursor, limit } = readQuery(c, blockList);
      let query = database.read
        .selectFrom("blocks")
        .selectAll()
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1);
      if (cursor) {
        const [createdAt, id] = readCursor(cursor, ["number", "string"]) as [number, string];
        query = query.where((eb) => eb(eb.refTuple("created_at", "id"), "<", eb.tuple(createdAt, id)));
      }
      return c.json(pageOf(await query.execute(), limit, blockView, (last) => writeCursor([last.created_at, last.id])));
    },

    /** Blocking twice is blocking once. */
    async create(c: StaffContext) {
      const input = await readJson(c, newBlock);
      const wanted = { kind: input.kind, value: readValue(input), note: input.note };
      const block = await database.write(async (tx) => {
        const known = await findBlockOf(tx.db, wanted);
        if (known) return known;
        await record(tx, c.get("who"), { action: "block.added", subject: wanted.value }, now());
        return createBlock(tx, wanted, now());
      });
      return c.json({ block: blockView(block) }, 201);
    },

    async remove(c: StaffContext) {
      await database.write(async (tx) => {
        const block = await findBlock(tx.db, c.req.param("id")!);
        if (!block) throw notFound();
        await tx.db.deleteFrom("blocks").where("id", "=", block.id).execute();
        await record(tx, c.get("who"), { action: "block.removed", subject: block.value }, now());
      });
      return c.body(null, 204);
    },
  };
}
