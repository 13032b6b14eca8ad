import { afterEach, beforeEach, describe, expect } from "vitest";
import { type Conversation, startConversation } from "../testing/conversation.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailFrom, mailRow, queue } from "../testing/mail.ts";
import { withMail } from "../testing/with-mail.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("mails go out (%s)", (engine) => {
  let logged = "";
  const { it, desk, sink } = withMail(engine, { onLog: (line) => void (logged += line) }, { tls: "starttls" });
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation(desk, { branding: { color: "#ffe14d" } });
  });
  afterEach(() => {
    logged = "";
  });

  const write = async (extra: object = {}) => {
    const body = { subject: "Lost parcel", body: "It never came.", email: "Mia@Example.com", ...extra };
    const made = await submitTicket(desk, talk.portal, talk.token, body);
    expect(made.status).toBe(201);
    await desk.jobs.runDue();
    return sink.mails.at(-1)!;
  };
  const listed = async (query = "") => (await desk.ask(`/api/staff/mail${query}`, { cookie: desk.admin })).body.items;

  it("as text and HTML to the one address, in the project's name, over an encrypted connection", async () => {
    const { from, to, mail, encrypted } = await write();
    expect({ from, to, encrypted }).toEqual({ from: mailFrom, to: ["mia@example.com"], encrypted: true });
    expect([mail.from, mail.to]).toEqual([
      { name: "Acme", address: mailFrom },
      [{ name: "", address: "mia@example.com" }],
    ]);
    const header = (key: string) => mail.headers.find((one) => one.key === key)?.value;
    expect(header("auto-submitted")).toBe("auto-generated");
    expect(header("x-auto-response-suppress")).toBe("All");
    expect(header("content-type")).toMatch(/^multipart\/alternative/);
    expect(mail.subject).toBe("Acme: we have your message (#2)");

    const link = /https:\/\/desk\.test\/p\/\S+#ticket=[\w-]{43}/.exec(mail.text!)![0];
    // As a button and written out, for whoever cannot press one.
    expect(mail.html!.split(`href="${link}"`)).toHaveLength(3);
    expect(mail.html).toContain(`>${link}</a>`);
    expect(mail.html).toMatch(/<html lang="en" dir="ltr"/);
    expect(mail.html).toContain("background:#ffe14d;color:#000000");

    const opened = await desk.ask(`${talk.portal}/tracking`, { body: { secret: link.split("=")[1] } });
    expect(opened.status).toBe(201);
  });

  it("in the reader's language, else in the project's, laid out from right to left where that is read so", async () => {
    expect((await write({ locale: "de-AT" })).mail.html).toMatch(/<html lang="de" dir="ltr"/);
    expect(sink.mails.at(-1)!.mail.subject).toBe("Acme: Ihre Nachricht ist angekommen (#2)");
    expect((await write({ locale: "ar" })).mail.html).toMatch(/<html lang="ar" dir="rtl"/);
    expect(sink.mails.at(-1)!.mail.text).toContain("شكرًا لمراسلتك Acme.");
    const path = `/api/staff/projects/${talk.project.id}`;
    await desk.ask(path, { method: "PATCH", body: { portal: { locale: "de" } }, cookie: desk.admin });
    expect((await write({ locale: "fr" })).mail.html).toMatch(/<html lang="de"/);
  });

  it("and staff read that it was sent, when, to whom, about what, but not its secrets, which are gone", async () => {
    const { mail } = await write();
    const [item] = await listed();
    expect(item).toMatchObject({
      state: "sent",
      to: "mia@example.com",
      problem: null,
      sentAt: "2026-11-02T09:00:00.000Z",
      project: { id: talk.project.id, name: "Acme" },
      ticket: { number: 2 },
    });
    const secret = /#ticket=([\w-]+)/.exec(mail.text!)![1]!;
    const read = await desk.ask(`/api/staff/mail/${item!.id}`, { cookie: desk.admin });
    expect(read.body.mail.text).toContain("Open the ticket:\n…");
    const row = await mailRow(desk, item!.id);
    expect(row.sealed).toBeNull();
    for (const place of [JSON.stringify(row), read.text, logged]) expect(place).not.toContain(secret);
    expect(logged).not.toContain("mia@example.com");
  });

  it("to staff without any project, which the list of mails says", async () => {
    await queue(desk, "ben@desk.test");
    await desk.jobs.runDue();
    expect(sink.mails.at(-1)!.mail.from).toEqual({ name: "Deskbell", address: mailFrom });
    expect(await listed()).toMatchObject([{ to: "ben@desk.test", project: null, state: "sent" }]);
  });

  it("and can be listed by customer", async () => {
    const mia = await desk.customer(talk.project.id, { name: "Mia", email: "mia@example.com" });
    await queue(desk, "mia@example.com", { projectId: talk.project.id, customerId: mia.id });
    await queue(desk, "else@example.com", { projectId: talk.project.id });
    expect(await listed(`?customer=${mia.id}`)).toMatchObject([{ customer: { id: mia.id, name: "Mia" } }]);
    expect(await listed("?customer=nobody")).toEqual([]);
  });

  it("once: a job whose mail is out already sends nothing", async () => {
    const id = await queue(desk, "mia@example.com");
    await desk.jobs.runDue();
    await desk.database.write(({ db }) =>
      db
        .insertInto("jobs")
        .values({
          kind: "mail",
          payload: JSON.stringify({ mailId: id, since: desk.now() }),
          run_at: desk.now(),
          attempts: 0,
          leased_until: 0,
        })
        .execute(),
    );
    await desk.jobs.runDue();
    expect(sink.mails).toHaveLength(1);
    expect(await desk.database.read.selectFrom("jobs").select("kind").where("kind", "=", "mail").execute()).toEqual([]);
  });

  it("tells the staff page that mail is sent, and the load balancer that it works", async () => {
    const session = await desk.ask("/api/staff/session", { cookie: desk.admin });
    expect(session.body.server.mailIsSent).toBe(true);
    expect((await desk.ask("/readyz")).body.checks.mail).toBe("ok");
    sink.down = true;
    await queue(desk, "mia@example.com");
    for (const wait of [0, 60_000, 5 * 60_000]) {
      desk.pass(wait);
      await desk.jobs.runDue();
    }
    const ready = await desk.ask("/readyz");
    expect([ready.status, ready.body.checks.mail]).toEqual([200, "failing"]);
    sink.down = false;
    desk.pass(30 * 60_000);
    await desk.jobs.runDue();
    expect((await desk.ask("/readyz")).body.checks.mail).toBe("ok");
  });
});

describe.each(engines)("without a mail server (%s)", (engine) => {
  const { it, desk } = withDesk(engine);

  it("mails are kept and say so, and nothing can be sent again", async () => {
    const id = await queue(desk, "mia@example.com");
    await desk.jobs.runDue();
    expect((await mailRow(desk, id)).state).toBe("kept");
    const session = await desk.ask("/api/staff/session", { cookie: desk.admin });
    expect(session.body.server.mailIsSent).toBe(false);
    expect((await desk.ask("/readyz")).body.checks.mail).toBe("kept");
    const again = await desk.ask(`/api/staff/mail/${id}/replay`, { method: "POST", cookie: desk.admin });
    expect([again.status, again.body.error.code]).toEqual([409, "nothing_to_send"]);
  });
});
