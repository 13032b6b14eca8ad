/** Every reader of foreign bytes: it never throws what it does not say it throws, loses nothing, and stays in bounds. */
import type { Readable } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { browserName } from "../../server/access/browser-name.ts";
import { fileKind, shownName } from "../../server/attachments/file-kind.ts";
import { tooLargeToDraw } from "../../server/attachments/picture-size.ts";
import { readUpload } from "../../server/attachments/read-upload.ts";
import type { Content, Inline } from "../../server/contract/content.ts";
import { Refusal } from "../../server/errors.ts";
import { readAddress } from "../../server/mail-address.ts";
import { readCursor, writeCursor } from "../../server/http/read-query.ts";
import { readNetwork } from "../../server/http/network.ts";
import { repeatsName } from "../../server/identity/repeated-names.ts";
import { TokenError, verifyToken } from "../../server/identity/verify-token.ts";
import { guessColumns } from "../../server/imports/columns.ts";
import { csvRecords } from "../../server/imports/csv-records.ts";
import { languages, nearestLanguage } from "../../server/languages.ts";
import { parseContent } from "../../server/content/parse.ts";
import { siteToken } from "../../server/testing/site-token.ts";
import { keptBodies, keptForms, keptMailboxes, keptTables } from "./kept.ts";
import { json, text } from "./texts.ts";
import { fuzz, timeoutMs, within } from "./settings.ts";

const share = 0.02;

const isJson = (written: string): boolean => {
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
};

const inlineText = (node: Inline): string => ("text" in node ? node.text : node.children.map(inlineText).join(""));
const textOf = (content: Content): string =>
  content
    .flatMap((block) => ("items" in block ? block.items.flat() : block.children))
    .map(inlineText)
    .join("");
const countNodes = (value: unknown): number =>
  Array.isArray(value)
    ? value.reduce((sum: number, one) => sum + countNodes(one), 0)
    : typeof value === "object" && value !== null
      ? Number("type" in value) + Object.values(value).reduce((sum: number, one) => sum + countNodes(one), 0)
      : 0;

test("content keeps every character, few nodes and little weight", { timeout: timeoutMs }, () =>
  fuzz(
    "content",
    text(20_000),
    async (body, watch) => {
      const content = await watch.call("content", body.length, async () => parseContent(body));
      expect(textOf(content)).toBe(body);
      expect(countNodes(content)).toBeLessThanOrEqual(500);
      expect(JSON.stringify(content).length).toBeLessThanOrEqual(2 * JSON.stringify(body).length + 50_000);
    },
    within(share * 4, keptBodies),
  ),
);

test("cursors come back as they were given out, and all others are refused in one way", { timeout: timeoutMs }, () =>
  fuzz(
    "cursors",
    fc.tuple(fc.oneof(text(300), fc.base64String()), fc.integer()),
    async ([written, number]) => {
      try {
        readCursor(written, ["number", "string"]);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
      expect(readCursor(writeCursor([number, "id"]), ["number", "string"])).toEqual([number, "id"]);
    },
    within(share / 2),
  ),
);

test("an address of a network is read as one of a few forms, or not at all", { timeout: timeoutMs }, () => {
  const part = fc.oneof(
    fc.constantFrom(...'0123456789abcdef:.[]%," ', "::ffff:", "1.2.3.4", "for=", "unknown"),
    fc.string(),
  );
  return fuzz(
    "networks",
    fc.array(part, { maxLength: 12 }).map((all) => all.join("")),
    async (written) => {
      const read = readNetwork(written);
      if (read === undefined) return;
      expect(read).toMatch(/^[0-9a-f:./]+$/);
      expect(readNetwork(read.replace(/\/\d+$/, ""))).toBe(read);
    },
    within(share / 2),
  );
});

test("an address of a mailbox has one spelling, which holds nothing but that", { timeout: timeoutMs }, () => {
  const part = fc.oneof(
    fc.constantFrom(
      "a",
      "ß",
      "ａ",
      "K",
      "İ",
      "@",
      "＠",
      ".",
      "。",
      "+",
      "mail",
      "test",
      "xn--",
      "\r\n",
      ",",
      "<",
      "\u200d",
    ),
    text(10),
  );
  return fuzz(
    "mailboxes",
    fc.tuple(fc.array(part, { maxLength: 8 }), fc.array(part, { maxLength: 8 })).map((both) => both.flat().join("")),
    async (written, watch) => {
      for (const whole of [written, `${written}@mail.test`, `ann@${written}`]) {
        const read = await watch.call("mailbox", whole.length, async () => readAddress(whole));
        if (read === undefined) continue;
        expect(readAddress(read)).toBe(read);
        expect(read).toMatch(/^[^\s,;<>"()]+@[a-z\d._-]+$/);
        expect(read.length).toBeLessThanOrEqual(254);
      }
    },
    within(share / 2, keptMailboxes),
  );
});

test("a table of values gives back every cell of what it wrote, and reads anything", { timeout: timeoutMs }, () => {
  const records = async (csv: string) => {
    const found = [];
    for await (const record of csvRecords(
      (async function* () {
        yield csv;
      })(),
      ",",
    ))
      found.push(record);
    return found;
  };
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const cell = text(60).map((value) => value.replace(/[\r\0]/g, "").toWellFormed());
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  return fuzz(
    "tables",
    fc.tuple(rows, text(20_000)),
    async ([some, any], watch) => {
      const written = some.filter((row) => row.some((one) => one.trim() !== ""));
      const read = await records(written.map((row) => row.map(quoted).join(",")).join("\n"));
      expect(read.filter(({ broken }) => broken)).toEqual([]);
      expect(read.map(({ cells }) => cells)).toEqual(written);
      await watch.call("table", any.length, () => records(any));
      guessColumns(any.split(","));
    },
    within(share * 2, keptTables),
  );
});

test(
  "names of files, kinds of files, repeated names and languages are read from anything",
  { timeout: timeoutMs },
  () => {
    const magic = fc.constantFrom(
      "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
      "\xff\xd8\xff\xe0",
      "GIF89a",
      "RIFF\0\0\0\0WEBPVP8 ",
      "PK\x03\x04",
    );
    const stack = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .tuple(magic, fc.uint8Array({ maxLength: 300 }))
        .map(([head, rest]) => Buffer.concat([Buffer.from(head, "latin1"), rest])),
      text(300).map((value) => new TextEncoder().encode(value)),
    );
    return fuzz(
      "files",
      fc.tuple(text(400), stack),
      async ([written, bytes], watch) => {
        const name = shownName(written);
        // oxlint-disable-next-line no-control-regex -- what must not be in a name
        expect(name).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
        expect([...name].length).toBeLessThanOrEqual(201);
        await watch.call("file", bytes.length, () => fileKind(bytes));
        for (const type of ["image/png", "image/jpeg", "image/gif", "image/webp"]) {
          await watch.call(type, bytes.length, () => tooLargeToDraw(type, peekInto(bytes)));
        }
        if (isJson(written)) repeatsName(written);
        expect(languages).toContain(nearestLanguage(written));
        expect((browserName(written) ?? "").length).toBeLessThan(100);
      },
      within(share * 1.5),
    );
  },
);

/** @throws RangeError beyond its end, as files do */
const peekInto =
  (bytes: Uint8Array) =>
  async (position: number, length: number): Promise<Buffer> => {
    if (position + length > bytes.length) throw new RangeError("beyond the end");
    return Buffer.from(bytes.subarray(position, position + length));
  };

test("a form with files is taken, or refused in one way, wherever it breaks", { timeout: timeoutMs }, () => {
  const line = fc.oneof(
    fc.constantFrom(
      "--x",
      "--x--",
      "--y",
      "",
      'Content-Disposition: form-data; name="file"; filename="a.txt"',
      'Content-Disposition: form-data; name="a"; filename="b"',
      'Content-Disposition: form-data; name="columns"',
      "Content-Disposition: form-data; name*=utf-8''%ff",
      "Content-Transfer-Encoding: base64",
      "Content-Type: text/plain; charset=utf-16",
    ),
    text(200),
  );
  const bodies = fc.array(line, { maxLength: 20 }).map((all) => all.join("\r\n"));
  return fuzz(
    "forms",
    fc.tuple(bodies, fc.constantFrom("x", '"x"', "", "y; charset=x", "x".repeat(300)), fc.nat(2000)),
    async ([body, boundary, cut], watch) => {
      const headers = { "Content-Type": `multipart/form-data; boundary=${boundary}` };
      const request = new Request("https://desk.test/", { method: "POST", headers, body: body.slice(0, cut) });
      await watch.call("form", body.length, async () => {
        try {
          await readUpload(request, drain);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      });
    },
    within(share * 1.5, keptForms),
  );
});

async function drain(content: Readable): Promise<number> {
  let length = 0;
  for await (const part of content) length += (part as Buffer).length;
  return length;
}

test("what a site signs is a person, or refused in one way", { timeout: timeoutMs }, () => {
  const now = Date.UTC(2026, 10, 2, 9);
  const key = { portal: "portal", kid: "key", secret: "0123456789abcdef0123456789abcdef" };
  const rules = {
    portalKey: key.portal,
    now,
    secretOf: async (kid: string) => (kid === key.kid ? key.secret : undefined),
  };
  const names = fc.constantFrom(
    "sub",
    "aud",
    "iat",
    "exp",
    "name",
    "email",
    "email_verified",
    "company",
    "nbf",
    "__proto__",
  );
  const header = fc.dictionary(fc.constantFrom("alg", "kid", "typ", "crit", "b64", "jwk", "zip"), json, { maxKeys: 2 });
  return fuzz(
    "tokens",
    fc.tuple(fc.dictionary(names, json, { maxKeys: 4 }), header, fc.option(text(2000), { nil: undefined }), text(5000)),
    async ([claims, more, payload, any], watch) => {
      const whole = siteToken(
        key,
        now,
        { sub: "mia", ...claims },
        { header: more, ...(payload !== undefined && { payload }) },
      );
      for (const token of [whole, any, `${whole}${any}`]) {
        await watch.call("token", token.length, async () => {
          try {
            const person = await verifyToken(token, rules);
            expect(person.endsAt).toBeLessThanOrEqual(now + 25 * 3_600_000);
          } catch (error) {
            expect(error).toBeInstanceOf(TokenError);
          }
        });
      }
    },
    within(share),
  );
});
