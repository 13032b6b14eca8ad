/** The cookie that a session of staff travels in. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { isLoopback } from "../settings/hosts.ts";

const cookieName = "deskbell";
const ours = { httpOnly: true, sameSite: "Strict", path: "/" } as const;
/** `__Host-`: https or loopback only, this host only, no path of others. */
const guarded = { ...ours, prefix: "host", secure: true } as const;

/**
 * A desk that is at http://localhost for everybody: there WebKit keeps no cookie that asks for https, and whoever set
 * the desk up would have used the link up and stand before the door. A plain one travels no further than the machine.
 */
export const isPlainLoopback = (publicUrl: string): boolean => {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === "http:" && isLoopback(hostname);
};

/** What proxies add. One that leads here from a name of the world may ask as if it were the machine itself. */
const ofProxies = ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"];

/** And asked for there: under another name the cookie would go through a network in plain words. */
const isPlain = (c: Context, publicUrl: string): boolean =>
  isPlainLoopback(publicUrl) &&
  isLoopback(URL.parse(c.req.url)?.hostname ?? "") &&
  !ofProxies.some((name) => c.req.header(name));

export const giveStaffCookie = (c: Context, publicUrl: string, token: string): void =>
  setCookie(c, cookieName, token, isPlain(c, publicUrl) ? ours : guarded);

/** A token of staff that came with the request; whether it is worth anything has not been looked at. */
export const givenStaffCookie = (c: Context, publicUrl: string): string | undefined => {
  const token = (isPlain(c, publicUrl) ? getCookie(c, cookieName) : undefined) ?? getCookie(c, cookieName, "host");
  return token?.startsWith("dbs_") ? token : undefined;
};

export function takeStaffCookie(c: Context, publicUrl: string): void {
  deleteCookie(c, cookieName, guarded);
  if (isPlain(c, publicUrl)) deleteCookie(c, cookieName, ours);
}
