/** What clients were told, held against what the database holds. */
import Sqlite from "better-sqlite3";
import pg from "pg";
import { send, type FaultDesk } from "./desk.ts";

export interface Verdict {
  acknowledged: number;
  lost: number;
  doubled: number;
}

export class Ledger {
  /** Key to the id the server answered with. */
  readonly acknowledged = new Map<string, string>();

  /** Sends until it is acknowledged or `going` ends; the key stays the same through every try. */
  async sendUntilAcknowledged(desk: FaultDesk, key: string, going: () => boolean): Promise<void> {
    while (going()) {
      const { status, body } = await send(desk, key);
      if (status === 201) {
        this.note(key, body);
        return;
      }
      if (status !== 0 && status < 500 && status !== 409) throw new Error(`A ticket was refused with ${status}`);
    }
  }

  note(key: string, body: unknown): void {
    this.acknowledged.set(key, (body as { ticket: { id: string } }).ticket.id);
  }

  /** @param rows keys and ids of the tickets that there are */
  compare(rows: readonly { idempotency_key: string | null; id: string }[]): Verdict {
    const found = new Map<string, string[]>();
    for (const { idempotency_key: key, id } of rows) {
      if (key) found.set(key, [...(found.get(key) ?? []), id]);
    }
    const entries = [...this.acknowledged];
    return {
      acknowledged: entries.length,
      lost: entries.filter(([key, id]) => !found.get(key)?.includes(id)).length,
      doubled: [...found.values()].filter((ids) => ids.length > 1).length,
    };
  }
}

export interface SqliteContent {
  rows: { idempotency_key: string | null; id: string }[];
  /** `ok`, or what SQLite found. */
  integrity: string;
}

export function readSqlite(file: string): SqliteContent {
  const sqlite = new Sqlite(file);
  try {
    const rows = sqlite.prepare("select idempotency_key, id from tickets").all() as SqliteContent["rows"];
    return { rows, integrity: sqlite.pragma("integrity_check", { simple: true }) as string };
  } finally {
    sqlite.close();
  }
}

export async function readPostgres(url: string): Promise<SqliteContent["rows"]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<SqliteContent["rows"][number]>("select idempotency_key, id from tickets")).rows;
  } finally {
    await client.end();
  }
}
