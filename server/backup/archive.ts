/**
 * The one file of a backup: a gzipped tar. First `manifest.json`, then the tables in lines and the attachments, and
 * last `summary.json` with the sums of everything before it. A file that ends early has no summary and is not whole.
 * Tables are saved as rows, not as pages of a database file: lines are the same on both engines, so that one restore
 * serves both, and what came back can be compared with what was saved.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { closed } from "../attachments/closed.ts";
import type { Engine } from "../db/database.ts";
import type { DatabaseSum } from "./read-tables.ts";
import type { TableName } from "./tables.ts";

export interface Manifest {
  format: 1;
  /** Version of the program that wrote it. */
  deskbell: string;
  engine: Engine;
  /** The newest migration of its schema. */
  migration: string;
  createdAt: string;
  /** In the order in which they are put back. */
  tables: TableName[];
}

export interface Summary extends DatabaseSum {
  files: number;
  bytes: number;
  /** Whose files were damaged or missing on the disk and are not in the backup. Earlier backups do not say. */
  damaged?: DamagedFile[];
}

export interface DamagedFile {
  /** Of the attachment. */
  id: string;
  /** What its sender called it. */
  name: string;
}

/** Loaded by the commands that need it, not by a server that starts. */
const tar = () => import("tar-stream");

export interface ArchiveWriter {
  entry(name: string, content: string | Buffer): Promise<void>;
  file(name: string, size: number, content: AsyncIterable<Buffer>): Promise<void>;
}

/** @param fill writes the entries; resolves when all is on disk, and rejects when nothing more will be written there */
export async function writeArchive(
  path: string,
  signal: AbortSignal,
  fill: (archive: ArchiveWriter) => Promise<void>,
): Promise<void> {
  const pack = (await tar()).pack();
  // "wx": a backup of yesterday must not be lost to a mistyped name.
  const sink = createWriteStream(path, { flags: "wx", mode: 0o600, flush: true });
  const written = pipeline(pack, createGzip({ level: 6 }), sink, { signal });
  const failed = written.then(
    () => new Promise<never>(() => {}),
    (error: unknown) => Promise.reject(error as Error),
  );
  const filled = fill({
    entry: (name, content) =>
      new Promise((resolve, reject) => {
        // An entry that is stopped half-way says so as an event of its own, which ends a process that does not listen.
        pack.entry({ name }, content, (error) => (error ? reject(error) : resolve())).on("error", reject);
      }),
    async file(name, size, content) {
      const entry = pack.entry({ name, size });
      await pipeline(content, entry);
    },
  }).then(() => pack.finalize());
  // Whichever ends first with an error ends the other: a full disk must not leave the reading side waiting.
  try {
    await Promise.race([filled, failed]);
    await written;
  } catch (error) {
    pack.destroy(error as Error);
    await closed(sink);
    throw asWriteError(error);
  }
}

/** An entry's length is written before its bytes: a file that has others by then makes an archive nobody can read. */
function asWriteError(error: unknown): unknown {
  if (!(error instanceof Error) || error.message !== "Size mismatch") return error;
  return new ArchiveError("A file changed its length while it was copied. Nothing was saved: try again.", {
    cause: error,
  });
}

export interface ArchiveReader {
  manifest(manifest: Manifest): Promise<void>;
  lines(table: string, lines: string[]): Promise<void>;
  file(id: string, content: AsyncIterable<Buffer>): Promise<void>;
}

/** What is not a backup, or not a whole one, says so in a sentence. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

/** @throws ArchiveError */
export async function readArchive(path: string, signal: AbortSignal, reader: ArchiveReader): Promise<Summary> {
  const extract = (await tar()).extract();
  const source = pipeline(createReadStream(path), createGunzip(), extract, { signal });
  // Heard of below; between here and there it is nobody's mistake.
  source.catch(() => {});
  let manifest: Manifest | undefined;
  let summary: Summary | undefined;
  try {
    for await (const entry of extract) {
      const { name } = entry.header;
      if (summary) throw new ArchiveError("This backup is damaged: there is something behind its end.");
      if (!manifest && name !== "manifest.json")
        throw new ArchiveError("This is not a backup of Deskbell, or it is damaged.");
      const [kind, which = ""] = name.split("/");
      if (name === "manifest.json") {
        manifest = JSON.parse(await textOf(entry)) as Manifest;
        if (manifest.format !== 1) throw new ArchiveError("This backup was made by a newer Deskbell. Update first.");
        await reader.manifest(manifest);
      } else if (name === "summary.json") summary = JSON.parse(await textOf(entry)) as Summary;
      else if (kind === "tables") await reader.lines(which, (await textOf(entry)).split("\n").filter(Boolean));
      else if (kind === "files") await reader.file(which, entry as AsyncIterable<Buffer>);
      else throw new ArchiveError(`This backup is damaged, or holds something unknown (${name}).`);
    }
    await source;
  } catch (error) {
    throw asArchiveError(error);
  }
  if (!summary) throw new ArchiveError("This backup ends too early: it is not whole.");
  return summary;
}

async function textOf(content: AsyncIterable<unknown>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

function asArchiveError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "EISDIR") return new ArchiveError("This is a folder, not the file of a backup.", { cause: error });
  if (code === "Z_BUF_ERROR") return new ArchiveError("This backup ends too early: it is not whole.", { cause: error });
  if (code === "Z_DATA_ERROR") return new ArchiveError("This file is damaged, or no backup at all.", { cause: error });
  if (error instanceof SyntaxError) return new ArchiveError("This backup is damaged.", { cause: error });
  if (error instanceof Error && /Invalid tar header|Unexpected end of data/.test(error.message)) {
    return new ArchiveError("This file is damaged, or no backup at all.", { cause: error });
  }
  return error;
}
