import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countInputs } from "../testing/attack.ts";
import { sharedConversation } from "../testing/with-desk.ts";
import { type Listening, listen, rawPost } from "../testing/listening.ts";

const cuts = 200;
const atOnce = 20;
const hangUpEvery = 10;

/** @param disposition after `form-data` */
const part = (disposition: string, content: string, more = ""): string =>
  `--b\r\nContent-Disposition: form-data${disposition}\r\n${more}\r\n${content}\r\n`;
const file = part('; name="file"; filename="a.txt"', "hello", "Content-Type: text/plain\r\n");
const field = part('; name="note"', "words");
const other = part('; name="other"; filename="b.txt"', "somebody else's");
const end = "--b--\r\n";

/** As RFC 7578 and 2046 know them, and as they forbid them. */
const shapes: [name: string, body: string, type?: string][] = [
  ["one file", file + end],
  ["a field before the file", field + file + end],
  ["a field after the file", file + field + end],
  ["a second file of the same name", file + file + end],
  ["three files", file + file + file + end],
  ["a file of another name", other + end],
  ["a file of another name before it", other + file + end],
  ["a file of another name after it", file + other + end],
  ["files without a field's name", part('; filename="x"', "x") + file + end],
  ["no disposition", `--b\r\nContent-Type: text/plain\r\n\r\nx\r\n${file}${end}`],
  ["another disposition", `--b\r\nContent-Disposition: attachment; filename="x"\r\n\r\nx\r\n${file}${end}`],
  [
    "nested multipart/mixed",
    part(
      '; name="file"',
      '--c\r\nContent-Disposition: file; filename="1.txt"\r\n\r\none\r\n--c--',
      "Content-Type: multipart/mixed; boundary=c\r\n",
    ) + end,
  ],
  ["no final boundary", file],
  ["no boundary at all", "hello"],
  ["only the final boundary", end],
  ["nothing", ""],
  ["a preamble and an epilogue", `This is a message in many parts.\r\n${file}${end}And that was it.\r\n${file}`],
  ["a preamble that looks like it", `--bb\r\n--\r\n-- b\r\n\r\n${file}${end}`],
  ["blanks after the boundary", file.replace("--b\r\n", "--b \t\r\n") + end],
  ["bare line feeds", (file + end).replaceAll("\r\n", "\n")],
  ["folded headers", part(';\r\n name="file";\r\n\tfilename="a.txt"', "hello") + end],
  ["huge headers", part(`; name="file"; filename="${"x".repeat(90_000)}"`, "hello") + end],
  ["many headers", part('; name="file"; filename="a"', "hello", "X-More: 1\r\n".repeat(3000)) + end],
  ["a header without a colon", part('; name="file"; filename="a"', "hello", "nothing\r\n") + end],
  ["an empty name", part('; name=""; filename=""', "hello") + file + end],
  ["an encoded name", part("; name=file; filename*=UTF-8''na%C3%AFve%20%F0%9F%98%80.txt", "hello") + end],
  ["a broken encoded name", part("; name=file; filename*=UTF-8''%ff%zz%", "hello") + end],
  [
    "an unknown letter set",
    part("; name=file; filename*=klingon''x", "hello", "Content-Type: text/plain; charset=klingon\r\n") + end,
  ],
  ["a quote that stays open", part('; name="file; filename="x', "hello") + end],
  ["a name of the prototype", part('; name="__proto__"', "x") + part('; name="constructor"', "x") + file + end],
  ["twenty fields", field.repeat(20) + file + end],
  [
    "an encoding of the mail's days",
    part('; name="file"; filename="a"', "aGVsbG8=", "Content-Transfer-Encoding: base64\r\n") + end,
  ],
  ["no boundary said", file + end, "multipart/form-data;"],
  ["an empty boundary", file + end, 'multipart/form-data; boundary=""'],
  ["a boundary of 10,000 signs", file + end, `multipart/form-data; boundary=${"b".repeat(10_000)}`],
  ["a quoted boundary", file + end, 'multipart/form-data; charset=utf-8; boundary="b"'],
];

describe("S1: no form ends the process", () => {
  const { desk, talk } = sharedConversation("sqlite");
  let server: Listening;
  let path: string;
  let token: string;
  beforeAll(async () => {
    ({ token } = talk);
    path = `${talk.portal}/attachments`;
    server = await listen(desk.app);
  });
  afterAll(() => server.close());

  const headers = (type: string, as: Record<string, string>) => ({ "Content-Type": type, ...as });
  const visitor = (): Record<string, string> => ({ Authorization: `Bearer ${token}` });
  const unfinished = () => readdirSync(join(desk.test.dir, "files", "unfinished"));

  const answered = new Set([200, 201, 400, 413, 415, 422]);

  /** Whole, ended at each of its first bytes, and with a sender that hangs up at some of them. */
  async function sendCut(to: string, as: Record<string, string>, body: Buffer, type: string): Promise<string> {
    const all = headers(type, as);
    const whole = await server.raw(rawPost(to, all, body));
    const lengths = Array.from({ length: Math.min(cuts, body.length) }, (_, i) => i);
    for (let i = 0; i < lengths.length; i += atOnce) {
      const answers = lengths.slice(i, i + atOnce).map(async (length) => {
        const piece = body.subarray(0, length);
        const ended = await desk.app.request(to, { method: "POST", headers: all, body: piece });
        await ended.body?.cancel();
        expect(answered, `cut at ${length}`).toContain(ended.status);
        if (length % hangUpEvery > 0) return;
        await server.raw(rawPost(to, all, piece, body.length + 1), { hangUp: true });
      });
      await Promise.all(answers);
    }
    countInputs(1 + lengths.length + Math.ceil(lengths.length / hangUpEvery));
    expect(server.deaths).toEqual([]);
    await expect.poll(unfinished).toEqual([]);
    return whole;
  }

  const anAnswer = /^HTTP\/1\.1 (200|201|400|413|415|422) /;

  it.each(shapes)(
    "%s, cut at every byte of its first 200",
    async (_, body, type = "multipart/form-data; boundary=b") => {
      expect(await sendCut(path, visitor(), Buffer.from(body), type)).toMatch(anAnswer);
    },
  );

  it("a list of customers, cut at every byte of its first 200", async () => {
    const csv = part(
      '; name="file"; filename="a.csv"',
      'name,email\r\n"Ada",ada@mail.test\r\nBen,"ben@mail.test',
      "Content-Type: text/csv\r\n",
    );
    const project = await desk.project("Lists");
    const to = `/api/staff/imports?dryRun=true&project=${project.id}`;
    const as = { Cookie: desk.admin, "Sec-Fetch-Site": "same-origin" };
    for (const body of [csv + end, other + csv + end, csv + other]) {
      expect(await sendCut(to, as, Buffer.from(body), "multipart/form-data; boundary=b")).toMatch(anAnswer);
    }
  });

  it("a body that does not say how long it is, and goes on in a part that nobody keeps, is answered before its end", async () => {
    const lines = { Host: "127.0.0.1", Connection: "close", "Transfer-Encoding": "chunked" };
    const all = { ...lines, ...headers("multipart/form-data; boundary=b", visitor()) };
    const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    const begun = `--b\r\nContent-Disposition: form-data; name="other"; filename="b.txt"\r\n\r\n`;
    const size = 11 * 1024 * 1024;
    const bytes = Buffer.concat([
      Buffer.from(`POST ${path} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`),
      Buffer.from(`${(begun.length + size).toString(16)}\r\n${begun}`),
      Buffer.alloc(size, "x"),
      Buffer.from("\r\n"),
    ]);
    expect(await server.raw(bytes)).toMatch(/^HTTP\/1\.1 413 /);
    await expect.poll(unfinished).toEqual([]);
  });
});
