/**
 * Where the bytes of attachments lie: under names made here, in folders of 256. What a sender called a file is a
 * text in the database and never part of a path.
 */
import { createHash } from "node:crypto";
import { createWriteStream, type ReadStream } from "node:fs";
import { type FileHandle, mkdir, mkdtemp, open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { makeFolder } from "../make-folder.ts";
import { closed } from "./closed.ts";

export interface StoredFile {
  size: number;
  /** Of the whole file, in hex. */
  sha256: string;
  /** The first bytes, to tell what it is. */
  head: Uint8Array;
}

/** In bytes. */
export interface DiskSpace {
  free: number;
  all: number;
}

export interface FileStore {
  /**
   * Writes, syncs to disk, and only then gives the file its name. Half a file is never seen under an id.
   * @param announce writes down that there will be a file of this id: what is cut off after that is found by it
   */
  save(id: string, content: Readable, announce?: () => Promise<void>): Promise<StoredFile>;
  /**
   * @param sha256 looked at first, when given: a disk that changed a byte must not go unnoticed
   * @throws where the file is not there or is not what was saved, before a byte of an answer was sent
   */
  open(id: string, sha256?: string): Promise<ReadStream>;
  /** A few bytes of a file, fewer where it ends. */
  peek(id: string, position: number, length: number): Promise<Buffer>;
  space(): Promise<DiskSpace>;
  /** A folder for what is to become files. Whoever asked for it removes it; what a crash leaves is swept. */
  openScratch(): Promise<string>;
  remove(id: string): Promise<void>;
  /** Deletes what uploads that never finished left behind. */
  sweepUnfinished(olderThan: number): Promise<void>;
}

const headBytes = 4100;

async function spaceOf(dir: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(dir);
  return { free: bavail * bsize, all: blocks * bsize };
}

/** @param space what the disk has left */
export async function openFileStore(dir: string, space = () => spaceOf(dir)): Promise<FileStore> {
  const unfinished = join(dir, "unfinished");
  makeFolder(unfinished);
  const folder = (id: string): string => join(dir, id.slice(0, 2));
  const path = (id: string): string => {
    if (!/^[0-9a-f]{32}$/.test(id)) throw new Error("Not an id of a file");
    return join(folder(id), id);
  };

  return {
    async save(id, content, announce) {
      const temporary = join(unfinished, id);
      const hash = createHash("sha256");
      const head: Buffer[] = [];
      let size = 0;
      const sink = createWriteStream(temporary, { mode: 0o600, flush: true });
      try {
        await pipeline(
          content,
          async function* measure(chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              if (size < headBytes) head.push(chunk.subarray(0, headBytes - size));
              size += chunk.length;
              hash.update(chunk);
              yield chunk;
            }
          },
          sink,
        );
        await announce?.();
        await mkdir(folder(id), { recursive: true, mode: 0o700 });
        await rename(temporary, path(id));
        await syncFolder(folder(id));
      } catch (error) {
        await closed(sink);
        await rm(temporary, { force: true });
        throw error;
      }
      return { size, sha256: hash.digest("hex"), head: Buffer.concat(head) };
    },
    async open(id, sha256) {
      const handle = await open(path(id), "r");
      if (sha256 !== undefined && (await digestOf(handle)) !== sha256) {
        await handle.close();
        throw new Error(`The file of attachment ${id} is not what was saved.`);
      }
      return handle.createReadStream({ start: 0 });
    },
    async peek(id, position, length) {
      const handle = await open(path(id), "r");
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    space,
    openScratch: () => mkdtemp(join(unfinished, "scratch-")),
    remove: (id) => rm(path(id), { force: true }),
    async sweepUnfinished(olderThan) {
      for (const name of await readdir(unfinished)) {
        const file = join(unfinished, name);
        const found = await stat(file).catch(() => undefined);
        if (found && found.mtimeMs < olderThan) await rm(file, { recursive: true, force: true });
      }
    },
  };
}

async function digestOf(handle: FileHandle): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** A rename is on disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
