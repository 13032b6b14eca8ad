import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { openDatabase } from "./db/open.ts";

/** No piece of it is a word that a message has for another reason. */
const [first, second] = ["Zq7xWv9k", "Pm3tRb8n"];
const odd = [..."@:/?#%[] &=+\\\"'<>^|`{};,!$*()~é\n\t", "%40", "%zz", "://", "@@", "/@", "@127.0.0.1/"];
const cutOff = (secret: string): string => `postgres://mia:${secret}`;
const shapes: ((secret: string) => string)[] = [
  (secret) => `postgres://mia:${secret}@127.0.0.1:1/desk`,
  (secret) => `postgres://mia:1${secret}@127.0.0.1:1/desk`,
  (secret) => `postgres://127.0.0.1:1/${secret}@127.0.0.1:1/desk`,
  (secret) => `postgres://${secret}@127.0.0.1:1/desk`,
  (secret) => `postgres://mia:${secret}@/desk`,
  cutOff,
  (secret) => `postgres://127.0.0.1:1/desk?password=${secret}`,
  (secret) => `postgresql:/mia:${secret}@127.0.0.1:1/desk`,
  (secret) => `postgres//mia:${secret}@127.0.0.1:1/desk`,
  (secret) => `postgres:mia:${secret}@127.0.0.1:1/desk`,
  (secret) => `POSTGRES://mia:${secret}@127.0.0.1:1/desk`,
  (secret) => ` postgres://mia:${secret}@127.0.0.1:1/desk`,
  (secret) => `"postgres://mia:${secret}@127.0.0.1:1/desk"`,
  (secret) => `mia:${secret}@127.0.0.1:1/desk`,
  (secret) => `mysql://mia:${secret}@127.0.0.1:1/desk`,
  (secret) => `sqlite:postgres://mia:${secret}@127.0.0.1:1/desk`,
  (secret) => `smtp://mia:${secret}@127.0.0.1:1`,
  (secret) => `smtp:/mia:${secret}@127.0.0.1:1`,
  (secret) => `smtp://mia:25/${secret}@127.0.0.1:1`,
];
const variables = ["DATABASE_URL", "SMTP_URL", "IMAP_URL", "FILES_URL", "PUBLIC_URL", "DATA_DIR", "MAIL_FROM", "PORT"];

const holdsAddress = new Set(["DATABASE_URL", "SMTP_URL"]);

/** Every run of four characters of it. */
const pieces = [first, second].flatMap((half) =>
  Array.from({ length: half.length - 3 }, (_, at) => half.slice(at, at + 4).toLowerCase()),
);

test("F19: no piece of a password is in any message, wherever it stands in a mangled address", async () => {
  const dir = mkdtempSync(join(tmpdir(), "deskbell-secrets-"));
  let messages = 0;
  try {
    for (const variable of variables) {
      // What is connected to is where most readers of an address are; for the others a few stand for the rest.
      const between = holdsAddress.has(variable) ? odd : odd.slice(0, 6);
      for (const shape of shapes) {
        // The second half of what is cut off there is a host by every reading.
        const values = between
          .filter((one) => shape !== cutOff || !one.includes("@"))
          .map((one) => shape(first + one + second));
        const said = await Promise.all(values.map((value) => whatIsSaid(dir, { [variable]: value })));
        for (const [at, words] of said.entries()) {
          if (words === undefined) continue;
          messages += 1;
          const leaked = pieces.filter((piece) => words.toLowerCase().includes(piece));
          if (leaked.length > 0) expect.fail(`${variable}=${values[at]}\n${words}`);
        }
      }
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  expect(messages).toBeGreaterThan(1_000);
});

/** What went wrong, with everything that a log would print of it; undefined where nothing did. */
async function whatIsSaid(dir: string, env: Record<string, string>): Promise<string | undefined> {
  const heard: unknown[] = [];
  try {
    const config = readConfig({
      DATA_DIR: dir,
      SECRET_KEY: "0123456789abcdef".repeat(4),
      ...(!env["MAIL_FROM"] && { MAIL_FROM: "help@desk.test" }),
      ...env,
    });
    // A folder or a file may be called as it likes, since its name is no secret.
    if (config.database.engine === "sqlite") return undefined;
    const database = await openDatabase(config.database, { onError: (error) => heard.push(error) });
    await database.close();
  } catch (error) {
    heard.push(error);
  }
  return heard.length === 0 ? undefined : heard.map((one) => inspect(one, { depth: 5 })).join("\n");
}
