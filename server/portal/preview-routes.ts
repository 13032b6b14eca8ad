import type { Deps } from "../deps.ts";
import type { StaffContext } from "../http/env.ts";
import { readQuery } from "../http/read-query.ts";
import type { LinkDeps } from "../tickets/read-ticket.ts";
import { threadPage } from "../tickets/schemas.ts";
import { readPortalPreview, readPreviewTicket } from "./preview.ts";

export function previewRoutes(deps: Pick<Deps, "database"> & LinkDeps) {
  const { read: db } = deps.database;
  return {
    async read(c: StaffContext) {
      return c.json(await readPortalPreview(deps.database, c.req.param("id")!));
    },

    async readTicket(c: StaffContext) {
      const asked = readQuery(c, threadPage);
      return c.json({ ticket: await readPreviewTicket(db, deps, c.req.param("id")!, c.req.param("ticket")!, asked) });
    },
  };
}
