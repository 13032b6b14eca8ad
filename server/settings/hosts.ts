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

export const domain = z
  .string()
  .refine((value) => value.includes(".") && isName(value), "a domain such as example.com");
