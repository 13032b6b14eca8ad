import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { readSource } from "./testing/read-source.ts";

const textOf = async (bytes: Uint8Array, type = "text/plain"): Promise<string> =>
  (await readSource([`Content-Type: ${type}\n\n`, bytes])).text;

const texts: [charset: string, text: string][] = [
  ["windows-1252", "Grüße aus München, schöne Straße"],
  ["windows-1252", "déjà vu, été à Noël"],
  ["windows-1252", "päivää yötä"],
  ["windows-1252", "señor, ¿qué tal? mañana"],
  ["windows-1252", "“So”, O’Brien — 5 €"],
  ["windows-1251", "Здравствуйте, у меня вопрос по заказу"],
  ["windows-1251", "Привет"],
  ["koi8-r", "Здравствуйте, у меня вопрос по заказу"],
  ["ibm866", "Здравствуйте, у меня вопрос по заказу"],
  ["windows-1253", "Καλημέρα σας, έχω μια ερώτηση"],
  ["windows-1255", "שלום, יש לי שאלה על ההזמנה"],
  ["windows-1256", "مرحبا لدي سؤال عن الطلب"],
  ["windows-874", "สวัสดีครับ ผมมีคำถาม"],
  ["shift_jis", "お世話になっております。テストです"],
  ["euc-jp", "お世話になっております。テストです"],
  ["euc-kr", "안녕하세요 주문에 대해 질문이 있습니다"],
  ["gbk", "您好，我的订单没有收到，请问什么时候发货？"],
  ["gbk", "订单问题"],
  ["big5", "您好，我的訂單沒有收到，請問什麼時候發貨？"],
  ["big5", "王小明"],
  ["windows-1250", "Zażółć gęślą jaźń, dziękuję"],
  ["iso-8859-2", "Zażółć gęślą jaźń, dziękuję"],
  ["windows-1250", "Příliš žluťoučký kůň úpěl"],
  ["windows-1254", "Teşekkür ederim, sipariş değişikliği için"],
  ["cp850", "Grüße für Müller, schön"],
  ["utf-8", "Grüße 你好 🍏"],
];

describe("E14: the charset of a text", () => {
  it.each(texts)("%s is read where it is declared, where it is not, and where UTF-8 is: %s", async (charset, text) => {
    const bytes = iconv.encode(text, charset);
    for (const type of [`text/plain; charset=${charset}`, "text/plain", "text/plain; charset=us-ascii"])
      expect(await textOf(bytes, type)).toBe(text);
    expect(await textOf(bytes, "text/plain; charset=x-unknown")).toBe(text);
    expect(await textOf(bytes, "text/plain; charset=utf-8")).toBe(text);
  });

  it("is UTF-8 where Latin-1 is declared and it is whole UTF-8, and Windows' where Latin-1 is", async () => {
    expect(await textOf(Buffer.from("Grüße 🍏"), "text/plain; charset=iso-8859-1")).toBe("Grüße 🍏");
    expect(await textOf(Buffer.from([0x93, 0x48, 0x69, 0x94]), "text/plain; charset=iso-8859-1")).toBe("“Hi”");
  });

  it.each(["cp437", "cp852", "utf-16", "utf-32", "utf-7", "iso-2022-jp", "hz-gb-2312", "base64", "\0"])(
    "%s as a declaration breaks nothing",
    async (charset) => {
      expect(typeof (await textOf(Buffer.from("Hello"), `text/plain; charset="${charset}"`))).toBe("string");
    },
  );

  it("of DOS, of two bytes and of escapes is read", async () => {
    expect(await textOf(iconv.encode("Größe ¼", "cp437"), "text/plain; charset=cp437")).toBe("Größe ¼");
    expect(await textOf(iconv.encode("Grüße", "utf-16", { addBOM: true }), "text/plain; charset=utf-16")).toBe("Grüße");
    const japanese = Buffer.from("\x1b$B$F$9$H\x1b(B", "latin1");
    expect(await textOf(japanese, "text/plain; charset=iso-2022-jp")).toBe("てすと");
    expect(await textOf(japanese)).toBe("てすと");
  });

  it("of a page is what the page says, where its mail says nothing", async () => {
    const page = iconv.encode(`<meta charset="windows-1251"><p>Да</p>`, "windows-1251");
    expect(await textOf(page, "text/html")).toBe("Да");
  });

  it("leaves U+FFFD only where a byte is wrong, and neither NUL nor halves of signs", async () => {
    const text = await textOf(Buffer.from("Grüße \xff für dich", "latin1"), "text/plain; charset=utf-8");
    expect(text).not.toContain("\ufffd");
    const wrong = Buffer.concat([Buffer.from("Grüße für "), Buffer.from([0xff]), Buffer.from(" dich\0!")]);
    expect(await textOf(wrong, "text/plain; charset=utf-8")).toBe("Grüße für \ufffd dich!");
    const brokenOff = Buffer.from("您好，我的订单没有收到").subarray(0, -1);
    expect(await textOf(brokenOff, "text/plain; charset=utf-8")).toBe("您好，我的订单没有收\ufffd");
    const half = Buffer.from([0x3d, 0xd8, 0x41, 0x00]);
    expect((await textOf(half, "text/plain; charset=utf-16le")).isWellFormed()).toBe(true);
  });
});
