import { getConnInfo } from "@hono/node-server/conninfo";
import { isIP } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import type { RequestVariables } from "./env.ts";

/** A household has one IPv4 address, but a whole /64 of IPv6. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!plain.includes(":")) return plain;
  const [head = "", tail = ""] = plain.split("::");
  const front = head.split(":").filter(Boolean);
  const back = tail.split(":").filter(Boolean);
  const missing = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  const groups = [...front, ...missing, ...back].slice(0, 4);
  return `${groups.map((group) => group.toLowerCase().replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

/**
 * A network as somebody writes it down: an address, or a /64 of IPv6.
 * @returns it in the form that requests are counted by; undefined for what is no network
 */
export function readNetwork(written: string): string | undefined {
  const address = written.trim().replace(/::\/64$/i, "::");
  return isIP(address) === 0 || address.includes("%") ? undefined : network(address);
}

function socketAddress(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? "unknown";
  } catch {
    // app.request() has no socket
    return "unknown";
  }
}

/**
 * @param hops how many proxies of ours stand in front. Each adds one entry at the right of X-Forwarded-For; entries
 *   further left come from the client, who may write there whatever it likes.
 * @param onIgnored hears of each request that has the header though there should be no proxy
 */
export const clientNetwork = (
  hops: number,
  onIgnored: () => void = () => {},
): MiddlewareHandler<{ Variables: RequestVariables }> =>
  async function clientNetwork(c, next) {
    const header = c.req.header("X-Forwarded-For") ?? "";
    if (header && hops === 0) onIgnored();
    const forwarded = hops > 0 ? header.split(",").at(-hops)?.trim() : "";
    c.set("network", network(forwarded || socketAddress(c)));
    await next();
  };
