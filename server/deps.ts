/** What features are given. Nothing here is a global, so a test brings its own clock, database and folder. */
import type { Readable } from "node:stream";
import type { Logger } from "pino";
import type { Limiter } from "./access/limits.ts";
import type { Passwords } from "./access/passwords.ts";
import type { Secrets } from "./access/secrets.ts";
import type { Sessions } from "./access/sessions.ts";
import type { FileStore } from "./attachments/files.ts";
import type { Database } from "./db/database.ts";
import type { InFlight } from "./http/idempotency-key.ts";
import type { Hub } from "./live/hub.ts";
import type { Envelope } from "./intake/receive.ts";
import type { SenderVerdict } from "./intake/verdict.ts";
import type { Mailer } from "./mail/mailer.ts";

export interface Deps {
  database: Database;
  sessions: Sessions;
  /** Of customers. */
  passwords: Passwords;
  staffPasswords: Passwords;
  limiter: Limiter;
  secrets: Secrets;
  files: FileStore;
  hub: Hub;
  /** Undefined: mails are kept and shown, not sent. */
  mailer: Mailer | undefined;
  inFlight: InFlight;
  log: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Without a slash at the end. */
  publicUrl: string;
  /** Whether a mail that came in is from whom it says. */
  mailVerdict: (open: () => Promise<Readable>, envelope: Envelope) => Promise<SenderVerdict>;
  /** Of the addresses that mail comes in by. Undefined: there are none. */
  mailDomain: string | undefined;
  /** Links in kept mails are shown, and the admin page says that this is a demo. */
  demo: boolean;
  version: string;
}
