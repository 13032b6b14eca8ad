import { readArchive } from "./archive.ts";
import { readRow } from "./row-line.ts";

export interface BackedUpAdmin {
  name: string;
  email: string;
}

/** The administrators of a backup who could sign in when it was made. @throws ArchiveError */
export async function readAdmins(path: string, signal: AbortSignal): Promise<BackedUpAdmin[]> {
  const admins: BackedUpAdmin[] = [];
  await readArchive(path, signal, {
    manifest: () => Promise.resolve(),
    async lines(table, lines) {
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
  return admins;
}
