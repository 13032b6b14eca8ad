import { expect, it } from "vitest";
import { withoutSecretsIn } from "./without-secrets.ts";

const secret = "s".repeat(43);
const link = `https://desk.test/p/acme#ticket=${secret}`;

async function cleaned(text: string, chunk: number): Promise<string> {
  const bytes = Buffer.from(text);
  async function* content(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const pieces: Buffer[] = [];
  for await (const piece of withoutSecretsIn(content())) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

it.each([1, 7, 64 * 1024, 200_000])(
  "finds links in a page of one long line that comes in pieces of %i bytes",
  async (size) => {
    // At every place around the piece's end.
    const lead = size === 1 ? 10 : Math.max(0, size - 60);
    for (let more = 0; more < (size === 1 ? 1 : 70); more += 9) {
      const text = `${"<p>ü</p>".repeat(Math.ceil((lead + more) / 9))}${"x".repeat(more)} ${link} ${"<p>y</p>".repeat(9000)}`;
      const clean = await cleaned(text, size);
      expect(clean).not.toContain(secret.slice(0, 21));
      expect(clean).toBe(text.replace(secret, "..."));
    }
  },
);
