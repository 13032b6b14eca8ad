import { z } from "zod";

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

export const smtpUrl = z.string().transform((value, context) => {
  const settings = readSmtpUrl(value);
  if (settings) return settings;
  const message = "smtp://user:password@host:587 or smtps://user:password@host, special characters as %40 and the like";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});
