import { describe, expect, it } from "vitest";
import { judge, keyOf, ownHost, plainMail, sealed } from "../testing/signed-mail.ts";

const mx = "mx.mailbox.example";
const states = (results: string, server = mx): string => `Authentication-Results: ${server};\r\n ${results}\r\n`;
const passes = "dmarc=pass (p=reject) header.from=shop.example";
/** It was fetched. */
const fetched = { envelope: undefined, trustedAuthserv: [mx] };
const mail = plainMail();

describe("what a trusted server states", () => {
  it("stands for what we cannot ask any more", async () => {
    const top = states(`spf=pass smtp.mailfrom=jo@shop.example; dkim=fail header.d=shop.example; ${passes}`);
    expect(await judge(top + mail, {}, { ...fetched, resolver: undefined })).toEqual({
      spf: "pass",
      dkim: "fail",
      dmarc: "pass",
      isAligned: true,
      fromDomain: "shop.example",
    });
  });

  it("is not asked of servers that are not trusted", async () => {
    for (const server of [
      "mx.crook.example",
      "mailbox.example",
      `x.${mx}`,
      `"${mx} "`,
      `crook=${mx}`,
      `(${mx}) crook`,
    ]) {
      expect(await judge(states(passes, server) + mail, {}, fetched), server).toMatchObject({ isAligned: false });
    }
    expect(await judge(states(passes) + mail, {}, { ...fetched, trustedAuthserv: [] })).toMatchObject({
      isAligned: false,
    });
  });

  it.each([`${mx} 1`, mx.toUpperCase(), `"${mx}"`, `(of us) ${mx}`])("is its own as %s", async (server) => {
    expect(await judge(states(passes, server) + mail, {}, fetched)).toMatchObject({ isAligned: true });
  });

  it("is what stands at the top: what is below was there when the mail came", async () => {
    const forged = states(passes);
    expect(await judge(states("dmarc=fail header.from=shop.example") + forged + mail, {}, fetched)).toMatchObject({
      dmarc: "fail",
      isAligned: false,
    });
    expect(await judge(states("none") + forged + mail, {}, fetched)).toMatchObject({ isAligned: false });
    // Above it stands what came later, of others.
    expect(await judge(states("dmarc=fail", "mx.crook.example") + forged + mail, {}, fetched)).toMatchObject({
      isAligned: true,
    });
  });

  it("has to be of the domain that From names", async () => {
    const others = [
      "dmarc=pass header.from=crook.example",
      "dmarc=pass",
      "dmarc=pass header.from=shop.example.crook.example",
      "dkim=pass header.d=crook.example; spf=pass smtp.mailfrom=x@crook.example",
      "dkim=fail header.d=shop.example",
      'dkim=pass header.d="crook.example header.d=shop.example"',
      "dkim=pass header.d=crook.example header.d=shop.example",
      'x-note="; dmarc=pass header.from=shop.example"',
      "x-note=a (; dmarc=pass header.from=shop.example)",
      "dkim=pass header.d=shop.example; dmarc=fail header.from=shop.example",
    ];
    for (const results of others) {
      expect(await judge(states(results) + mail, {}, fetched), results).toMatchObject({ isAligned: false });
    }
    for (const results of [
      "dkim=pass header.d=shop.example",
      "dkim=pass header.i=@shop.example",
      "dkim/1 = pass (good (very)) header.d = Shop.Example",
      "spf=pass smtp.mailfrom=shop.example",
    ]) {
      expect(await judge(states(results) + mail, {}, fetched), results).toMatchObject({ isAligned: true });
    }
  });

  it("is believed by SMTP of a host that has its address, or strangers would write it themselves", async () => {
    const claims = { trustedAuthserv: [mx] };
    const [near, far] = [{ [`A ${mx}`]: ownHost.ip }, { [`A ${mx}`]: "192.0.2.99" }];
    expect(await judge(states(passes) + mail, near, claims)).toMatchObject({ isAligned: true });
    expect(await judge(states(passes) + mail, far, claims)).toMatchObject({ isAligned: false });
    expect(await judge(states(passes) + mail, {}, claims)).toMatchObject({ isAligned: false });
    const six = { envelope: { ...ownHost, ip: "2001:db8::7" }, ...claims };
    expect(await judge(states(passes) + mail, { [`AAAA ${mx}`]: "2001:DB8:0:0::7" }, six)).toMatchObject({
      isAligned: true,
    });
  });
});

describe("what a trusted server has sealed", () => {
  const key = keyOf("mailbox.example");
  const claims = { trustedAuthserv: [mx] };

  it("is believed whoever brings the mail", async () => {
    const forwarded = await sealed(mail, "mailbox.example", `${mx}; ${passes}`);
    expect(await judge(forwarded, key, claims)).toMatchObject({ dmarc: "pass", isAligned: true });
    expect(await judge(forwarded, key)).toMatchObject({ isAligned: false });
    expect(await judge(forwarded, { [Object.keys(key)[0]!]: "ESERVFAIL" }, claims)).toMatchObject({ isAligned: false });
  });

  it("is not believed of another's seal, nor after a change", async () => {
    const forged = await sealed(mail, "crook.example", `${mx}; ${passes}`);
    expect(await judge(forged, keyOf("crook.example"), claims)).toMatchObject({ isAligned: false });
    const forwarded = await sealed(mail, "mailbox.example", `${mx}; ${passes}`);
    for (const [word, other] of [
      ["Hello", "Pay!"],
      ["Where", "There"],
      ["p=reject", "p=none"],
    ] as const) {
      expect(await judge(forwarded.replace(word, other), key, claims), word).toMatchObject({ isAligned: false });
    }
  });
});
