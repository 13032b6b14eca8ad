import { afterEach, describe, expect, it } from "vitest";
import { readConfig } from "../config.ts";
import { action, quiet } from "./content.ts";
import { mailAsHtml } from "./html.ts";
import type { OutgoingMail } from "./mailer.ts";
import { attack } from "../testing/attack.ts";
import { mailContent, mailerFor, mailFrom } from "../testing/mail.ts";
import { openSmtpSink, type SmtpSink } from "../testing/smtp-sink.ts";

const stop = new AbortController().signal;
const auth = { user: "desk@x.test", pass: "p:a/s@s %" };

const mail: OutgoingMail = {
  messageId: "<1@desk.test>",
  fromName: "Acme",
  to: "mia@example.com",
  subject: "Hello",
  text: "Hello.",
  html: "<p>Hello.</p>",
  language: "en",
  date: new Date(0),
};

describe("what the mailer wants of a mail server", () => {
  const sinks: SmtpSink[] = [];
  afterEach(() => Promise.all(sinks.splice(0).map((sink) => sink.close())));
  const open = async (options: Parameters<typeof openSmtpSink>[0]): Promise<SmtpSink> => {
    const sink = await openSmtpSink(options);
    sinks.push(sink);
    return sink;
  };

  it.each(["starttls", "implicit"] as const)("signs in over TLS (%s) with any letters in the password", async (tls) => {
    const sink = await open({ tls, auth });
    const mailer = mailerFor(sink);
    await mailer.check();
    expect(await mailer.deliver(mail, stop)).toEqual({ outcome: "sent" });
    expect(sink.mails).toMatchObject([{ encrypted: true, user: auth.user, to: ["mia@example.com"] }]);
  });

  it("uses TLS wherever it is offered, and plain text only where it is not", async () => {
    const offering = await open({ tls: "starttls" });
    await mailerFor(offering).deliver(mail, stop);
    expect(offering.mails[0]!.encrypted).toBe(true);
    const bare = await open({});
    await mailerFor(bare).deliver(mail, stop);
    expect(bare.mails[0]!.encrypted).toBe(false);
  });

  it("never says its password without TLS, even to a server that would take it", async () => {
    const sink = await open({ auth, insecureAuth: true });
    const delivery = await mailerFor(sink).deliver(mail, stop);
    expect(delivery).toMatchObject({ outcome: "later" });
    await expect(mailerFor(sink).check()).rejects.toThrow(/STARTTLS/);
    expect([sink.mails, sink.recipients]).toEqual([[], []]);
  });

  it("sends nothing through a server that does not ask for the sign-in it was told to do", async () => {
    const sink = await open({ tls: "starttls" });
    const url = sink.url.replace("//", "//desk:secret@");
    expect(await mailerFor({ ...sink, url }).deliver(mail, stop)).toMatchObject({ outcome: "later" });
    expect(sink.mails).toEqual([]);
  });

  it.each<[why: string, options: Parameters<typeof openSmtpSink>[0], trusted: boolean]>([
    ["is for another name", { tls: "starttls", certificateFor: "mail.elsewhere.test" }, true],
    ["is for another name, at once", { tls: "implicit", certificateFor: "mail.elsewhere.test" }, true],
    ["nobody vouches for", { tls: "starttls" }, false],
    ["nobody vouches for, at once", { tls: "implicit" }, false],
  ])("refuses a certificate that %s, and gives the mail to nobody", async (_, options, trusted) => {
    const sink = await open(options);
    const mailer = mailerFor({ url: sink.url, ca: trusted ? sink.ca : undefined });
    const delivery = await mailer.deliver(mail, stop);
    expect(delivery).toMatchObject({ outcome: "later", problem: expect.stringMatching(/certificate|altnames/i) });
    await expect(mailer.check()).rejects.toThrow(/certificate|altnames/i);
    expect([sink.mails, sink.recipients]).toEqual([[], []]);
  });

  it("takes a wrong password for trouble that passes, since the mail is not to blame", async () => {
    const sink = await open({ tls: "starttls", auth });
    const url = sink.url.replace(/\/\/.*@/, "//desk:wrong@");
    const delivery = await mailerFor({ ...sink, url }).deliver(mail, stop);
    expect(delivery).toMatchObject({ outcome: "later", problem: expect.stringContaining("535") });
    expect(JSON.stringify(delivery)).not.toContain("wrong");
  });

  it.each([
    "a@x.test, e@x.test",
    "a@x.test\r\nBcc: e@x.test",
    "a@x.test\r\nRCPT TO:<e@x.test>",
    '"e@evil.test x"@x.test',
    "a@x.test;e@x.test",
    "grp:e@x.test;",
    "<a@x.test>",
    "a@x.test> SIZE=1",
    "a@x.test＠evil.test",
    "a@x，e@evil.test",
    "a@x%2eevil.test",
    "",
  ])("looks at the address once more: %j goes to nobody", async (to) => {
    attack(19);
    const sink = await open({});
    expect(await mailerFor(sink).deliver({ ...mail, to }, stop)).toMatchObject({ outcome: "refused" });
    expect([sink.connections.total, sink.recipients]).toEqual([0, []]);
  });

  it("gives the domain to the server in its own letters", async () => {
    const sink = await open({});
    await mailerFor(sink).deliver({ ...mail, to: "info@müller.example" }, stop);
    expect(sink.mails[0]!.raw).toContain("\r\nTo: info@xn--mller-kva.example\r\n");
  });

  it("keeps every header on its own line, whatever stands in a name or a subject", async () => {
    attack(19);
    const sink = await open({});
    const evil = "Acme\r\nBcc: evil@x.test\r\n\r\nInjected\u2028body\0";
    await mailerFor(sink).deliver({ ...mail, fromName: evil, subject: `${evil} ${"long ".repeat(400)}` }, stop);
    const [received] = sink.mails;
    expect(received!.to).toEqual(["mia@example.com"]);
    expect(received!.mail.from!.name).toBe("Acme Bcc: evil@x.test Injected body");
    expect(received!.mail.subject).toMatch(/^Acme Bcc: evil@x\.test Injected body long .*…$/);
    expect(received!.mail.headers.filter(({ key }) => key === "bcc")).toEqual([]);
    for (const line of received!.raw.split("\r\n")) expect(line.length).toBeLessThan(998);
  });
});

describe("a mail in HTML", () => {
  const look = { language: "en", sender: "Acme", colour: "#0b6e4f" };

  it("writes names out as they are: no element, no expression, no secret comes of them", async () => {
    const name = `<img src=x onerror=1>{{7*7}}\${7*7}<%=7*7%>{{link}}"'&`;
    const page = await mailAsHtml(mailContent(name), { ...look, sender: name }, () => "https://desk.test/secret");
    expect(page).not.toContain("<img");
    expect(page).not.toContain("49");
    expect(page).toContain("&lt;img src=x onerror=1&gt;{{7*7}}${7*7}&lt;%=7*7%&gt;{{link}}&quot;&#39;&amp;");
    expect(page.split("https://desk.test/secret")).toHaveLength(4);
  });

  it("U-m25: fills the first action only, and keeps the next one clear of the sentence before it", async () => {
    const { parts } = mailContent("Hello");
    const twice = { subject: "Hello", parts: [...parts, quiet("Or see them all."), action("Set up a login")] };
    const page = await mailAsHtml(twice, look, () => "https://desk.test/");
    const buttons = page.match(/<a [^>]*border:1px solid[^>]*>/g)!;
    expect(buttons.map((button) => button.includes("background:"))).toEqual([true, false]);
    expect(page).toContain("margin:24px 0 16px");
  });

  it.each([
    ["#000000", "#ffffff"],
    ["#ffffff", "#000000"],
    ["#006469", "#ffffff"],
    ["#ffe14d", "#000000"],
    ["#e0218a", "#000000"],
  ])("puts on a button of %s the words in %s, which can be read there", async (colour, words) => {
    const page = await mailAsHtml(mailContent("Hello"), { ...look, colour }, () => "https://desk.test/");
    expect(page).toContain(`background:${colour};color:${words}`);
  });
});

describe("the settings for mail", () => {
  const secret = { SECRET_KEY: "0123456789abcdef".repeat(4) };
  const read = (env: Record<string, string>) => readConfig({ ...secret, ...env }).mail;

  it("are read as they are meant", () => {
    expect(read({})).toBeUndefined();
    const from = { MAIL_FROM: mailFrom };
    expect(read({ ...from, SMTP_URL: "smtp://mail.test" })).toEqual({
      smtp: { host: "mail.test", port: 587, secure: false, auth: undefined },
      from: mailFrom,
    });
    expect(read({ ...from, SMTP_URL: "smtps://a%40b:c%2Fd@[::1]/" })!.smtp).toEqual({
      host: "::1",
      port: 465,
      secure: true,
      auth: { user: "a@b", pass: "c/d" },
    });
  });

  it.each([
    "smtp://",
    "http://mail.test",
    "mail.test:25",
    "smtp://mail.test/path",
    "smtp://mail.test?tls=never",
    "smtp://mail.test#x",
    "smtp://user@mail.test",
    "smtp://:pass@mail.test",
    "smtp://user:pa%ss@mail.test",
    "smtp://user:s3cr3t/1@mail.test",
    "smtp://mail.test:99999",
  ])("refuse %s, and do not repeat a password", (url) => {
    const start = () => read({ SMTP_URL: url, MAIL_FROM: mailFrom });
    expect(start).toThrow(/SMTP_URL is .*it has to be smtp:\/\//);
    expect(start).not.toThrow(/s3cr3t|pa%ss/);
  });

  it("name everything that is wrong at once", () => {
    expect(() => read({ SMTP_URL: "x", MAIL_FROM: "Acme <help@desk.test>" })).toThrow(/SMTP_URL is[^]*MAIL_FROM is/);
    expect(() => read({ SMTP_URL: "smtp://mail.test" })).toThrow(/MAIL_FROM is required with SMTP_URL/);
  });
});
