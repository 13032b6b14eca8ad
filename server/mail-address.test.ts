import { describe, expect, it } from "vitest";
import { addressKey, readAddress } from "./mail-address.ts";

describe("S13, F6: one mailbox has one spelling", () => {
  it.each([
    ["victim@ｍail.test", "victim@mail.test"],
    ["victim@mａil.test", "victim@mail.test"],
    ["ｖictim@mail.test", "victim@mail.test"],
    ["Victim@MAIL.Test", "victim@mail.test"],
    ["victim@post。mail.test", "victim@post.mail.test"],
    ["anna@Müller.de", "anna@xn--mller-kva.de"],
    ["anna@mu\u0308ller.de", "anna@xn--mller-kva.de"],
    ["anna@XN--Mller-KVA.de", "anna@xn--mller-kva.de"],
    ["jose\u0301@mail.test", "josé@mail.test"],
    ["JOSÉ@mail.test", "josé@mail.test"],
    ["ﬁona@mail.test", "fiona@mail.test"],
    ["\u212aim@mail.test", "kim@mail.test"],
    // What these mean is their provider's affair.
    ["a.n.n.a+shop@mail.test", "a.n.n.a+shop@mail.test"],
  ])("%s is %s", (written, address) => {
    expect(readAddress(written)).toBe(address);
  });

  it.each([
    "ann@mail.test.",
    "ann@mail.test。",
    "ann＠mail.test",
    "ann@mail.test, bob@mail.test",
    "ann\u200b@mail.test",
    "ann\ufe0f@mail.test",
    "an\u034fn@mail.test",
    "an n@mail.test",
    " ann@mail.test",
    "ann@mail.test\r\nBcc: eve@evil.test",
    "ann\u2024\u0000@mail.test",
    "a⑴b@mail.test",
    "ann@mail..test",
    // Its last piece is one letter, once the full stop is a plain one.
    "ann@www.a。a",
    "ann@mail.test／x",
    `ann@${"a".repeat(64)}.test`,
    `ann@${"münchen.".repeat(20)}de`,
    "\ud800nn@mail.test",
    "ann",
    "@mail.test",
    "",
  ])("%j is no address", (written) => {
    expect(readAddress(written)).toBeUndefined();
  });

  it("has the same spelling when it is read again, whatever letter stands in it", () => {
    // Letters with marks, other scripts, ligatures, wide and mathematical forms.
    const letters = [
      [0x21, 0x2500],
      [0x3000, 0x3400],
      [0xf900, 0x10000],
      [0x1d400, 0x1d800],
    ].flatMap(([from, to]) => Array.from({ length: to! - from! }, (_, i) => String.fromCodePoint(from! + i)));
    const read = letters
      .map((letter) => readAddress(`a${letter}@m${letter}il.test`))
      .filter((one) => one !== undefined);
    expect(read.length).toBeGreaterThan(5000);
    expect(read.filter((address) => readAddress(address) !== address)).toEqual([]);
  });

  it("compares what is no address by itself", () => {
    expect([addressKey("Nobody"), addressKey("Ann@Mail.Test")]).toEqual(["nobody", "ann@mail.test"]);
  });
});
