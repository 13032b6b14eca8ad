/** Settings of the door by which mail servers bring mail. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";

/** A file that is there and holds what it should. */
const file = (parse: (content: Buffer) => unknown, expected: string) =>
  z.string().refine((path) => {
    try {
      parse(readFileSync(path));
      return true;
    } catch {
      return false;
    }
  }, `a file that can be read and holds ${expected}`);

export const certificateFile = file((content) => new X509Certificate(content), "a certificate (PEM)");
export const keyFile = file((content) => createPrivateKey(content), "a private key (PEM)");

/** As servers call themselves in `Authentication-Results`. */
export const serverNames = z
  .string()
  .regex(/^[^\s,;@/]+(\s*,\s*[^\s,;@/]+)*$/, "a name such as mx.example.com, several with commas")
  .transform((value) => value.split(",").map((name) => name.trim().toLowerCase()));
