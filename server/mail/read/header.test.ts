import { describe, expect, it } from "vitest";
import { bytesOf, readSource, readText } from "./testing/read-source.ts";

describe("who a mail is from and to", () => {
  it("is read with names, each address in its one spelling", async () => {
    const mail = await readText(
      `From: "Lovelace, Ada" <Ada@Example.com>
To: =?utf-8?q?Desk=2C_the?= <desk@example.com>, plain@example.com
Cc: friends: one@example.com, Two <two@example.com>;
Reply-To: <reply@example.com>
X-Original-From: Ada <ada@home.example>

Hello`,
    );
    expect(mail).toMatchObject({
      from: [{ name: "Lovelace, Ada", address: "ada@example.com" }],
      to: [
        { name: "Desk, the", address: "desk@example.com" },
        { name: "", address: "plain@example.com" },
      ],
      cc: [
        { name: "", address: "one@example.com" },
        { name: "Two", address: "two@example.com" },
      ],
      replyTo: [{ name: "", address: "reply@example.com" }],
      originalFrom: [{ name: "Ada", address: "ada@home.example" }],
      text: "Hello",
    });
  });

  it("an encoded name makes no second address", async () => {
    const encoded = Buffer.from("Boss <boss@victim.example>, x").toString("base64");
    const mail = await readText(`From: =?utf-8?b?${encoded}?= <eve@example.com>\n\nHi`);
    expect(mail.from).toEqual([{ name: "Boss <boss@victim.example>, x", address: "eve@example.com" }]);
  });

  it("is nobody without a From, and all of them where there are two", async () => {
    expect((await readText("Subject: x\n\nHi")).from).toEqual([]);
    expect((await readText("From: undisclosed-recipients:;\n\nHi")).from).toEqual([]);
    const two = await readText("From: a@example.com\nFrom: b@example.com\n\nHi");
    expect(two.from.map(({ address }) => address)).toEqual(["a@example.com", "b@example.com"]);
  });

  it("what is no address is left out, and a name is one line of at most 200 characters", async () => {
    const mail = await readText(`From: "${"n".repeat(300)}" <ada@example.com>
To: "a\tb\n c" <b@example.com>, not an address, <c@localhost>, "d e"@example.com

Hi`);
    expect(mail.from[0]!.name).toHaveLength(200);
    expect(mail.to).toEqual([{ name: "a b c", address: "b@example.com" }]);
  });

  it("every address of relays counts as written to, each once", async () => {
    const mail = await readText(`To: desk@example.com
Cc: Cc@example.com
Delivered-To: desk@example.com
Delivered-To: inner@example.com
X-Original-To: original@example.com
Envelope-To: envelope@example.com
X-Forwarded-To: forwarded@example.com
X-Delivered-To: delivered@example.com
Resent-To: resent@example.com

Hi`);
    expect(mail.addressed).toEqual([
      "desk@example.com",
      ...["cc", "inner", "original", "envelope", "forwarded", "delivered", "resent"].map(
        (name) => `${name}@example.com`,
      ),
    ]);
  });

  it("is cut at 100 addresses, and never in the middle of one", async () => {
    const many = Array.from({ length: 150 }, (_, n) => `n${n}@example.com`).join(", ");
    expect((await readText(`To: ${many}\n\nHi`)).to).toHaveLength(100);
    const long = Array.from({ length: 90 }, (_, n) => `"${"x".repeat(180)}" <n${n}@example.com>`).join(",\n ");
    const { to } = await readText(`To: ${long}\n\nHi`);
    expect(to.map(({ address }) => address)).toEqual(to.map((_, n) => `n${n}@example.com`));
    expect(to.length).toBeGreaterThan(50);
  });
});

describe("ids of a mail", () => {
  it("E1, E3: are compared whole, and come with the nearest first", async () => {
    const mail = await readText(`Message-ID:  <Own.1@Example.COM>
In-Reply-To: <near@example.com>
References: <far@example.com>
 <middle@example.com> <near@example.com>
X-Microsoft-Original-Message-ID: <before@example.com>

Hi`);
    expect(mail.messageId).toBe("Own.1@Example.COM");
    expect(mail.references).toEqual([
      "near@example.com",
      "middle@example.com",
      "far@example.com",
      "before@example.com",
    ]);
  });

  it("E3: an empty one is none, nor is one with a space in it or one beyond 998 characters", async () => {
    for (const id of ["", "<>", "< >", "<a b@example.com>", `<${"x".repeat(999)}>`, "a b@example.com"]) {
      const mail = await readText(`Message-ID: ${id}\nReferences: ${id}\n\nHi`);
      expect([id.slice(0, 20), mail.messageId]).toEqual([id.slice(0, 20), ""]);
    }
    expect(await readText("Message-ID: bare@example.com\nReferences: <> < >\n\nHi")).toMatchObject({
      messageId: "bare@example.com",
      references: [],
    });
  });

  it("E30: are read where a program wrote them as encoded words", async () => {
    const encoded = Buffer.from("<long@example.com>").toString("base64");
    expect((await readText(`In-Reply-To: =?us-ascii?b?${encoded}?=\n\nHi`)).references).toEqual(["long@example.com"]);
  });

  it("of many the nearest hundred are kept", async () => {
    const all = Array.from({ length: 3000 }, (_, n) => `<id${n}@example.com>`);
    const { references } = await readText(`References: ${all.join("\n ")}\n\nHi`);
    expect(references).toEqual(Array.from({ length: 100 }, (_, n) => `id${2999 - n}@example.com`));
  });
});

describe("subject and date", () => {
  it("E14, E26: a subject is one line in any charset, cut to what a ticket has room for, and may be missing", async () => {
    expect((await readText("Subject: =?iso-8859-9?Q?Sipari=FE?=\n =?iso-8859-9?Q?_de=F0i=FEti?=\n\nx")).subject).toBe(
      "Sipariş değişti",
    );
    expect((await readText(`Subject: ${"s".repeat(300)}\n\nx`)).subject).toBe(`${"s".repeat(199)}…`);
    expect((await readText("From: a@example.com\n\nx")).subject).toBe("");
  });

  it("E14: eight-bit headers are read by what their bytes can be", async () => {
    const raw = (subject: Buffer) => readSource(["Subject: ", subject, "\nFrom: ", subject, " <a@example.com>\n\nx"]);
    for (const bytes of [Buffer.from("Grüße aus Köln"), Buffer.from("Grüße aus Köln", "latin1")]) {
      expect(await raw(bytes)).toMatchObject({
        subject: "Grüße aus Köln",
        from: [{ name: "Grüße aus Köln", address: "a@example.com" }],
      });
    }
  });

  it("a date is a time wherever the server stands, also in the year 3000, and null where it is none", async () => {
    const dateOf = async (date: string) => (await readText(`Date: ${date}\n\nx`)).date;
    const noon = Date.UTC(2026, 11, 1, 12);
    expect(await dateOf("Tue, 1 Dec 2026 13:00:00 +0100 (CET)")).toBe(noon);
    expect(await dateOf("Tue, 1 Dec 2026 12:00:00")).toBe(noon);
    expect(await dateOf("1 Dec 2026 12:00:00 MESZ")).toBe(noon);
    expect(await dateOf("Wed, 31 Dec 3000 00:00:00 GMT")).toBe(Date.UTC(3000, 11, 31));
    expect(await dateOf("foo 3")).toBeNull();
    expect(await dateOf("")).toBeNull();
  });
});

describe("the digest of a mail", () => {
  const mail = "From: Ada <ada@example.com>\nDate: Tue, 1 Dec 2026 13:00:00 +0100\n\nHello\nthere\n";
  const digestOf = async (text: string | Buffer) =>
    (await (typeof text === "string" ? readText(text) : readSource(text))).digest;

  it("E12: is the same by another door: other lines above, other line ends, empty lines below", async () => {
    const digest = await digestOf(mail);
    expect(digest).toMatch(/^[\da-f]{64}$/);
    expect(await digestOf(`Received: from somewhere\nDelivered-To: x@example.com\n${mail}\n\n`)).toBe(digest);
    expect(await digestOf(Buffer.from(mail))).toBe(digest);
    expect((await readSource(bytesOf([mail]), 1)).digest).toBe(digest);
  });

  it("is another for another sender, time or word", async () => {
    const others = [
      mail.replace("ada@", "eve@"),
      mail.replace("13:", "14:"),
      mail.replace("there", "here"),
      `${mail}x`,
    ];
    const digests = await Promise.all([mail, ...others].map(digestOf));
    expect(new Set(digests).size).toBe(5);
  });
});
