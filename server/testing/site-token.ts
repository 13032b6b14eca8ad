/** Signs as a site's own server would, and as one should not: every part can be replaced. */
import { createHmac } from "node:crypto";
import type { TestDesk } from "./desk.ts";

export interface SiteKey {
  /** Key of the portal. */
  portal: string;
  kid: string;
  secret: string;
}

interface Parts {
  /** Instead of or beside the usual header; undefined takes a member away. */
  header?: Record<string, unknown>;
  /** The payload as it stands, for texts that no object gives. */
  payload?: string | Uint8Array;
  secret?: string;
}

const part = (text: string | Uint8Array): string => Buffer.from(text).toString("base64url");

/** @param now milliseconds; the token lives for an hour from then unless the claims say otherwise */
export function siteToken(
  { portal, kid, secret }: SiteKey,
  now: number,
  claims: Record<string, unknown>,
  parts: Parts = {},
): string {
  const iat = Math.floor(now / 1000);
  const header = { alg: "HS256", typ: "JWT", kid, ...parts.header };
  const payload = parts.payload ?? JSON.stringify({ aud: portal, iat, exp: iat + 3600, ...claims });
  const signed = `${part(JSON.stringify(header))}.${part(payload)}`;
  const signature = createHmac("sha256", parts.secret ?? secret)
    .update(signed)
    .digest("base64url");
  return `${signed}.${signature}`;
}

/** A key made by an administrator, as the settings page makes it. */
export async function makeSiteKey(desk: TestDesk, project: { id: string; portal: { key: string } }): Promise<SiteKey> {
  const path = `/api/staff/projects/${project.id}/identity-keys` as const;
  const { body } = await desk.ask(path, { method: "POST", cookie: desk.admin });
  return { portal: project.portal.key, kid: body.key.id, secret: body.secret };
}
