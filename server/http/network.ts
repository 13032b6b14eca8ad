import { getConnInfo } from "@hono/node-server/conninfo";
import { isIP, SocketAddress } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import type { RequestVariables } from "./env.ts";

/**
 * An address as proxies write it: bare, in brackets, quoted, with a port or a zone, an IPv4 one with zeros in front or
 * inside of an IPv6 one.
 * @returns it in one form; undefined for what is none, such as `unknown`, `_hidden` or `unix:`
 */
function readAddress(written: string): string | undefined {
  const bare = written
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
  const inside = /^\[([^\]]*)\](?::\d*)?$/.exec(bare)?.[1] ?? bare;
  return plainAddress(inside) ?? plainAddress(inside.replace(/:\d*$/, ""));
}

function plainAddress(text: string): string | undefined {
  const withoutZone = text.replace(/%.*$/, "");
  const decimal = withoutZone.replace(/^(?:0*\d{1,3}\.){3}0*\d{1,3}$/, (four) => four.split(".").map(Number).join("."));
  if (isIP(decimal) === 4) return decimal;
  if (isIP(withoutZone) === 0) return undefined;
  const { address } = new SocketAddress({ address: withoutZone, family: "ipv6" });
  return address.replace(/^::ffff:(?=\d+\.)/, "");
}

/** A household has one IPv4 address, but a whole /64 of IPv6. @param address of {@link readAddress} */
function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.split("::");
  const front = head.split(":").filter(Boolean);
  const back = tail.split(":").filter(Boolean);
  const missing = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  return `${[...front, ...missing, ...back].slice(0, 4).join(":")}::/64`;
}

/** Who is given a /64 is often given all of a /48: 65,536 of them. @returns undefined where there is nothing wider */
export function widerNetwork(network: string): string | undefined {
  const groups = /^([^:]*:[^:]*:[^:]*):[^:]*::\/64$/.exec(network);
  return groups ? `${groups[1]}::/48` : undefined;
}

/**
 * A network as somebody writes it down: an address in any of its forms, or a /64 of IPv6.
 * @returns it in the form that requests are counted by; undefined for what is no network
 */
export function readNetwork(written: string): string | undefined {
  if (written.includes("%")) return undefined;
  const address = readAddress(written.trim().replace(/::\/64$/i, "::"));
  return address && networkOf(address);
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
    // An entry that names no address, such as "unknown", counts as the proxy's own network: other words of a proxy
    // would make networks at will.
    const address = readAddress(forwarded ?? "") ?? readAddress(socketAddress(c));
    c.set("network", address ? networkOf(address) : "unknown");
    await next();
  };
