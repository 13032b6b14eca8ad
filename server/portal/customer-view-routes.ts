import type { Deps } from "../deps.ts";
import type { StaffContext } from "../http/env.ts";
import { readCustomerView } from "./customer-view.ts";

export const customerViewRoutes = ({ database }: Pick<Deps, "database">) => ({
  async read(c: StaffContext) {
    return c.json(await readCustomerView(database, c.req.param("id")!));
  },
});
