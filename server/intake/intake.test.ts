/** Mail comes in over HTTP, is answered over a real mail server, and finds its way back. */
import { beforeEach, describe, expect } from "vitest";
import { scheduleSweep } from "../background/sweep.ts";
import { addJob } from "../jobs/store.ts";
import { fileForm } from "../testing/conversation.ts";
import { newKey, type TestProject } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { bring, intakeOf, mailDomain, mailKey, type Written, written } from "../testing/incoming.ts";
import { staffAsk } from "../testing/people.ts";
import { withMail } from "../testing/with-mail.ts";

const mia = "mia@shop.test";

describe.each(engines)("mail comes in (%s)", (engine) => {
  const { it, desk, sink } = withMail(engine, { mailDomain });
  let project: TestProject;
  let key: string;
  let inbox: string;
  beforeEach(async () => {
    project = await desk.project("Acme", { notifications: true });
    key = await mailKey(desk);
    inbox = await intakeOf(desk, project);
  });

  /** Brings a mail and files it. @returns it, as the desk has it now */
  const come = async (mail: Written | string = {}, to = inbox, from = mia) => {
    const { status, body } = await bring(desk, key, to, typeof mail === "string" ? mail : written(mail), from);
    expect([status, body.mail.state]).toEqual([201, "received"]);
    await desk.jobs.runDue();
    return (await staffAsk(desk, `/mail/${body.mail.id}`)).body.mail;
  };
  const ticketsNow = async () => (await staffAsk(desk, "/tickets?sort=oldest")).body.items;
  const ticket = async (id: string) => (await staffAsk(desk, `/tickets/${id}`)).body.ticket;
  const words = async (id: string) => (await ticket(id)).messages.map(({ body }) => body);
  const answer = async (id: string, body: string, attachments: string[] = []) => {
    await staffAsk(desk, `/tickets/${id}/messages`, { body: { body, attachments }, key: newKey() });
    // What takes effect leaves a mail to be sent.
    for (let i = 0; i < 2; i++) await desk.jobs.runDue();
    return sink.mails.at(-1)!.mail;
  };

  it("as a ticket of a new customer, is answered whole, and the answer to that is in the same ticket", async () => {
    const mail = await come({ from: '"Mia Ode" <Mia@Shop.test>', id: "First.One@shop.test" });
    expect(mail).toMatchObject({
      state: "filed",
      rule: 9,
      from: { name: "Mia Ode", address: mia },
      subject: "Lost parcel",
    });
    const [made] = await ticketsNow();
    expect(made).toMatchObject({
      subject: "Lost parcel",
      status: "new",
      from: { kind: "customer", name: "Mia Ode", email: mia, emailProven: false },
    });
    const upload = await staffAsk(desk, "/attachments", { form: fileForm("label,42\n", "label.csv") });
    const out = await answer(made!.id, "Here is your label.", [upload.body.id]);
    expect(out.text).toContain("Here is your label.");
    expect(out.attachments.map(({ filename }) => filename)).toEqual(["label.csv"]);
    const replyTo = out.replyTo![0]!.address!;
    expect(replyTo).toMatch(/^r[a-z2-7]{32}@mail\.desk\.test$/);
    expect(out.references).toMatch(/^<t\.[0-9a-f]{32}@desk\.test> .*<First\.One@shop\.test>/);

    const reply = await come({ text: "Thank you!", inReplyTo: out.messageId, subject: "Re: Lost parcel" }, replyTo);
    expect(reply).toMatchObject({ state: "filed", rule: 3, ticket: { id: made!.id } });
    expect(reply.to).toBe(`r…@${mailDomain}`);
    expect(await words(made!.id)).toEqual(["It never came.", "Here is your label.", "Thank you!"]);
    expect((await ticket(made!.id)).status).toBe("open");
    expect((await ticket(made!.id)).messages.map(({ via }) => via)).toEqual(["mail", undefined, "mail"]);
    expect(await ticketsNow()).toHaveLength(1);
    // No row tells the address at which the conversation goes on.
    const rows = JSON.stringify(await desk.database.read.selectFrom("mails").selectAll().execute());
    expect(rows).not.toContain(replyTo.slice(0, 20));
  });

  it("and an answer without that address finds its ticket by any id of it, in capitals or not (E1, E2)", async () => {
    const { ticket: made } = await come({ id: "Mine@shop.test" });
    const out = await answer(made!.id, "We look.");
    const [anchor] = /<[^>]+>/.exec(out.references!)!;
    for (const [inReplyTo, text] of [
      [out.messageId, "One"],
      [anchor.toUpperCase(), "Two"],
      ["<mine@shop.test>", "Three"],
    ] as const) {
      expect(await come({ inReplyTo, text })).toMatchObject({ rule: 6, ticket: { id: made!.id } });
    }
    expect(await words(made!.id)).toEqual(["It never came.", "We look.", "One", "Two", "Three"]);
  });

  it("beside the ticket where somebody else writes, until staff say where it belongs (A15, E5, E27)", async () => {
    const { ticket: made } = await come();
    const { replyTo, messageId } = await answer(made!.id, "We look.");
    const before = sink.mails.length;
    const stranger = { from: "Eve <eve@evil.test>", text: "Your code is 123456.", inReplyTo: messageId };
    const byToken = await come(stranger, replyTo![0]!.address, "eve@evil.test");
    desk.pass(1);
    const byId = await come({ ...stranger, text: "Me too." }, inbox, "eve@evil.test");
    expect([byToken.state, byToken.rule, byId.state, byId.rule]).toEqual(["parked", 4, "parked", 7]);
    expect(await words(made!.id)).toEqual(["It never came.", "We look."]);
    expect((await ticket(made!.id)).parked).toEqual([
      { id: byId.id, from: "Eve" },
      { id: byToken.id, from: "Eve" },
    ]);

    await staffAsk(desk, `/mail/${byToken.id}/replay`, { body: { ticket: made!.id } });
    await staffAsk(desk, `/mail/${byId.id}/replay`, { method: "POST" });
    for (let i = 0; i < 2; i++) await desk.jobs.runDue();
    const thread = (await ticket(made!.id)).messages.at(-1)!;
    expect([thread.body, thread.author.name]).toEqual(["Your code is 123456.", "Eve (eve@evil.test)"]);
    expect((await ticketsNow()).map(({ from }) => from.email)).toEqual([mia, "eve@evil.test"]);
    expect((await ticket(made!.id)).parked).toBeUndefined();
    // The receipt of the ticket of her own; nothing about the other one.
    const later = sink.mails.slice(before).map(({ to, mail }) => [to, mail.subject]);
    expect(later).toEqual([[["eve@evil.test"], "Acme: we have your message (#2)"]]);
    expect((await staffAsk(desk, `/mail/${byId.id}/replay`, { method: "POST" })).status).toBe(409);
  });

  it("once, however often it comes and by whatever way (E6, E12)", async () => {
    const mail = written({ id: "same@shop.test" });
    const both = await Promise.all([bring(desk, key, inbox, mail), bring(desk, key, inbox, mail)]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    await desk.jobs.runDue();
    expect(await come(mail.replaceAll("\r\n", "\n"))).toMatchObject({ state: "noted", rule: 1 });
    expect(await ticketsNow()).toHaveLength(1);
    // The id is its sender's to choose: other words under it are another mail.
    expect(await come({ id: "same@shop.test", text: "Something else." })).toMatchObject({ state: "filed" });
    expect(await ticketsNow()).toHaveLength(2);
  });

  it("and two without an id are two (E3)", async () => {
    const without = (text: string) => written({ text }).replace(/^Message-ID: .*\r\n/m, "");
    await come(without("One"));
    await come(without("Two"));
    expect(await ticketsNow()).toHaveLength(2);
  });

  it("as a note where a program wrote it: no status, no mail, nothing for customers to see (E7, E8, A17)", async () => {
    const { ticket: made } = await come();
    const { replyTo } = await answer(made!.id, "We look.");
    const before = sink.mails.length;
    const away = { text: "I am away until Monday.", headers: ["Auto-Submitted: auto-replied"] };
    expect(await come(away, replyTo![0]!.address)).toMatchObject({ state: "filed", rule: 2 });
    const { status, messages } = await ticket(made!.id);
    expect([status, messages.at(-1)]).toMatchObject([
      "waiting",
      { internal: true, body: expect.stringContaining("away") },
    ]);
    // About nothing here: a press of staff makes it a ticket (E9).
    const alone = await come({ ...away, text: "A person after all." });
    expect(alone).toMatchObject({ state: "parked", rule: 2, ticket: null });
    expect(await ticketsNow()).toHaveLength(1);
    expect(sink.mails.length).toBe(before);
    await staffAsk(desk, `/mail/${alone.id}/replay`, { method: "POST" });
    await desk.jobs.runDue();
    expect(await words((await ticketsNow())[1]!.id)).toEqual(["A person after all."]);
  });

  it("held where its sender is blocked, and one that is forged is nobody's (A16)", async () => {
    await staffAsk(desk, "/blocks", { body: { kind: "address", value: "@evil.test" } });
    expect(await come({ from: "eve@evil.test" }, inbox, "eve@evil.test")).toMatchObject({ state: "filed", rule: 8 });
    const held = (await staffAsk(desk, "/tickets?held=true")).body.items;
    expect(held).toMatchObject([{ held: true, from: { kind: "visitor", email: "eve@evil.test" } }]);
    expect(sink.mails).toEqual([]);
  });

  it("with its files, as many as there are, and without what would open somebody's ticket", async () => {
    const secret = "s".repeat(43);
    const text = `See https://desk.test/p/acme#ticket=${secret} and mail r${"a".repeat(32)}@${mailDomain}`;
    const parts = Array.from({ length: 12 }, (_, n) =>
      [
        "--b",
        "Content-Type: text/plain",
        `Content-Disposition: attachment; filename="f${n}.txt"`,
        "",
        `file ${n}`,
      ].join("\r\n"),
    );
    const mail = written()
      .replace("Content-Type: text/plain; charset=utf-8", 'Content-Type: multipart/mixed; boundary="b"')
      .replace("It never came.", ["--b", "Content-Type: text/plain", "", text, ...parts, "--b--"].join("\r\n"));
    const { ticket: made } = await come(mail);
    const [message] = (await ticket(made!.id)).messages;
    expect(message!.attachments.map(({ name }) => name)).toEqual(parts.map((_, n) => `f${n}.txt`));
    expect(message!.body).toContain("#ticket=… and mail r…@");
    expect(JSON.stringify(await ticket(made!.id))).not.toContain(secret);
    const file = await desk.ask(`/api/staff/attachments/${message!.attachments[11]!.id}`, { cookie: desk.admin });
    expect(file.text).toBe("file 11");
  });

  it("with a sentence where it says nothing, and with all of its words where it says too much (E26)", async () => {
    const { ticket: empty } = await come({ subject: "", text: "" });
    expect(await ticket(empty!.id)).toMatchObject({
      subject: "(no subject)",
      messages: [{ body: "(This email has no text.)" }],
    });
    const long = "It never came. ".repeat(2000).trim();
    const { ticket: made } = await come({ text: long });
    const [message] = (await ticket(made!.id)).messages;
    expect([message!.body.length, message!.attachments.map(({ name }) => name)]).toEqual([20_000, ["mail.txt"]]);
  });

  it("once, where two processes take it up at the same time", async () => {
    const { body } = await bring(desk, key, inbox, written());
    await desk.database.write((tx) => addJob(tx, "mail-in", { mailId: body.mail.id }, desk.now()));
    await desk.jobs.runDue();
    const [made] = await ticketsNow();
    expect([await words(made!.id), (await ticketsNow()).length]).toEqual([["It never came."], 1]);
  });

  it("and says at an answer that it came back, with the words of the mail server (E22, E34)", async () => {
    const { ticket: made } = await come();
    await answer(made!.id, "We look.");
    const { from: returnTo } = sink.mails.at(-1)!;
    expect(returnTo).toMatch(/^b[a-z2-7]{32}@mail\.desk\.test$/);
    const bounce = await come(report(mia, "550 5.1.1 No such user", "failed"), returnTo, "");
    expect(bounce).toMatchObject({ state: "filed", rule: 2, ticket: { id: made!.id } });
    const { status, messages } = await ticket(made!.id);
    expect([status, messages.length]).toEqual(["waiting", 2]);
    expect(messages[1]!.mail).toMatchObject({ state: "bounced", problem: expect.stringContaining("No such user") });
    // Who is away is no reason to say that it came back.
    await answer(made!.id, "Again.");
    const away = written({ text: "Away.", headers: ["Auto-Submitted: auto-replied"] });
    await come(away, sink.mails.at(-1)!.from, "");
    const thread = (await ticket(made!.id)).messages;
    expect(thread.at(-2)!.mail!.state).toBe("sent");
    expect(thread.at(-1)).toMatchObject({ internal: true, body: expect.stringContaining("Away.") });
  });

  it("into the one that goes on from a ticket that was closed long ago, and answers go there whole", async () => {
    const { ticket: made } = await come();
    const { replyTo } = await answer(made!.id, "Done.");
    await staffAsk(desk, `/tickets/${made!.id}`, { method: "PATCH", body: { status: "closed" } });
    desk.pass(15 * 24 * 3_600_000);
    await desk.signInAgain();
    const { ticket: next } = await come({ text: "It broke again." }, replyTo![0]!.address);
    expect(next!.id).not.toBe(made!.id);
    expect((await answer(next!.id, "We look again.")).text).toContain("We look again.");
  });

  it("and its source is kept while it waits, and swept long after its words stand in a ticket", async () => {
    await come();
    const waiting = await come({ text: "Away", headers: ["Auto-Submitted: auto-replied"] });
    desk.pass(91 * 24 * 3_600_000);
    await scheduleSweep(desk);
    await desk.jobs.runDue();
    const sources = await desk.database.read.selectFrom("mail_sources").select("mail_id").execute();
    expect(sources).toEqual([{ mail_id: waiting.id }]);
    await desk.signInAgain();
    await staffAsk(desk, `/mail/${waiting.id}/replay`, { method: "POST" });
    await desk.jobs.runDue();
    expect((await ticketsNow()).length).toBe(2);
  });

  it("and opens nothing by what it quotes, in whatever way a filter has written our link, nor by the file of a long text", async () => {
    const secret = "s".repeat(43);
    const links = [
      `https://eur01.safelinks.test/?url=https%3A%2F%2Fdesk.test%2Fp%2Facme%23ticket%3D${secret}&data=1`,
      `https://urldefense.test/v3/__https://desk.test/p/acme*ticket=${secret}__;Iw!!x`,
    ];
    const { ticket: made } = await come({ text: `${links.join("\n")}\n${"It never came. ".repeat(2000)}` });
    const [message] = (await ticket(made!.id)).messages;
    expect(message!.body).not.toContain(secret);
    const file = await desk.ask(`/api/staff/attachments/${message!.attachments[0]!.id}`, { cookie: desk.admin });
    expect([message!.attachments[0]!.name, file.text.includes(secret)]).toEqual(["mail.txt", false]);
  });

  it("with its files where it becomes a note: a person may have sent it by a list", async () => {
    const { ticket: made } = await come();
    const { replyTo } = await answer(made!.id, "We look.");
    const mail = written({ headers: ["Precedence: list"] })
      .replace("Content-Type: text/plain; charset=utf-8", 'Content-Type: multipart/mixed; boundary="b"')
      .replace(
        "It never came.",
        [
          "--b",
          "",
          "My words.",
          "--b",
          "Content-Disposition: attachment; filename=proof.txt",
          "",
          "proof",
          "--b--",
        ].join("\r\n"),
      );
    await come(mail, replyTo![0]!.address);
    const note = (await ticket(made!.id)).messages.at(-1)!;
    expect([note.internal, note.attachments.map(({ name }) => name)]).toEqual([true, ["proof.txt"]]);
  });

  it("under an id of any length, and holds up nobody who comes after it", async () => {
    const id = `${"漢".repeat(900)}@shop.test`;
    const { ticket: made } = await come({ id }, inbox, "");
    expect(await come({ inReplyTo: `<${id}>`, text: "Me again." }, inbox, "")).toMatchObject({
      ticket: { id: made!.id },
    });
  });

  it("as a person's where they have a mailbox at the same domain as the desk", async () => {
    expect(await come({ from: `Bo <bo@${mailDomain}>` }, inbox, `bo@${mailDomain}`)).toMatchObject({ rule: 9 });
    expect((await ticketsNow()).map(({ from }) => from.email)).toEqual([`bo@${mailDomain}`]);
  });

  it("as nobody's where our own mail is sent round to us: it makes no customer and is answered by nobody", async () => {
    const { ticket: made } = await come();
    await answer(made!.id, "We look.");
    const before = sink.mails.length;
    const { raw } = sink.mails.at(-1)!;
    const path = `/projects/${project.id}/inboxes` as const;
    const { id } = (await staffAsk(desk, path)).body.items[0]!;
    await staffAsk(desk, `/inboxes/${id}`, { method: "PATCH", body: { address: "help@desk.test" } });
    const round = await come(raw, inbox, "help@desk.test");
    expect([round.rule, JSON.stringify(round)]).toEqual([2, expect.not.stringMatching(/r[a-z2-7]{32}/)]);
    await desk.jobs.runDue();
    expect(sink.mails.length).toBe(before);
    expect((await staffAsk(desk, `/customers?project=${project.id}`)).body.items).toHaveLength(1);
  });
});

/** As mail servers report what they could not deliver. */
const report = (to: string, words: string, action: string): string =>
  [
    "From: Mail Delivery System <mailer-daemon@mx.shop.test>",
    "Subject: Undelivered Mail Returned to Sender",
    "Date: Mon, 02 Nov 2026 10:00:00 +0000",
    "Message-ID: <bounce1@mx.shop.test>",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
    "MIME-Version: 1.0",
    "",
    "--r",
    "Content-Type: text/plain",
    "",
    "I'm sorry to have to inform you that your message could not be delivered.",
    "--r",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.shop.test",
    "",
    `Final-Recipient: rfc822; ${to}`,
    `Action: ${action}`,
    "Status: 5.1.1",
    `Diagnostic-Code: smtp; ${words}`,
    "",
    "--r--",
    "",
  ].join("\r\n");
