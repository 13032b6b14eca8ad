/** The block list. Agents keep it too, since they meet who belongs on it; the audit trail says who put whom there. */
import { z } from "zod";
import { isWithin, readReach, reaches, type Reaching, requireProjects } from "../access/reach.ts";
import { record } from "../audit/store.ts";
import type { NewBlock } from "../contract/people.ts";
import type { Reach } from "../contract/staff.ts";
import type { Deps } from "../deps.ts";
import { notFound, Refusal, refuseField } from "../errors.ts";
import type { StaffContext } from "../http/env.ts";
import { readAddress } from "../mail-address.ts";
import { reach, text } from "../http/fields.ts";
import { readNetwork } from "../http/network.ts";
import { readJson } from "../http/read-json.ts";
import { readCursor, readQuery, writeCursor, pageOf } from "../http/read-query.ts";
import {
  type BlockRow,
  blockView,
  concerning,
  createBlock,
  findBlock,
  findBlocksOf,
  lockBlocks,
  setProjects,
} from "./store.ts";

const newBlock = z.strictObject({
  kind: z.enum(["address", "network"]),
  value: text(254),
  note: text(200).default(""),
  projects: reach.optional(),
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

const concerns = (who: Reaching, held: Reach): boolean =>
  who.projects === "all" || held === "all" || held.some((id) => reaches(who, id));

const joined = (one: Reach, other: Reach): Reach => (one === "all" || other === "all" ? "all" : [...one, ...other]);

export function blockRoutes({ database, now }: Pick<Deps, "database" | "now">) {
  return {
    async list(c: StaffContext) {
      const { cursor, limit } = readQuery(c, blockList);
      let query = database.read
        .selectFrom("blocks")
        .selectAll()
        .where(concerning(c.get("who")))
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1);
      if (cursor) {
        const [createdAt, id] = readCursor(cursor, ["number", "string"]) as [number, string];
        query = query.where((eb) => eb(eb.refTuple("created_at", "id"), "<", eb.tuple(createdAt, id)));
      }
      const view = (row: BlockRow) => blockView(row, c.get("who").projects);
      return c.json(pageOf(await query.execute(), limit, view, (last) => writeCursor([last.created_at, last.id])));
    },

    /**
     * Blocking twice is blocking once, for the projects of both. A note is for those alone who have a project that it was
     * written for: with one, or where the other's block is out of their sight, it is another block.
     */
    async create(c: StaffContext) {
      const input = await readJson(c, newBlock);
      const who = c.get("who");
      const { projects = who.projects } = input;
      const wanted = { kind: input.kind, value: readValue(input), note: input.note, projects };
      const block = await database.write(async (tx) => {
        if (!isWithin(projects, who.projects)) refuseField("projects", "not_allowed");
        if (projects.length === 0) refuseField("projects", "required");
        await requireProjects(tx.db, projects);
        await lockBlocks(tx);
        const seen = await findBlocksOf(tx.db, wanted, who);
        const holding = seen.find((row) => isWithin(projects, readReach(row.projects)));
        if (holding) return holding;
        await record(tx, who, { action: "block.added", subject: wanted.value }, now());
        const known = wanted.note === "" ? seen.find(({ note }) => note === "") : undefined;
        if (!known) return createBlock(tx, wanted, now());
        await setProjects(tx, known.id, joined(readReach(known.projects), projects));
        return (await findBlock(tx.db, known.id))!;
      });
      return c.json({ block: blockView(block, who.projects) }, 201);
    },

    async remove(c: StaffContext) {
      await database.write(async (tx) => {
        const who = c.get("who");
        await lockBlocks(tx);
        const block = await findBlock(tx.db, c.req.param("id")!);
        const held = block && readReach(block.projects);
        if (!block || !held || !concerns(who, held)) throw notFound();
        // It holds for projects of others too, whose tickets it keeps away.
        if (held === "all" && who.projects !== "all") throw new Refusal(403, "forbidden");
        const left = held === "all" ? [] : held.filter((id) => !reaches(who, id));
        if (left.length > 0) await setProjects(tx, block.id, left);
        else await tx.db.deleteFrom("blocks").where("id", "=", block.id).execute();
        await record(tx, who, { action: "block.removed", subject: block.value }, now());
      });
      return c.body(null, 204);
    },
  };
}
