/** Which statement of another server is believed, if any. */
import { BlockList, isIP } from "node:net";
import type { AuthenticateResult } from "mailauth";
import type { Resolver } from "./resolver.ts";
import { readStatement, type Statement } from "./verdict-stated.ts";

/**
 * The topmost `Authentication-Results` of a trusted server: each server writes above what it was given, so what stands
 * below may have been written by anybody. That nothing above it is forged is that server's part: it has to remove what
 * bears its name (RFC 8601, section 5).
 *
 * It can do so only with mails that came through it. A mail by SMTP comes through it where its host has the address that
 * the server's name has; strangers write such headers and come by themselves. Otherwise a seal of the server's domain
 * counts (ARC), which nobody forges.
 * @param ip of the host that brought it; undefined: it was fetched, or handed in by somebody with a key
 */
export async function believedStatement(
  found: AuthenticateResult,
  trustedAuthserv: readonly string[],
  ip: string | undefined,
  resolver: Resolver,
): Promise<Statement | undefined> {
  const trusted = new Set(trustedAuthserv.map((name) => name.toLowerCase()));
  if (trusted.size === 0) return undefined;
  const top = topmost(found, trusted);
  if (top && (ip === undefined || (await hasAddress(top.server, ip, resolver)))) return top;
  return sealed(found, trusted);
}

function topmost(found: AuthenticateResult, trusted: ReadonlySet<string>): Statement | undefined {
  for (const { key, line } of found.dkim.headers?.parsed ?? []) {
    const statement = key === "authentication-results" ? readStatement(valueOf(line)) : undefined;
    if (statement && trusted.has(statement.server)) return statement;
  }
  return undefined;
}

/** Of the newest seal, whose maker vouches for those before. */
function sealed({ arc }: AuthenticateResult, trusted: ReadonlySet<string>): Statement | undefined {
  if (!arc || arc.status.result !== "pass" || !arc.signature || arc.signature.status.underSized) return undefined;
  const newest = arc.chain?.at(-1);
  const line: unknown = newest?.["arc-authentication-results"]?.original;
  const domain: unknown = newest?.["arc-seal"]?.parsed?.d?.value;
  if (!Buffer.isBuffer(line) || typeof domain !== "string" || !domain.includes(".")) return undefined;
  const statement = readStatement(valueOf(line).replace(/^\s*i\s*=\s*\d+\s*;/i, ""));
  return statement && trusted.has(statement.server) && isWithin(statement.server, domain.toLowerCase())
    ? statement
    : undefined;
}

const valueOf = (line: Buffer): string => line.subarray(line.indexOf(":") + 1).toString("latin1");

const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

async function hasAddress(name: string, ip: string, resolver: Resolver): Promise<boolean> {
  const answers = await resolver(name, isIP(ip) === 6 ? "AAAA" : "A").catch((): string[] => []);
  // Of an address of version 6 there are many spellings.
  const addresses = new BlockList();
  for (const address of answers.flat()) {
    if (isIP(address) > 0) addresses.addAddress(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return isIP(ip) > 0 && addresses.check(ip, isIP(ip) === 6 ? "ipv6" : "ipv4");
}
