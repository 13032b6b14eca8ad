/** Real mails of other projects, where they lie beside this one. None of them is ours to pass on. */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { corpora, hasCorpora } from "../../testing/corpora.ts";
import type { ReadMail } from "./read-mail.ts";
import { readSource } from "./testing/read-source.ts";

const folders = [
  "email-forward-parser",
  "email_reply_parser",
  "email_reply_trimmer",
  "mimekit",
  "ruby-mail",
  "stalwart-mail-parser",
  "talon",
];
const isThere = hasCorpora("reading real mails");

const files = isThere
  ? folders.flatMap((folder) =>
      readdirSync(join(corpora, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/LICENSE|COPYING|\.(json|tnef)$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name)),
    )
  : [];
const nameOf = (path: string): string => relative(corpora, path);

describe.runIf(isThere)("real mails", () => {
  const mails = new Map<string, ReadMail>();

  it("are read, every one", async () => {
    let slowest = { name: "", ms: 0 };
    for (const path of files) {
      const source = await readFile(path);
      const begunAt = performance.now();
      mails.set(nameOf(path), await readSource(source));
      const ms = performance.now() - begunAt;
      if (ms > slowest.ms) slowest = { name: nameOf(path), ms };
    }
    console.warn(`${files.length} real mails; the slowest took ${Math.round(slowest.ms)} ms: ${slowest.name}`);
    expect(mails.size).toBeGreaterThan(400);
  }, 120_000);

  it("E9: no person's is taken for automatic", () => {
    const automatic = [...mails].filter(([, { signs }]) => signs.some((sign) => sign !== "list")).map(([name]) => name);
    expect(
      automatic.filter(
        (name) =>
          !/bounce|delivery-status|disposition-notification|feedback-report|mimepart_without_content_type/.test(name),
      ),
    ).toEqual([]);
    expect(automatic.length).toBeGreaterThan(4);
  });

  it("E14: have whole signs, none of them NUL or half, and wrong ones only where bytes are", () => {
    for (const [name, mail] of mails) {
      const all = JSON.stringify([
        mail.text,
        mail.quoted,
        mail.subject,
        mail.from,
        mail.files.map((file) => file.name),
      ]);
      expect([name, /\\u0000|\\ud[89a-f]/.test(all)]).toEqual([name, false]);
    }
    const wrong = [...mails].filter(([, { text, subject }]) => `${text}${subject}`.includes("\ufffd"));
    // Its third part is no base64, and says that it is UTF-8.
    expect(wrong.map(([name]) => name)).toEqual(["stalwart-mail-parser/resources/eml/thirdparty/002.eml"]);
  });
});
