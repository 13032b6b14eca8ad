import { fingerprintSetting } from "../secret-check.ts";
import { readArchive } from "./archive.ts";
import { readRow } from "./row-line.ts";

export interface BackedUpAdmin {
  name: string;
  email: string;
}

/** What has to be known of a backup before it is restored. */
export interface Peeked {
  /** The administrators who could sign in when it was made. */
  admins: BackedUpAdmin[];
  /** Of the key that its desk was used with; undefined: with none. */
  fingerprint: string | undefined;
}

/** @throws ArchiveError */
export async function peekIntoBackup(path: string, signal: AbortSignal): Promise<Peeked> {
  const admins: BackedUpAdmin[] = [];
  let fingerprint: string | undefined;
  await readArchive(path, signal, {
    manifest: () => Promise.resolve(),
    async lines(table, lines) {
      if (table === "settings") {
        const row = lines.map(readRow).find(({ name }) => name === fingerprintSetting);
        if (row) fingerprint = String(row["value"]);
      }
      if (table !== "staff") return;
      for (const { name, email, role, left_at, off_at } of lines.map(readRow)) {
        if (role !== "admin" || (left_at ?? null) !== null || (off_at ?? null) !== null) continue;
        admins.push({ name: String(name), email: String(email) });
      }
    },
    async file(_, content) {
      for await (const piece of content) void piece;
    },
  });
  return { admins, fingerprint };
}
