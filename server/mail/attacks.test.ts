import { keepSetting } from "../db/settings.ts";
import { letOnSetting } from "../hosts/seen-hosts.ts";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attack, tried } from "../testing/attack.ts";
import { fileForm, startConversation, type Conversation } from "../testing/conversation.ts";
import { type Ask, deskUrl, newKey } from "../testing/desk.ts";
import { withMail, sharedMail } from "../testing/with-mail.ts";
import { engines } from "../testing/engines.ts";

/** The numbers are those of the list of attacks that the project holds itself to. */
describe.each(engines)("through our mailer nobody reaches a stranger (%s)", (engine) => {
  const { it, desk, sink } = withMail(engine);
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation(desk);
  });

  const submit = async (body: object, headers: Record<string, string> = {}, origin = "") => {
    const ask: Ask = { body: { subject: "Hi", body: "x", ...body }, token: talk.token, key: newKey(), headers };
    const answer = await desk.ask(`${origin}${talk.portal}/tickets`, ask);
    await desk.jobs.runDue();
    return answer.status;
  };
  const rename = (name: string) =>
    desk.ask(`/api/staff/projects/${talk.project.id}`, { method: "PATCH", body: { name }, cookie: desk.admin });

  it("attack 3: what looks like HTML or like an expression stays what was typed", async () => {
    const name = "<img src=x onerror=1>{{7*7}}${7*7}<%=7*7%>{{link}}";
    expect((await rename(name)).status).toBe(200);
    expect(await submit({ name, email: "mia@example.com" })).toBe(201);
    const { mail, raw } = sink.mails[0]!;
    expect(mail.subject).toBe(`${name}: we have your message (#2)`);
    expect(mail.from!.name).toBe(name);
    expect(mail.text).toContain(`Thank you for writing to ${name}.`);
    expect(mail.html).not.toContain("<img");
    expect(mail.html).toContain("&lt;img src=x onerror=1&gt;{{7*7}}${7*7}&lt;%=7*7%&gt;{{link}}");
    expect(`${mail.text}${mail.html}${mail.subject}`.replace(/acme-\w+#ticket=[\w-]+/g, "")).not.toContain("49");
    // Once as text, as the button and written out: nowhere that a name could have asked for it.
    expect(`${mail.text}${mail.html}`.match(/#ticket=/g)).toHaveLength(4);
    expect(raw).toContain("multipart/alternative");
  });

  it.each<[how: string, headers: Record<string, string>, origin: string]>([
    ["Host", { Host: "evil.test" }, ""],
    ["the address asked for", {}, "https://evil.test"],
    ["X-Forwarded-Host", { "X-Forwarded-Host": "evil.test" }, ""],
    ["X-Forwarded-Server", { "X-Forwarded-Server": "evil.test" }, ""],
    ["X-Host", { "X-Host": "evil.test" }, ""],
    ["X-Original-URL", { "X-Original-URL": "https://evil.test/" }, ""],
    ["X-Forwarded-Proto", { "X-Forwarded-Proto": "javascript" }, ""],
    ["X-Forwarded-Prefix", { "X-Forwarded-Prefix": "//evil.test" }, ""],
    ["Forwarded", { Forwarded: "for=1.2.3.4;host=evil.test;proto=javascript" }, ""],
    ["two of Host", { Host: "desk.test, evil.test" }, ""],
    ["Origin and Referer", { Origin: "https://evil.test", Referer: "https://evil.test/" }, ""],
  ])("attack 12: links begin with our own address, whatever %s says", async (_, headers, origin) => {
    attack(12);
    // Else the desk answers to none of these.
    await desk.database.write(({ db }) => keepSetting(db, letOnSetting, String(desk.now() + 60_000)));
    expect(await submit({ email: "mia@example.com" }, headers, origin)).toBe(201);
    const { mail, raw } = sink.mails[0]!;
    const links = `${mail.text} ${mail.html}`.match(/[a-z]+:\/\/[^\s"<]+/g)!;
    expect(links).toHaveLength(4);
    for (const link of links) expect(link.startsWith(`${deskUrl}/p/`)).toBe(true);
    for (const part of [raw, mail.text, mail.html]) expect(part).not.toMatch(/evil\.test|javascript/);
    expect(mail.messageId).toMatch(/@desk\.test>$/);
  });

  it("attack 19: line breaks in names and subjects make no header and no recipient", async () => {
    attack(19);
    const evil = "Mia\r\nBcc: e@x.test\r\nSubject: won";
    await rename(evil);
    expect(await submit({ name: evil, subject: evil, body: evil, email: "mia@example.com" })).toBe(201);
    expect(sink.recipients).toEqual(["mia@example.com"]);
    const { to, mail } = sink.mails[0]!;
    expect(to).toEqual(["mia@example.com"]);
    expect(mail.subject).toBe("Mia Bcc: e@x.test Subject: won: we have your message (#2)");
    expect(mail.from!.name).toBe("Mia Bcc: e@x.test Subject: won");
    expect(mail.headers.filter(({ key }) => key === "bcc" || key === "cc")).toEqual([]);
    expect(mail.headers.filter(({ key }) => key === "subject")).toHaveLength(1);
  });
});

describe.each(engines)("what is no address gets nobody a mail (%s)", (engine) => {
  // One for all: nothing that is tried here leaves a trace.
  const { desk, sink } = sharedMail(engine);
  let talk: Conversation;
  let customer: { id: string; token: string };
  beforeAll(async () => {
    talk = await startConversation(desk);
    customer = await desk.customer(talk.project.id, { email: "ola@example.com" });
  });

  it.each([
    "a@x.test, e@x.test",
    "a@x.test,e@x.test",
    "a@x, e@x",
    "a@x.test\r\nBcc: e@x.test",
    "a@x\r\nBcc: e@x",
    "a@x.test\nRCPT TO:<e@x.test>",
    "a@x.test\r\nRCPT TO:<e@x.test>",
    "a@x.test\u2028e@x.test",
    '"e@evil.test x"@x.test',
    '"e@evil x"@x',
    "a@x.test;e@x.test",
    "a@x;e@x",
    "grp:e@x.test;",
    "grp:e@x;",
    "Mia <e@x.test>",
    "a@x.test (e@x.test)",
    "a@x.test＠evil.test",
    "a@x，e@evil.test",
    "a@[127.0.0.1]",
    "a@x.test%0d%0aBcc:e@x.test",
    "a@x.test\0",
  ])("attack 19: the address %j is refused before there is a mail, at every door", async (email) => {
    attack(19);
    const { id: project, name } = talk.project;
    const doors: [path: string, body: object, method?: string][] = [
      [`${talk.portal}/tickets`, { subject: "Hi", body: "x", email }],
      [`${talk.portal}/registrations`, { name, email }],
      [`${talk.portal}/session/codes`, { email }],
      [`${talk.portal}/password-links`, { email }],
      [`${talk.portal}/customer`, { email }, "PATCH"],
      ["/api/staff/tickets", { project, subject: "Hi", body: "x", name, email }],
      ["/api/staff/customers", { project, name, email, sendWelcome: true }],
      [`/api/staff/customers/${customer.id}`, { email }, "PATCH"],
      ["/api/staff/staff", { name, email, role: "agent" }],
      ["/api/staff/password-links", { email }],
      [`/api/staff/projects/${project}/inboxes`, { name, address: email }],
    ];
    for (const [path, body, method = "POST"] of tried(doors)) {
      const who = path.startsWith("/api/staff") ? { cookie: desk.admin } : { token: customer.token };
      const answer = await desk.ask(path, { method, body, key: newKey(), ...who });
      expect([answer.status, answer.body.error.code], `${method} ${path}`).toEqual([400, "fields_invalid"]);
    }
    // A cell may say so who it is; whoever imports it sees the address.
    const isOfCell = /^[^<>\p{Cc}]*<[^<>]+>$/u.test(email);
    for (const dryRun of isOfCell ? [] : tried([true, false])) {
      const form = fileForm(`name,email\nMia,"${email.replaceAll('"', '""')}"\n`, "people.csv", "text/csv");
      const path = `/api/staff/imports?project=${project}&dryRun=${dryRun}`;
      const { body } = await desk.ask(path, { form, cookie: desk.admin });
      await desk.jobs.runDue();
      // A NUL is no table at all.
      if (dryRun && !email.includes("\0")) expect(body).toMatchObject({ made: 0, refused: 1 });
    }
    const people = await desk.database.read.selectFrom("customers").select("email").execute();
    expect(people).toEqual([{ email: "ola@example.com" }]);
    expect(await desk.database.read.selectFrom("mails").select("id").execute()).toEqual([]);
    expect([sink.connections.total, sink.recipients]).toEqual([0, []]);
  });
});
