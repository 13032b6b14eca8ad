import type { Deps } from "../deps.ts";
import type { StaffContext } from "../http/env.ts";
import { readPortalPreview } from "./preview.ts";

export const previewRoutes = ({ database }: Pick<Deps, "database">) => ({
  async read(c: StaffContext) {
    return c.json(await readPortalPreview(database, c.req.param("id")!));
  },
});
