import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { afterAll, describe, expect, it, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";
import { makeFolder } from "./make-folder.ts";
import { makeDataDir } from "./secret-key.ts";

const folder = mkdtempSync(join(tmpdir(), "deskbell-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** What is said of each variable that is wrong. */
function mistakesIn(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message
      .split("\n")
      .slice(1)
      .map((line) => line.trim());
  }
}

test("C24: one message names every setting that is wrong", () => {
  const text = inFolder("letter.txt", "Dear desk");
  const wrong = {
    PORT: "many",
    HOST: "http://0.0.0.0",
    PUBLIC_URL: "desk.example.com",
    DATA_DIR: join(text, "data"),
    MAIL_DOMAIN: "help@example.com",
    INBOUND_TLS_CERT: join(folder, "nowhere.pem"),
    INBOUND_TLS_KEY: text,
    TRUSTED_AUTHSERV: "mx example",
    METRICS_TOKEN: "anything",
    DATABASE_READ_URL: "mysql://127.0.0.1/desk",
    SENTRY_DSN: "sentry",
  };
  const { METRICS_TOKEN: _, ...rest } = wrong;
  expect(
    mistakesIn(wrong)
      .map((line) => line.split(" ")[0])
      .toSorted(),
  ).toEqual(Object.keys(rest).toSorted());
  expect(mistakesIn({ HOST: "10.0.0" })).toEqual([
    'HOST is "10.0.0": it has to be an address or a name of this machine, such as 127.0.0.1, 0.0.0.0 or localhost.',
  ]);
  expect(mistakesIn({ INBOUND_TLS_CERT: text })).toContain(
    `INBOUND_TLS_CERT is ${JSON.stringify(text)}: it has to be a file that can be read and holds a certificate (PEM).`,
  );
});

test.each([
  [
    "HOST",
    ["127.0.0.1", "0.0.0.0", "::", "::1", "localhost", "desk-1.internal", "bücher.example"],
    ["[::1]", "a b", "1.2.3", "256.1.1.1", "-a", "host:80", "*"],
  ],
  [
    "MAIL_DOMAIN",
    ["example.com", "in.desk.example.com", "bücher.example"],
    ["localhost", "@example.com", "example..com", "https://example.com", ".com"],
  ],
  ["TRUSTED_AUTHSERV", ["mx.example.com", "mx1.example.com, mx2.example.com"], ["mx a", ",", "a,,b"]],
  [
    "IMAP_URL",
    ["imaps://a:b@mail.test", "imap://mail.test, imaps://other.test"],
    ["imaps://", "imaps://mail.test,pop3://other.test"],
  ],
] as const)("C24: %s is held to what it may be", (name, right, wrong) => {
  expect(right.filter((value) => mistakesIn({ [name]: value }).length > 0)).toEqual([]);
  expect(wrong.filter((value) => mistakesIn({ [name]: value }).length !== 1)).toEqual([]);
});

describe("C24: what is set of something that is not built", () => {
  it("is told by name, with what happens meanwhile", () => {
    const { notYet } = readConfig({
      METRICS_TOKEN: "a token",
      SENTRY_DSN: "https://a@b.example/1",
    });
    expect(notYet).toEqual([
      "METRICS_TOKEN is set, but that part is not built yet: there is no /metrics.",
      "SENTRY_DSN is set, but that part is not built yet: errors go to the log alone.",
    ]);
    expect(readConfig({ METRICS_TOKEN: "" }).notYet).toEqual([]);
  });

  it("takes a certificate with its key, and neither without the other", async () => {
    const made = await generate([{ name: "commonName", value: "mx.test" }], { keyType: "ec", algorithm: "sha256" });
    const env = {
      INBOUND_TLS_CERT: inFolder("cert.pem", made.cert),
      INBOUND_TLS_KEY: inFolder("key.pem", made.private),
    };
    expect(mistakesIn(env)).toEqual([]);
    expect(mistakesIn({ INBOUND_TLS_CERT: env.INBOUND_TLS_CERT })).toEqual([
      "INBOUND_TLS_CERT and INBOUND_TLS_KEY go together: set both or neither.",
    ]);
  });
});

/** Linux has a folder in which Node's own making of folders asks for ever. */
const [closed, code] = existsSync("/proc/self") ? ["/proc", "ENOENT"] : [inFolder("no-folder", ""), "ENOTDIR"];

test("C24: a folder that cannot be made is told at once", () => {
  const dataDir = join(closed, "nope");
  expect(() => makeDataDir({ dataDir })).toThrow(
    `DATA_DIR is ${JSON.stringify(dataDir)}: it has to be a folder that can be written (${code}).`,
  );
  expect(() => makeFolder(join(dataDir, "files", "unfinished"))).toThrow(code);
});
