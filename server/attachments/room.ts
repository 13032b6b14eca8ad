/** Whether there is room for another file: a full disk would take customers' words along. */
import { storage } from "../access/limits.ts";
import type { Db } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import type { FileStore } from "./files.ts";
import { maxFileBytes } from "./read-upload.ts";

/** Bytes that uploads under way may still write, of this process. */
const underWay = new WeakMap<FileStore, number>();

/** Asked before a byte is read, for this upload and all that are under way. @throws Refusal 507 */
export async function inSpace<T>(files: FileStore, request: Request, upload: () => Promise<T>): Promise<T> {
  const announced = Number(request.headers.get("Content-Length") ?? Number.NaN);
  const size = announced >= 0 && announced < maxFileBytes ? announced : maxFileBytes;
  const taken = (): number => underWay.get(files) ?? 0;
  // Nothing is awaited between looking and counting: of two at once the second sees the first.
  const { free, all } = await files.space();
  if (!hasReserve(free - taken() - size, all)) throw new Refusal(507, "storage_full");
  underWay.set(files, taken() + size);
  try {
    return await upload();
  } finally {
    underWay.set(files, taken() - size);
  }
}

export async function hasSpaceStill(files: FileStore): Promise<boolean> {
  const { free, all } = await files.space();
  return hasReserve(free, all);
}

/** Other processes fill the same disk: asked again when a file is whole. @throws Refusal 507 */
export async function requireSpaceStill(files: FileStore): Promise<void> {
  if (!(await hasSpaceStill(files))) throw new Refusal(507, "storage_full");
}

const hasReserve = (free: number, all: number): boolean =>
  free >= Math.min(storage.reserve, all * storage.reserveOfDisk);

/**
 * Of strangers together; customers and staff are known, and nobody keeps them from sending files.
 * @throws Refusal 507 where too much waits already that may never be sent
 */
export async function requireRoomOfStrangers(db: Db, more: number): Promise<void> {
  const { total } = await db
    .selectFrom("attachments")
    .select((eb) => eb.fn.sum<number | string | null>("size").as("total"))
    .where("message_id", "is", null)
    .where((eb) => eb.or(["visitor:%", "tracking:%"].map((who) => eb("owner", "like", who))))
    .executeTakeFirstOrThrow();
  if (Number(total ?? 0) + more > storage.unsent) throw new Refusal(507, "storage_full");
}
