/** The cookie that a session of staff travels in. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const cookieName = "deskbell";
/** `__Host-`: https or loopback only, this host only, no path of others. */
const cookie = { prefix: "host", httpOnly: true, secure: true, sameSite: "Strict", path: "/" } as const;

export const giveStaffCookie = (c: Context, token: string): void => setCookie(c, cookieName, token, cookie);
/** A token of staff that came with the request; whether it is worth anything has not been looked at. */
export const givenStaffCookie = (c: Context): string | undefined => {
  const token = getCookie(c, cookieName, "host");
  return token?.startsWith("dbs_") ? token : undefined;
};
export const takeStaffCookie = (c: Context): void => void deleteCookie(c, cookieName, cookie);
