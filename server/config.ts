/** The only reader of the environment. Everything else gets values passed. Makes no file and no folder. */
import { join, resolve } from "node:path";
import { z } from "zod";
import { email } from "./http/fields.ts";

const whole = (from: number, to: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((value) => value >= from && value <= to, `a whole number from ${from} to ${to}`);

const httpUrl = z.string().refine((value) => {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username || url.password) return false;
  return url.pathname === "/" && !url.search && !url.hash;
}, "an address such as https://desk.example.com, without a path");

/**
 * A folder. A value that holds "://" is an address in the wrong variable, and messages would print it, password and
 * all.
 */
const folder = z.string().refine((value) => !value.includes("://"), "a folder");

const scheme = (pattern: RegExp, expected: string): z.ZodType<string> => z.string().regex(pattern, expected);

/** The mail server that takes our mails. */
export interface SmtpSettings {
  host: string;
  port: number;
  /** TLS from the first byte. Otherwise STARTTLS: required with `auth`, else wherever the server offers it. */
  secure: boolean;
  auth: { user: string; pass: string } | undefined;
}

/** @returns undefined when the text is no such address; nothing in it can switch the checking of certificates off */
function readSmtpUrl(value: string): SmtpSettings | undefined {
  const url = URL.parse(value);
  if (!url || !/^smtps?:$/.test(url.protocol) || !/^([\w.-]+|\[[\da-f:.]+\])$/i.test(url.hostname)) return undefined;
  if (!/^\/?$/.test(url.pathname) || url.search || url.hash) return undefined;
  if ((url.username === "") !== (url.password === "")) return undefined;
  const secure = url.protocol === "smtps:";
  try {
    return {
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      auth: url.username
        ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
        : undefined,
    };
  } catch {
    return undefined;
  }
}

const smtpUrl = z.string().transform((value, context) => {
  const settings = readSmtpUrl(value);
  if (settings) return settings;
  const message = "smtp://user:password@host:587 or smtps://user:password@host, special characters as %40 and the like";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const environment = z.object({
  PORT: whole(0, 65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: httpUrl.optional(),
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
  MAIL_DOMAIN: z.string().optional(),
  INBOUND_SMTP_PORT: whole(1, 65535).optional(),
  INBOUND_TLS_CERT: z.string().optional(),
  INBOUND_TLS_KEY: z.string().optional(),
  IMAP_URL: scheme(/^imaps?:\/\/.+/, "imap://… or imaps://…, several with commas").optional(),
  TRUSTED_AUTHSERV: z.string().optional(),
  FILES_URL: scheme(/^file:/, "file: (s3:// is not built yet)").optional(),
  TRUST_PROXY: whole(0, 16).default(0),
  LIMITS: z.enum(["on", "off"], "on or off").default("on"),
  LOG_LEVEL: z
    .enum(
      ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      "trace, debug, info, warn, error, fatal or silent",
    )
    .default("info"),
});

/** Understood and checked, so that a setting of a later release does not stop this one. */
const ofIncomingMail = [
  "MAIL_DOMAIN",
  "INBOUND_SMTP_PORT",
  "INBOUND_TLS_CERT",
  "INBOUND_TLS_KEY",
  "IMAP_URL",
  "TRUSTED_AUTHSERV",
] as const;

export interface Config {
  port: number;
  host: string;
  /** Undefined until the port is known when PORT is 0. */
  publicUrl: string | undefined;
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
  trustProxy: number;
  limits: boolean;
  logLevel: string;
  /** Variables that are understood and checked but whose feature is not built yet. */
  notYet: string[];
}

/** Names every wrong variable at once, so that one start is enough to mend them all. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(mistakes: string[]) {
    super(`The settings need another look:\n${mistakes.map((line) => `  ${line}`).join("\n")}`);
  }
}

const holdsSecret = new Set(["DATABASE_URL", "SMTP_URL", "IMAP_URL", "FILES_URL", "SECRET_KEY", "NEW_SECRET_KEY"]);

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
  for (const name of ["SECRET_KEY", "NEW_SECRET_KEY"]) {
    const weakness = weaknessOf(name, set[name]);
    if (weakness) mistakes.push(weakness);
  }
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes);

  const values = parsed.data;
  const dataDir = resolve(values.DATA_DIR);
  const { DATABASE_URL: url, SMTP_URL: smtp, MAIL_FROM: from } = values;
  const notYet = ofIncomingMail.filter((name) => values[name] !== undefined);
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, "") ?? (values.PORT ? `http://localhost:${values.PORT}` : undefined),
    dataDir,
    filesDir: values.FILES_URL ? resolve(values.FILES_URL.replace(/^file:(\/\/)?/, "")) : join(dataDir, "files"),
    database: usesPostgres
      ? { engine: "postgres" as const, url: url! }
      : { engine: "sqlite" as const, file: url ? resolve(url.slice("sqlite:".length)) : join(dataDir, "deskbell.db") },
    secretKey: secret,
    newSecretKey: values.NEW_SECRET_KEY,
    keyFile: join(dataDir, "secret.key"),
    mail: smtp && from ? { smtp, from } : undefined,
    trustProxy: values.TRUST_PROXY,
    limits: values.LIMITS === "on",
    logLevel: values.LOG_LEVEL,
    notYet,
  });
}
