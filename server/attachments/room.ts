/** Whether there is room for another file: a full disk would take customers' words along. */
import { storage } from "../access/limits.ts";
import type { Db } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import type { FileStore } from "./files.ts";
import { largestFile } from "./read-upload.ts";

/** Asked before a byte is read. @throws Refusal 507 */
export async function requireSpace(files: FileStore, request: Request): Promise<void> {
  const { free, all } = await files.space();
  const reserve = Math.min(storage.reserve, all * storage.reserveOfDisk);
  const said = Number(request.headers.get("Content-Length") ?? Number.NaN);
  const size = said >= 0 && said < largestFile ? said : largestFile;
  if (free - size < reserve) throw new Refusal(507, "storage_full");
}

/** @throws Refusal 507 where too much waits already that may never be sent */
export async function requireUnsentRoom(db: Db, more: number): Promise<void> {
  const { total } = await db
    .selectFrom("attachments")
    .select((eb) => eb.fn.sum<number | string | null>("size").as("total"))
    .where("message_id", "is", null)
    .executeTakeFirstOrThrow();
  if (Number(total ?? 0) + more > storage.unsent) throw new Refusal(507, "storage_full");
}
