import { describe, expect, it } from "vitest";
import { contentOf, multipart, readSource, readText } from "./testing/read-source.ts";

const plain = (text: string, header = "") => `Content-Type: text/plain; charset=utf-8\n${header}\n${text}`;
const html = (text: string) => `Content-Type: text/html; charset=utf-8\n\n<p>${text}</p>`;
const nested = (kind: string, parts: string[]) =>
  `Content-Type: multipart/${kind}; boundary=b2\n\n${parts.map((part) => `--b2\n${part}\n`).join("")}--b2--`;
const file = (name: string, content: string, header = "") =>
  `Content-Type: application/pdf; name="${name}"
Content-Disposition: attachment; filename="${name}"
Content-Transfer-Encoding: base64
${header}
${Buffer.from(content).toString("base64")}`;
const picture = (header: string) => `Content-Type: image/png\n${header}Content-Transfer-Encoding: base64\n\niVBORw==`;

describe("the text of a mail", () => {
  it("of two ways to say it is the one in HTML, and the plain one where HTML says nothing", async () => {
    expect((await readText(multipart("alternative", [plain("flat"), html("rich")]))).text).toBe("rich");
    expect((await readText(multipart("alternative", [html("rich"), plain("flat")]))).text).toBe("rich");
    expect((await readText(multipart("alternative", [plain("flat"), html("")]))).text).toBe("flat");
    expect((await readText(multipart("alternative", [plain("flat")]))).text).toBe("flat");
  });

  it("goes on below a file, as Apple Mail writes it", async () => {
    const mail = await readText(multipart("mixed", [plain("One"), file("a.pdf", "A"), plain("Two")]));
    expect(mail.text.split(/\n+/)).toEqual(["One", "Two"]);
    const inside = nested("mixed", [html("One"), file("a.pdf", "A"), html("Two")]);
    const rich = await readText(multipart("alternative", [plain("One"), inside]));
    expect(rich.text.split(/\n+/)).toEqual(["One", "Two"]);
    expect(rich.files.map(({ name }) => name)).toEqual(["a.pdf"]);
  });

  it("with the disposition of a file is one, as is a named one behind the first", async () => {
    const attached = plain("log", "Content-Disposition: attachment; filename=a.log\n");
    const named = plain("notes", "Content-Disposition: inline; filename=b.txt\n");
    const mail = await readText(multipart("mixed", [plain("Hi"), attached, named]));
    expect(mail.text).toBe("Hi");
    expect(mail.files.map(({ name }) => name)).toEqual(["a.log", "b.txt"]);
    expect(await contentOf(mail.files[0]!)).toBe("log");
    expect((await readText(named.replace("inline", "inline;"))).text).toBe("notes");
  });

  it("in flowing lines becomes paragraphs again", async () => {
    const flowed = (extra: string, text: string) =>
      readText(`Content-Type: text/plain; format=flowed${extra}\n\n${text}`);
    expect((await flowed("", "one \ntwo\n three\n")).text).toBe("one two\nthree");
    expect((await flowed("; delsp=yes", "one \ntwo")).text).toBe("onetwo");
  });

  it("E25: stands in a signed mail beside the signature, and an encrypted one has none but its files", async () => {
    const signature = "Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN";
    const signed = await readText(multipart("signed", [nested("mixed", [plain("Hi"), file("a.pdf", "A")]), signature]));
    expect(signed).toMatchObject({ text: "Hi", files: [{ name: "a.pdf" }, { name: "signature.asc" }] });
    const control = "Content-Type: application/pgp-encrypted\n\nVersion: 1";
    const sealed = "Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN";
    const encrypted = await readText(multipart("encrypted", [control, sealed]));
    expect(encrypted.text).toBe("");
    expect(encrypted.files.at(-1)!.name).toBe("encrypted.asc");
  });

  it("E26: may be missing: only a file, or nothing at all", async () => {
    expect(await readText(`From: a@example.com\n${file("a.pdf", "A")}`)).toMatchObject({
      text: "",
      files: [{ name: "a.pdf", size: 1 }],
    });
    expect(await readText("")).toMatchObject({ from: [], subject: "", text: "", files: [] });
    expect((await readText("no header at all")).files).toEqual([]);
  });

  it("is shown as it stands where its parts cannot be told apart", async () => {
    expect((await readText("Content-Type: multipart/mixed\n\nHello there")).text).toBe("Hello there");
    expect((await readText("Content-Type: multipart/mixed; boundary=x\n\nHello there")).text).toBe("Hello there");
    expect((await readText("Content-Type: text\n\nHello there")).text).toBe("Hello there");
    expect((await readText("Content-Type: gzip; name=a.gz\n\nx")).files).toMatchObject([{ name: "a.gz" }]);
  });

  it("beyond 20,000 units is a file as well, whole", async () => {
    const long = "A line of words.\n".repeat(2000);
    const mail = await readText(`From: a@example.com\n\n${long}`);
    expect(mail.isCut).toBe(true);
    expect(mail.text).toHaveLength(20_000);
    expect(mail.files).toMatchObject([{ name: "mail.txt", isInline: false }]);
    expect((await contentOf(mail.files[0]!)).trim()).toBe(long.trim());
    expect(await readText(`From: a@example.com\n\n${"x".repeat(20_000)}`)).toMatchObject({ isCut: false, files: [] });
  });

  it("beyond 1 MB goes to the disk as it comes, and its beginning is read", async () => {
    const line = "A line with an ü.\n";
    const mail = await readSource([plain(""), Buffer.from(line.repeat(80_000))]);
    expect(mail.isCut).toBe(true);
    expect(mail.files).toMatchObject([{ name: "mail.txt", size: 80_000 * 19 }]);
    expect(mail.text).not.toContain("\ufffd");
  });

  it("of several parts is whole among the files, whichever of them goes on too long", async () => {
    const long = plain("A line with words.\n".repeat(80_000));
    const mail = await readText(multipart("mixed", [long, plain(`${"x ".repeat(15_000)}the end`)]));
    expect(mail.isCut).toBe(true);
    const contents = await Promise.all(mail.files.map(contentOf));
    expect(contents.some((content) => content.includes("the end"))).toBe(true);
  });
});

describe("the files of a mail", () => {
  it("E15: a picture leaves its name where it stood, with or without a disposition, and without a name", async () => {
    const page = (src: string) => `Content-Type: text/html\n\n<p>Look: <img src="cid:${src}"></p>`;
    const named = picture("Content-ID: <One@x>\nContent-Disposition: inline; filename=one.png\n");
    const nameless = picture("Content-ID: <two@x>\n");
    const first = await readText(multipart("related", [page("one@x"), named, nameless]));
    expect(first.text).toBe("Look: [one.png]");
    expect(first.files).toMatchObject([
      { name: "one.png", isInline: true },
      { name: "file-2.png", isInline: false },
    ]);
    expect((await readText(multipart("related", [nameless, page("two%40x")]))).text).toBe("Look: [file-1.png]");
  });

  it("a mail in the mail is one, named after its subject", async () => {
    const inner = "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe/x?=\n\nHello";
    const mail = await readText(multipart("mixed", [plain("Hi"), `Content-Type: message/rfc822\n\n${inner}`]));
    expect(mail).toMatchObject({ text: "Hi", files: [{ name: "Grüße-x.eml" }] });
    expect(await contentOf(mail.files[0]!)).toContain("Hello");
  });

  it("E25, E33: winmail.dat and an invitation stay files, and seventy are seventy", async () => {
    const tnef = "Content-Type: application/ms-tnef; name=winmail.dat\n\nx";
    const meeting = "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR";
    const mail = await readText(multipart("alternative", [plain("Hi"), html("Hi"), meeting, tnef]));
    expect(mail.files.map(({ name }) => name)).toEqual(["file-1.ics", "winmail.dat"]);
    const many = Array.from({ length: 70 }, (_, n) => file(`${n}.pdf`, String(n)));
    const big = await readText(multipart("mixed", many));
    expect(big.files.map(({ name }) => name)).toEqual(many.map((_, n) => `${n}.pdf`));
    expect(await contentOf(big.files[69]!)).toBe("69");
  });

  it("are called what they were called: in any charset, in one line, and never as a path", async () => {
    const nameOf = async (header: string | Uint8Array, ...more: (string | Uint8Array)[]) =>
      (await readSource(["Content-Type: application/pdf\nContent-Disposition: attachment; ", header, ...more, "\n\nx"]))
        .files[0]!.name;
    expect(await nameOf("filename*=iso-8859-1''Eelanal%FC%FCsi%20p%E4ring.pdf")).toBe("Eelanalüüsi päring.pdf");
    expect(await nameOf('filename="=?utf-8?b?w7wucGRm?="')).toBe("ü.pdf");
    expect(await nameOf('filename="', Buffer.from("Müller.pdf", "latin1"), '"')).toBe("Müller.pdf");
    expect(await nameOf('filename="../../etc/passwd"')).toBe("passwd");
    expect(await nameOf(`filename="${"n".repeat(500)}.pdf"`)).toHaveLength(200);
  });

  it("keep every byte of theirs, however the mail arrives", async () => {
    const content = Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7) % 256));
    const coded = content.toString("base64").replace(/.{76}/g, "$&\n");
    const source = multipart("mixed", [
      plain("Hi"),
      `Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n${coded}`,
    ]);
    for (const pieceBytes of [1, 7, 1000]) {
      const { files } = await readSource([source], pieceBytes);
      expect(Buffer.from(await contentOf(files[0]!)).equals(Buffer.from(content.toString("utf8")))).toBe(true);
      expect(files[0]!.size).toBe(5000);
    }
  });
});
