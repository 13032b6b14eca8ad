/** Links that open one attachment without a token, for ten minutes, for the one they were made for. */
import type { Secrets } from "../access/secrets.ts";
import type { AttachmentRow } from "./store.ts";

const lifetimeMs = 10 * 60_000;

interface LinkOptions {
  secrets: Secrets;
  publicUrl: string;
  now: () => number;
}

const signed = (id: string, who: string, expires: number): string => `${id}\n${who}\n${expires}`;

/** @param who the reader (`visitor:<id>`): the link asks anew whether this reader may see the ticket */
export const portalLinks =
  ({ secrets, publicUrl, now }: LinkOptions, projectKey: string, who: string) =>
  ({ id }: AttachmentRow): string => {
    const expires = now() + lifetimeMs;
    const query = new URLSearchParams({
      who,
      expires: String(expires),
      signature: secrets.sign("attachment", signed(id, who, expires)),
    });
    return `${publicUrl}/api/portal/${projectKey}/attachments/${id}?${query.toString()}`;
  };

/** The admin page has its cookie on every request to its own address. */
export const staffLink = ({ id }: AttachmentRow): string => `/api/staff/attachments/${id}`;

export interface LinkQuery {
  who: string;
  expires: string;
  signature: string;
}

export function isValidLink(
  { secrets, now }: Pick<LinkOptions, "secrets" | "now">,
  id: string,
  query: LinkQuery,
): boolean {
  const expires = Number(query.expires);
  return secrets.verify("attachment", signed(id, query.who, expires), query.signature) && expires > now();
}
