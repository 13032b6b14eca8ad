import { describe, expect, it } from "vitest";
import { judge, keyOf, ownHost, plainMail, signed } from "../testing/signed-mail.ts";

const spf = { "TXT shop.example": "v=spf1 ip4:192.0.2.7 -all" };
const dmarc = { "TXT _dmarc.shop.example": "v=DMARC1; p=reject" };
const key = keyOf("shop.example");
const unasked = { envelope: undefined };

describe("what the domain of From proves", () => {
  it("passes by a signature of that domain, whoever brought the mail", async () => {
    const mail = await signed(plainMail(), "shop.example");
    const from = { envelope: { from: "list@relay.example", ip: "198.51.100.1", helo: "relay.example" } };
    const table = { ...key, ...dmarc, "TXT relay.example": "v=spf1 -all" };
    expect(await judge(mail, table, from)).toEqual({
      spf: "fail",
      dkim: "pass",
      dmarc: "pass",
      isAligned: true,
      fromDomain: "shop.example",
    });
  });

  it("passes by the host of that domain, without a signature", async () => {
    expect(await judge(plainMail(), { ...spf, ...dmarc })).toEqual({
      spf: "pass",
      dkim: "none",
      dmarc: "pass",
      isAligned: true,
      fromDomain: "shop.example",
    });
  });

  it("fails where somebody else's signature and host stand behind it", async () => {
    const mail = await signed(plainMail(), "crook.example");
    const envelope = { from: "x@crook.example", ip: "192.0.2.66", helo: "crook.example" };
    const table = { ...keyOf("crook.example"), ...dmarc, "TXT crook.example": "v=spf1 ip4:192.0.2.66 -all" };
    expect(await judge(mail, table, { envelope })).toMatchObject({
      spf: "pass",
      dkim: "pass",
      dmarc: "fail",
      isAligned: false,
    });
    // Nor is it that domain's where it publishes no policy.
    const { [`TXT _dmarc.shop.example`]: _, ...without } = table;
    expect(await judge(mail, without, { envelope })).toMatchObject({ dmarc: "none", isAligned: false });
  });

  it("is the signature or the host alone where there is no policy", async () => {
    const mail = plainMail();
    expect(await judge(await signed(mail, "shop.example"), key)).toMatchObject({ dmarc: "none", isAligned: true });
    expect(await judge(mail, spf)).toMatchObject({ dmarc: "none", isAligned: true });
    expect(await judge(mail, {})).toEqual({
      spf: "none",
      dkim: "none",
      dmarc: "none",
      isAligned: false,
      fromDomain: "shop.example",
    });
  });

  it("is held by a part of the same domain, unless its policy is strict or the two have different owners", async () => {
    const strict = { "TXT _dmarc.shop.example": "v=DMARC1; p=reject; adkim=s; aspf=s" };
    const parts = keyOf("news.shop.example");
    const mail = await signed(plainMail(), "news.shop.example");
    expect(await judge(mail, { ...parts, ...dmarc })).toMatchObject({ dmarc: "pass", isAligned: true });
    expect(await judge(mail, parts)).toMatchObject({ dmarc: "none", isAligned: true });
    expect(await judge(mail, { ...parts, ...strict })).toMatchObject({ dmarc: "fail", isAligned: false });
    const neighbour = await signed(plainMail("x@github.io"), "crook.github.io");
    expect(await judge(neighbour, keyOf("crook.github.io"))).toMatchObject({ dkim: "pass", isAligned: false });
  });

  it("is asked of the name of the host where the path is empty", async () => {
    const mail = plainMail("MAILER-DAEMON@mail.shop.example");
    const table = { "TXT mail.shop.example": "v=spf1 ip4:192.0.2.7 -all" };
    expect(await judge(mail, table, { envelope: { ...ownHost, from: null } })).toMatchObject({
      spf: "pass",
      isAligned: true,
    });
  });

  it("has no host to go by where the mail was fetched", async () => {
    const mail = await signed(plainMail(), "shop.example");
    expect(await judge(mail, { ...spf, ...key, ...dmarc }, unasked)).toMatchObject({
      spf: "unverified",
      dkim: "pass",
      dmarc: "pass",
      isAligned: true,
    });
  });

  it("does not pass softly", async () => {
    const table = { "TXT shop.example": "v=spf1 ~all", ...dmarc };
    expect(await judge(plainMail(), table)).toMatchObject({ spf: "none", dmarc: "fail", isAligned: false });
  });
});

describe("what somebody changed", () => {
  it("is not signed any more", async () => {
    const mail = await signed(plainMail(), "shop.example");
    const table = { ...key, ...dmarc };
    expect(await judge(mail.replace("Where is it?", "Pay!"), table)).toMatchObject({ dkim: "fail", isAligned: false });
    expect(await judge(mail.replace("Hello", "Pay!"), table)).toMatchObject({ dkim: "none", isAligned: false });
  });

  it("is not proven by a signature that covers the beginning alone", async () => {
    const mail = await signed(plainMail(), "shop.example", 5);
    const table = { ...key, ...dmarc };
    expect(await judge(`${mail}and pay me\r\n`, table)).toMatchObject({
      dkim: "none",
      dmarc: "none",
      isAligned: false,
    });
    expect(await judge(`${mail}and pay me\r\n`, key)).toMatchObject({ dkim: "none", isAligned: false });
  });

  it.each([
    ["above", (mail: string) => `From: boss@shop.example\r\n${mail}`],
    ["below", (mail: string) => mail.replace("\r\n\r\n", "\r\nFrom: boss@shop.example\r\n\r\n")],
    ["folded", (mail: string) => `From\r\n : boss@shop.example\r\n${mail}`],
    ["in other letters", (mail: string) => `FROM : boss@shop.example\r\n${mail}`],
  ])("never passes with a second From %s", async (_, change) => {
    const mail = change(await signed(plainMail(), "shop.example"));
    const trusted = "Authentication-Results: mx.desk.example; dmarc=pass header.from=shop.example\r\n";
    for (const top of ["", trusted]) {
      const verdict = await judge(
        top + mail,
        { ...spf, ...key, ...dmarc },
        {
          trustedAuthserv: ["mx.desk.example"],
          envelope: undefined,
        },
      );
      expect(verdict).toMatchObject({ dmarc: "none", isAligned: false, fromDomain: undefined });
    }
  });

  it("never passes with authors of two domains", async () => {
    const mail = await signed(plainMail("jo@shop.example, boss@desk.example"), "shop.example");
    expect(await judge(mail, { ...key, ...dmarc })).toMatchObject({ isAligned: false, fromDomain: undefined });
  });

  it("speaks of the address and not of a name that looks like one", async () => {
    const mail = await signed(plainMail('"boss@desk.example" <jo@shop.example>'), "shop.example");
    expect(await judge(mail, key)).toMatchObject({ isAligned: true, fromDomain: "shop.example" });
  });
});

describe("a domain name system that does not answer", () => {
  const mail = () => signed(plainMail(), "shop.example");

  it("leaves unverified what it was asked", async () => {
    const dead = {
      "TXT shop.example": "ESERVFAIL",
      "TXT s1._domainkey.shop.example": "ETIMEOUT",
      "TXT _dmarc.shop.example": "ESERVFAIL",
    };
    expect(await judge(await mail(), dead)).toEqual({
      spf: "unverified",
      dkim: "unverified",
      dmarc: "unverified",
      isAligned: false,
      fromDomain: "shop.example",
    });
    const half = { ...key, ...spf, "TXT _dmarc.shop.example": "ESERVFAIL" };
    expect(await judge(await mail(), half)).toMatchObject({ dkim: "pass", dmarc: "unverified", isAligned: true });
    const news = await signed(plainMail(), "news.shop.example");
    // The policy may be a strict one.
    expect(await judge(news, { ...keyOf("news.shop.example"), "TXT _dmarc.shop.example": "ESERVFAIL" })).toMatchObject({
      dkim: "pass",
      isAligned: false,
    });
  });

  it("is nothing to ask where there is none", async () => {
    expect(await judge(await mail(), {}, { resolver: undefined })).toEqual({
      spf: "unverified",
      dkim: "unverified",
      dmarc: "unverified",
      isAligned: false,
      fromDomain: "shop.example",
    });
  });

  it("is waited for so long, and what is known by then stands", async () => {
    const resolver = () => new Promise<never>(() => {});
    expect(await judge(await mail(), {}, { resolver, timeoutMs: 500 })).toMatchObject({
      spf: "unverified",
      dkim: "unverified",
      fromDomain: "shop.example",
    });
  });
});
