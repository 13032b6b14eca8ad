/** What the desk mailed. Without a mail server it keeps everything; codes and links are sealed, and read with its key. */
import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import pg from "pg";
import { createSecrets } from "../../server/access/secrets.ts";

export interface MailSecrets {
  /** Six digits. */
  code?: string;
  link?: string;
}

export interface Mailbox {
  /** The next mail with a secret to this address that no earlier call has given. */
  next: (address: string) => Promise<MailSecrets>;
}

const patienceMs = 10_000;
const pollMs = 50;

const wanted = "select sealed from mails where recipient = :address and sealed is not null order by created_at, id";

/** @param database a file, or `postgres://…` */
export function mailboxOf(database: string, secretKey: string): Mailbox {
  const secrets = createSecrets(secretKey);
  const given = new Map<string, number>();
  const read = async (address: string): Promise<{ sealed: string }[]> => {
    if (database.startsWith("postgres")) {
      const client = new pg.Client(database);
      await client.connect();
      const { rows } = await client.query<{ sealed: string }>(wanted.replace(":address", "$1"), [address]);
      await client.end();
      return rows;
    }
    const file = new Sqlite(database, { readonly: true });
    const rows = file.prepare<[{ address: string }], { sealed: string }>(wanted).all({ address });
    file.close();
    return rows;
  };
  return {
    async next(address) {
      const before = given.get(address) ?? 0;
      const latest = Date.now() + patienceMs;
      for (;;) {
        const mail = (await read(address))[before];
        if (mail) {
          given.set(address, before + 1);
          return secrets.unseal(mail.sealed) as MailSecrets;
        }
        if (Date.now() > latest) throw new Error(`No mail came to ${address}.`);
        await pause(pollMs);
      }
    },
  };
}
