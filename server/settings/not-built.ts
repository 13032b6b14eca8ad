/**
 * Settings of what is not built yet: understood and checked, so that one of a later release does not stop this one, and
 * told at the start, so that nobody waits for what it would do.
 */
import { z } from "zod";

const imapUrls = z
  .string()
  .refine(
    (value) => value.split(",").every((one) => /^imaps?:\/\/[^\s/]/.test(one.trim())),
    "imap://… or imaps://…, several with commas",
  );

const httpsUrl = z.string().refine((value) => URL.parse(value)?.protocol === "https:", "an address with https");

const settings = {
  IMAP_URL: imapUrls,
  MAIL_OAUTH_TOKEN_URL: httpsUrl,
  MAIL_OAUTH_CLIENT_ID: z.string(),
  MAIL_OAUTH_CLIENT_SECRET: z.string(),
  MAIL_OAUTH_SCOPE: z.string(),
  MAIL_OAUTH_REFRESH_TOKEN: z.string(),
  DATABASE_READ_URL: z.string().regex(/^postgres(ql)?:\/\/.+$/, "postgres://user@host/database"),
  METRICS_TOKEN: z.string(),
  SENTRY_DSN: httpsUrl,
};

export const notBuilt = z.object(settings).partial();

const noMailFetched = "no mailbox is fetched";
const byPassword = "mail servers are signed in to by user and password";

/** What happens without it. */
const meanwhile: Record<keyof typeof settings, string> = {
  IMAP_URL: noMailFetched,
  MAIL_OAUTH_TOKEN_URL: byPassword,
  MAIL_OAUTH_CLIENT_ID: byPassword,
  MAIL_OAUTH_CLIENT_SECRET: byPassword,
  MAIL_OAUTH_SCOPE: byPassword,
  MAIL_OAUTH_REFRESH_TOKEN: byPassword,
  DATABASE_READ_URL: "everything is read from DATABASE_URL",
  METRICS_TOKEN: "there is no /metrics",
  SENTRY_DSN: "errors go to the log alone",
};

/** A sentence for each of them that is set. */
export const notBuiltYet = (set: Record<string, string | undefined>): string[] =>
  Object.entries(meanwhile)
    .filter(([name]) => set[name] !== undefined)
    .map(([name, without]) => `${name} is set, but that part is not built yet: ${without}.`);
