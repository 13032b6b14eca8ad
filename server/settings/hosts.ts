/** Names of machines, as settings have them. */
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { z } from "zod";

/** What ends in a number is meant as an IPv4 address. */
const name = /^(?=.{1,253}$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?\.)*(?!\d+$)[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/i;

const isName = (value: string): boolean => name.test(domainToASCII(value));

/** Where to listen. */
export const listenHost = z
  .string()
  .refine(
    (value) => isIP(value) !== 0 || isName(value),
    "an address or a name of this machine, such as 127.0.0.1, 0.0.0.0 or localhost",
  );

/** As requests name it: in small letters, an IPv6 address in brackets. */
const asInRequests = (value: string): string | undefined =>
  URL.parse(`http://${isIP(value) === 6 ? `[${value}]` : value}`)?.hostname;

/** Names under which a desk is asked for, without ports. */
export const hostNames = z.string().transform((value, context) => {
  const written = value.split(",").map((one) => one.trim().replace(/^\[(.*)\]$/, "$1"));
  if (written.every((one) => isIP(one) !== 0 || isName(one))) return written.map((one) => asInRequests(one)!);
  const message = "names of hosts without ports, such as help.example.com, several with commas";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

/** Where a desk may be asked for that listens there: an address that stands for all of a machine says nothing. */
export const namesOfListening = (host: string): string[] =>
  host === "0.0.0.0" || host === "::" ? [] : [asInRequests(host) ?? host];

/** Reaches nobody but the machine itself. @param hostname as a `URL` has it */
export const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127\.[\d.]+$/.test(hostname);

export const domain = z
  .string()
  .refine((value) => value.includes(".") && isName(value), "a domain such as example.com");
