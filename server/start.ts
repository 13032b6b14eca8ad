/** Composition: opens everything the server stands on, puts it together, listens, and takes it apart again in order. */
import { join } from "node:path";
import type { Hono } from "hono";
import { pino, type Logger } from "pino";
import { createLimiter } from "./access/limits.ts";
import { createPasswords } from "./access/passwords.ts";
import { createSessions } from "./access/sessions.ts";
import { createApp } from "./app.ts";
import { type FileStore, openFileStore } from "./attachments/files.ts";
import type { Config } from "./config.ts";
import { isFilled } from "./db/filled.ts";
import { migrate } from "./db/migrate.ts";
import { openDatabase } from "./db/open.ts";
import type { Deps } from "./deps.ts";
import { createHosts } from "./hosts/hosts.ts";
import { createInFlight } from "./http/idempotency-key.ts";
import { openWebServer } from "./http/web-server.ts";
import { jobHandlers } from "./background/handlers.ts";
import { startJobRunner } from "./jobs/runner.ts";
import { scheduleSweep } from "./background/sweep.ts";
import { createHub } from "./live/hub.ts";
import { dnsResolver } from "./intake/resolver.ts";
import type { SmtpDoor } from "./intake/smtp-door.ts";
import { verdictOf } from "./intake/verdict.ts";
import { createMailer } from "./mail/mailer.ts";
import { readAssets } from "./pages/assets.ts";
import { openReleases } from "./pages/releases.ts";
import { noteForwarded } from "./forwarded.ts";
import { makeDataDir, openSecrets } from "./secret-key.ts";

/** How long a request waits for one statement, in milliseconds. A database that does not answer is away. */
const statementTimeoutMs = 10_000;

export interface StartOptions {
  config: Config;
  /** Folder with the built `widget/` and `admin/`. */
  built: string;
  version: string;
  demo?: boolean;
  log?: Logger;
  now?: () => number;
  /** Last words before the process has to go because its disk cannot be trusted. */
  onBroken?: (error: unknown) => void;
}

export interface Running extends Deps {
  /** Answers without a socket too. */
  app: Hono;
  close(): Promise<void>;
}

export async function start(options: StartOptions): Promise<Running> {
  const { config, built, version, demo = false, now = Date.now } = options;
  const log = options.log ?? pino({ level: config.logLevel });
  const onError = (error: unknown): void => log.error({ err: error }, "background work failed");
  const onBroken = options.onBroken ?? onError;
  makeDataDir(config);
  // Before the database: a start that fails here has opened and migrated nothing.
  const files = await openFiles(config.filesDir);
  const database = await openDatabase(config.database, { now, onBroken, onError, statementTimeoutMs });
  await migrate(database.writer, database.engine);
  const secrets = await openSecrets(config, database).catch((error: unknown) =>
    database.close().then(() => Promise.reject(error)),
  );

  const sessions = createSessions(database, now);
  const hub = await createHub({ database, now, onError });
  const releases = await openReleases(database, join(built, "widget"), !demo);
  const adminAssets = readAssets(join(built, "admin"));
  // What the demo writes goes to nobody: its people are made up, their addresses may not be.
  const mailer = config.mail && !demo ? createMailer(config.mail) : undefined;
  await scheduleSweep({ database, now });

  const resolver = dnsResolver();
  let app: Hono | undefined;
  const madeUp = await isFilled(database);
  if (madeUp) log.warn("this desk is made up, and everybody knows its password: it answers this machine alone");
  const host = madeUp ? "127.0.0.1" : config.host;
  const server = await openWebServer((request, env) => app!.fetch(request, env), config.port, host);
  const deps: Deps = {
    database,
    sessions,
    ...createPasswords(),
    limiter: createLimiter(now, config.limits),
    secrets,
    files,
    hub,
    mailer,
    inFlight: createInFlight(),
    log,
    now,
    publicUrl: config.publicUrl ?? `http://localhost:${server.port}`,
    mailDomain: config.mailDomain,
    mailVerdict: async (open, { from, ip, helo }) =>
      verdictOf(await open(), {
        envelope: ip === undefined ? undefined : { from, ip, helo: helo ?? "" },
        resolver,
        trustedAuthserv: config.trustedAuthserv,
      }),
    demo,
    version,
  };
  // Once is enough for `doctor` to say it.
  let noted = false;
  const onForwardedIgnored = (): void => {
    if (noted) return;
    noted = true;
    noteForwarded(database, now()).catch(onError);
  };
  const hosts = createHosts({ ...deps, hosts: config.hosts });
  // Nothing awaits between listening and this line, so no request comes before there is an app.
  app = createApp({ ...deps, hosts, releases, adminAssets, trustProxy: config.trustProxy, onForwardedIgnored });
  const { unhurried } = database;
  const handlers = jobHandlers({ ...deps, database: unhurried, sessions: createSessions(unhurried, now) });
  const jobs = startJobRunner({ database: unhurried, now, log, handlers });
  const close = async (mailDoor?: SmtpDoor): Promise<void> => {
    await mailDoor?.close();
    await hub.close();
    await server.close();
    await jobs.close();
    await database.close();
  };
  const mailDoor = await openMailDoorOf(config, deps).catch((error: unknown) =>
    close().then(() => Promise.reject(error)),
  );
  return { ...deps, app, close: () => close(mailDoor) };
}

/** @throws an Error that says which setting to mend where nothing can listen there */
async function openMailDoorOf(
  { mailDoor, mailDomain }: Pick<Config, "mailDoor" | "mailDomain">,
  deps: Deps,
): Promise<SmtpDoor | undefined> {
  if (!mailDoor || mailDomain === undefined) return undefined;
  try {
    // A desk without the door does not pay for the package.
    const { openMailDoor } = await import("./intake/open-smtp-door.ts");
    return await openMailDoor({ ...deps, mailDomain }, mailDoor);
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? cause.code : String(cause);
    throw new Error(
      `Mail cannot come in at port ${mailDoor.port} (${reason}). Set INBOUND_SMTP_PORT to a port that is free and may be used, and look at INBOUND_TLS_CERT and INBOUND_TLS_KEY.`,
      { cause },
    );
  }
}

/** @throws an Error that says which setting to mend where the folder cannot be made */
export async function openFiles(dir: string): Promise<FileStore> {
  try {
    return await openFileStore(dir);
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? cause.code : String(cause);
    throw new Error(
      `The folder of attachments ${dir} cannot be made (${reason}). Set FILES_URL to a folder that can be written: FILES_URL=file:/srv/files …`,
      { cause },
    );
  }
}
