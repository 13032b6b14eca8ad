import { z } from "zod";
import type { Deps } from "../deps.ts";
import type { StaffContext } from "../http/env.ts";
import { id, text } from "../http/fields.ts";
import { readCursor, readQuery, writeCursor, pageOf } from "../http/read-query.ts";
import { auditQuery, auditView } from "./store.ts";

const auditList = z.strictObject({
  project: id.optional(),
  cursor: text(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export const auditRoutes = ({ database }: Pick<Deps, "database">) => ({
  async list(c: StaffContext) {
    const { project, cursor, limit } = readQuery(c, auditList);
    let query = auditQuery(database.lists)
      .orderBy("audit.seq", "desc")
      .limit(limit + 1);
    if (project) query = query.where("audit.project_id", "=", project);
    if (cursor) {
      const [seq] = readCursor(cursor, ["number"]) as [number];
      query = query.where("audit.seq", "<", seq);
    }
    return c.json(pageOf(await query.execute(), limit, auditView, (last) => writeCursor([last.seq])));
  },
});
