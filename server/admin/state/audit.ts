import { deskApi } from "../api-desk.ts";
import { paged } from "./paged.ts";

/** Who did what, the newest first. */
export const trail = paged(deskApi.listAudit);
