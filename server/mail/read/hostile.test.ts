import { describe, expect, it } from "vitest";
import { contentOf, multipart, readSource, readText } from "./testing/read-source.ts";

const plain = (text: string) => `Content-Type: text/plain\n\n${text}`;

describe("mail that wants to break its reader", () => {
  it("of 5,000 texts is read", async () => {
    const texts = await readText(
      multipart(
        "mixed",
        Array.from({ length: 5000 }, (_, n) => plain(`part ${n}`)),
      ),
    );
    expect(texts.isCut).toBe(true);
    expect(await contentOf(texts.files[0]!)).toContain("part 4999");
  });

  it("of 5,000 files is read", async () => {
    const files = Array.from({ length: 5000 }, () => "Content-Type: image/png\n\nx");
    const mail = await readText(multipart("mixed", [plain("Hi"), ...files]));
    expect(mail.text).toBe("Hi");
    expect(mail.files).toHaveLength(5000);
  });

  it("of more parts than anybody sends is refused whole", async () => {
    const parts = multipart(
      "mixed",
      Array.from({ length: 10_001 }, () => plain("x")),
    );
    await expect(readText(parts)).rejects.toThrow("child nodes");
  });

  it("of 50,000 nested div has its text", async () => {
    const page = `Content-Type: text/html\n\n${"<div>".repeat(50_000)}deep${"</div>".repeat(50_000)}`;
    expect((await readText(page)).text).toContain("deep");
  });

  it("with parts in parts, 2,000 deep, has its text", async () => {
    const open = Array.from(
      { length: 2000 },
      (_, n) => `Content-Type: multipart/alternative; boundary=b${n}\n\n--b${n}\n`,
    );
    expect((await readText(`${open.join("")}${plain("deep")}`)).text).toBe("deep");
  });

  it("with 200 kB of header is read by what matters of it", async () => {
    const lines = Array.from({ length: 2000 }, (_, n) => `X-Filler-${n}: ${"x".repeat(80)}`).join("\n");
    const mail = await readText(`${lines}\nFrom: ada@example.com\nSubject: Lamp\n\nHi`);
    expect(mail).toMatchObject({ from: [{ address: "ada@example.com" }], subject: "Lamp", text: "Hi" });
    const long = await readText(
      `Subject: ${"x ".repeat(100_000)}\nTo: ${"a@b.example,".repeat(10_000)}\nCc: c@example.com\n\nHi`,
    );
    expect(long).toMatchObject({ cc: [{ address: "c@example.com" }], text: "Hi" });
  });

  it("with mails in mails, 100 deep, holds one", async () => {
    const inner = Array.from({ length: 100 }, (_, n) => `Subject: s${n}\nContent-Type: message/rfc822\n\n`).join("");
    const mail = await readText(`${inner}Subject: last\n\nHi`);
    expect(mail).toMatchObject({ subject: "s0", text: "", files: [{ name: "s1.eml" }] });
  });

  it("with NUL anywhere has none in what is read", async () => {
    const mail = await readText(
      'Subject: a\0b\nFrom: "x\0y" <a@example.com>\nContent-Type: text/plain; name="n\0.txt"\n\nHe\0llo',
    );
    expect(JSON.stringify(mail)).not.toContain("\\u0000");
    expect(mail).toMatchObject({ subject: "ab", text: "Hello" });
  });

  it("with bare line feeds around a dot is one mail", async () => {
    const smuggled = "From: a@example.com\r\n\r\nHi\n.\nMAIL FROM:<b@example.com>\r\n.\nFrom: b@example.com\n\nme too";
    const mail = await readSource(Buffer.from(smuggled));
    expect(mail.from.map(({ address }) => address)).toEqual(["a@example.com"]);
    expect(mail.text).toContain("me too");
  });

  it("with broken base64 has what can be decoded", async () => {
    const coded = Buffer.from("Hello there").toString("base64");
    const broken = `Content-Transfer-Encoding: base64\n\n!!${coded.slice(0, 8)}*\n\0 ${coded.slice(8)}==x`;
    expect((await readText(`Content-Type: text/plain\n${broken}`)).text).toContain("Hello there");
  });

  it("in quoted-printable that breaks off is read to its end", async () => {
    const source = "Content-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe=ZZ =";
    expect((await readText(source)).text).toContain("Grüße=ZZ");
  });

  it("of one line of 8 MB is a file and its beginning", async () => {
    const mail = await readSource(Buffer.from(`From: a@example.com\n\n${"x".repeat(8_000_000)}`));
    expect(mail.isCut).toBe(true);
    expect(mail.files).toMatchObject([{ size: 8_000_000 }]);
  });
});
