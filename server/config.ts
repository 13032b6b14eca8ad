/** The only reader of the environment. Everything else gets values passed. Makes no file and no folder. */
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { email } from "./http/fields.ts";
import { certificateFile, keyFile, serverNames } from "./settings/mail-door.ts";
import { domain, hostNames, listenHost, namesOfListening } from "./settings/hosts.ts";
import { notBuilt, notBuiltYet } from "./settings/not-built.ts";
import { whole } from "./settings/numbers.ts";
import { type SmtpSettings, smtpUrl } from "./settings/smtp-url.ts";

const httpUrl = z.string().refine((value) => {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username || url.password) return false;
  return url.pathname === "/" && !url.search && !url.hash;
}, "an address such as https://desk.example.com, without a path");

/**
 * A folder. A value that holds "://" is an address in the wrong variable, and messages would print it, password and
 * all.
 */
const folder = z
  .string()
  .refine((value) => !value.includes("://"), { error: "a folder", abort: true })
  // Whether it can be written is found out by the start, which makes it.
  .refine((value) => statSync(nearest(resolve(value))).isDirectory(), "a folder that can be written");

/** The path itself, or the first above it that there is. */
const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

const scheme = (pattern: RegExp, expected: string): z.ZodType<string> => z.string().regex(pattern, expected);

const environment = z.object({
  PORT: whole(0, 65535).default(3000),
  HOST: listenHost.default("127.0.0.1"),
  PUBLIC_URL: httpUrl.optional(),
  HOSTS: hostNames.optional(),
  DATA_DIR: folder.default("./data"),
  DATABASE_URL: scheme(
    /^(sqlite:(?!.*:\/\/).+|postgres(ql)?:\/\/.+)$/,
    "sqlite:<file> or postgres://user@host/database",
  ).optional(),
  SECRET_KEY: z.string().optional(),
  NEW_SECRET_KEY: z.string().optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: z
    .string()
    .refine((value) => email.safeParse(value).success, "one address such as help@example.com, without a name")
    .optional(),
  MAIL_DOMAIN: domain.optional(),
  INBOUND_SMTP_PORT: whole(1, 65535).optional(),
  INBOUND_TLS_CERT: certificateFile.optional(),
  INBOUND_TLS_KEY: keyFile.optional(),
  TRUSTED_AUTHSERV: serverNames.optional(),
  FILES_URL: scheme(/^file:/, "file: (s3:// is not built yet)").optional(),
  TRUST_PROXY: whole(0, 16).default(0),
  LIMITS: z.enum(["on", "off"], "on or off").default("on"),
  LOG_LEVEL: z
    .enum(
      ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      "trace, debug, info, warn, error, fatal or silent",
    )
    .default("info"),
  ...notBuilt.shape,
});

export interface Config {
  port: number;
  host: string;
  /** Undefined until the port is known when PORT is 0. */
  publicUrl: string | undefined;
  /** Further host names that are answered, as requests have them. */
  hosts: string[];
  dataDir: string;
  /** Where attachments lie. */
  filesDir: string;
  database: { engine: "sqlite"; file: string } | { engine: "postgres"; url: string };
  /** SECRET_KEY; undefined: the key is in {@link keyFile}. */
  secretKey: string | undefined;
  keyFile: string;
  /** For `rotate-key`. */
  newSecretKey: string | undefined;
  /** Undefined: mails are kept. */
  mail: { smtp: SmtpSettings; from: string } | undefined;
  /** Of the addresses that mail comes in by, in small letters. */
  mailDomain: string | undefined;
  /** Where mail servers bring mail; undefined: nowhere. */
  mailDoor: { port: number; host: string; tls?: { cert: string; key: string } } | undefined;
  /** Servers whose word counts on who sent a mail. */
  trustedAuthserv: string[];
  trustProxy: number;
  limits: boolean;
  logLevel: string;
  /** A sentence for each variable that is set but whose feature is not built yet. */
  notYet: string[];
}

/** Names every wrong variable at once, so that one start is enough to mend them all. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(mistakes: string[]) {
    super(`The settings need another look:\n${mistakes.map((line) => `  ${line}`).join("\n")}`);
  }
}

const holdsSecret = new Set([
  "DATABASE_READ_URL",
  "DATABASE_URL",
  "FILES_URL",
  "IMAP_URL",
  "INBOUND_TLS_KEY",
  "NEW_SECRET_KEY",
  "SECRET_KEY",
  "SENTRY_DSN",
  "SMTP_URL",
]);

/**
 * What was set, where that can hold no password. Nothing is cut out of an address: what is wrong with it may be that
 * very part, or whatever tells where it ends.
 */
const told = (name: string, value: string): string =>
  holdsSecret.has(name) || /:\/|@/.test(value) ? "is set to something else" : `is ${JSON.stringify(value)}`;

const exampleSecrets = /^(change[-_ ]?me|secret|example|password|test|deskbell)/i;

function weaknessOf(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.length < 32)
    return `${name} is too short: use at least 32 characters, such as from "openssl rand -hex 32".`;
  if (exampleSecrets.test(value) || new Set(value).size < 8) {
    return `${name} looks like an example: use a random one, such as from "openssl rand -hex 32".`;
  }
  return undefined;
}

/**
 * @param env usually `process.env`; empty values count as absent
 * @throws ConfigError
 */
export function readConfig(env: Record<string, string | undefined>): Readonly<Config> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(set);
  const mistakes = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name} ${told(name, set[name]!)}: it has to be ${issue.message}.`;
      });
  const usesPostgres = /^postgres/.test(set["DATABASE_URL"] ?? "");
  const secret = set["SECRET_KEY"];
  if (usesPostgres && !secret) mistakes.push("SECRET_KEY is required with Postgres: every process needs the same one.");
  if (set["SMTP_URL"] && !set["MAIL_FROM"]) {
    mistakes.push("MAIL_FROM is required with SMTP_URL: the address that mails come from, such as help@example.com.");
  }
  if (!set["INBOUND_TLS_CERT"] !== !set["INBOUND_TLS_KEY"]) {
    mistakes.push("INBOUND_TLS_CERT and INBOUND_TLS_KEY go together: set both or neither.");
  }
  if (set["INBOUND_SMTP_PORT"] && !set["MAIL_DOMAIN"]) {
    mistakes.push("MAIL_DOMAIN is required with INBOUND_SMTP_PORT: the domain of the addresses that mail comes to.");
  }
  for (const name of ["SECRET_KEY", "NEW_SECRET_KEY"]) {
    const weakness = weaknessOf(name, set[name]);
    if (weakness) mistakes.push(weakness);
  }
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes);

  const values = parsed.data;
  const dataDir = resolve(values.DATA_DIR);
  const { DATABASE_URL: url, SMTP_URL: smtp, MAIL_FROM: from } = values;
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, "") ?? (values.PORT ? `http://localhost:${values.PORT}` : undefined),
    hosts: [...(values.HOSTS ?? []), ...namesOfListening(values.HOST)],
    dataDir,
    filesDir: values.FILES_URL ? resolve(values.FILES_URL.replace(/^file:(\/\/)?/, "")) : join(dataDir, "files"),
    database: usesPostgres
      ? { engine: "postgres" as const, url: url! }
      : { engine: "sqlite" as const, file: url ? resolve(url.slice("sqlite:".length)) : join(dataDir, "deskbell.db") },
    secretKey: secret,
    newSecretKey: values.NEW_SECRET_KEY,
    keyFile: join(dataDir, "secret.key"),
    mail: smtp && from ? { smtp, from } : undefined,
    mailDoor: mailDoorOf(values),
    trustedAuthserv: values.TRUSTED_AUTHSERV ?? [],
    mailDomain: values.MAIL_DOMAIN?.toLowerCase(),
    trustProxy: values.TRUST_PROXY,
    limits: values.LIMITS === "on",
    logLevel: values.LOG_LEVEL,
    notYet: notBuiltYet(set),
  });
}

function mailDoorOf(values: z.output<typeof environment>): Config["mailDoor"] {
  const { INBOUND_SMTP_PORT: port, INBOUND_TLS_CERT: cert, INBOUND_TLS_KEY: key, HOST: host } = values;
  if (port === undefined) return undefined;
  return {
    port,
    host,
    ...(cert !== undefined && key !== undefined && { tls: { cert: resolve(cert), key: resolve(key) } }),
  };
}
