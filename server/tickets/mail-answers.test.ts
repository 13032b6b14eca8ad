/** Answers of staff as they come to a mailbox, over a real mail server. */
import { describe, expect } from "vitest";
import { engines } from "../testing/engines.ts";
import { newKey, type Ask, type TestProject } from "../testing/desk.ts";
import { fileForm } from "../testing/conversation.ts";
import { readEvents } from "../testing/event-reader.ts";
import { mailFrom } from "../testing/mail.ts";
import { makeCustomer, makeKey, staffAsk } from "../testing/people.ts";
import { submitTicket } from "../testing/verbs.ts";
import { withMail } from "../testing/with-mail.ts";

const mia = "mia@example.com";

describe.each(engines)("answers go out by mail (%s)", (engine) => {
  const { it, desk, sink } = withMail(engine);

  const open = (settings: object = {}): Promise<TestProject> =>
    desk.project("Acme", { notifications: true, ...settings });
  /** A ticket of a customer, or of a visitor who typed an address. */
  const ticketOf = async (project: TestProject, token: string, more: object = {}) => {
    const body = { subject: "Lost parcel", body: "It never came.", ...more };
    return (await submitTicket(desk, project.api, token, body)).body.ticket;
  };
  const answer = (ticket: string, body: string, ask: Ask & { attachments?: string[]; internal?: boolean } = {}) => {
    const { attachments, internal, ...rest } = ask;
    const words = { body, ...(attachments && { attachments }), ...(internal && { internal }) };
    return staffAsk(desk, `/tickets/${ticket}/messages`, { body: words, key: newKey(), ...rest });
  };
  const upload = async (content: string, name: string) =>
    (await staffAsk(desk, "/attachments", { form: fileForm(content, name) })).body.id;
  const seen = async (ticket: string) =>
    (await staffAsk(desk, `/tickets/${ticket}`)).body.ticket.messages.map(({ body, mail, unmailed }) => [
      body,
      mail?.state ?? unmailed,
    ]);
  const arrived = async () => {
    // What takes effect leaves a mail to be sent.
    for (let i = 0; i < 2; i++) await desk.jobs.runDue();
    return sink.mails.map(({ mail }) => mail);
  };

  it("whole, with their files, to an address that is proven", async () => {
    const project = await open();
    const customer = await desk.customer(project.id, { email: mia });
    const ticket = await ticketOf(project, customer.token);
    const file = await upload("label,42\n", "Label ü.csv");
    await answer(ticket.id, "Hello **Mia**,\nit is <on> its way:\n\n- Hull\n- York\n", { attachments: [file] });
    expect(await seen(ticket.id)).toEqual([
      ["It never came.", undefined],
      [expect.stringContaining("Hello"), "queued"],
    ]);
    const [mail] = await arrived();
    expect([mail!.from, mail!.to, mail!.replyTo, mail!.subject]).toEqual([
      { name: "Ada (Acme)", address: mailFrom },
      [{ name: "", address: mia }],
      undefined,
      "Re: Lost parcel",
    ]);
    expect(mail!.text).toContain("Hello **Mia**,\nit is <on> its way:\n\n- Hull\n- York");
    expect(mail!.text).toContain(`https://desk.test/p/${project.portal.key}#tickets/${ticket.id}`);
    expect(mail!.text).toContain("Please reply in the ticket");
    expect(mail!.html).toMatch(/Hello <strong>Mia<\/strong>,<br \/>it is &lt;on&gt; its way:<\/p>/);
    expect(mail!.html).toMatch(/<ul [^>]*>\s*<li dir="auto">Hull<\/li><li dir="auto">York<\/li>\s*<\/ul>/);
    expect(mail!.attachments.map(({ filename, mimeType, content }) => [filename, mimeType, textOf(content)])).toEqual([
      ["Label ü.csv", "text/csv", "label,42\n"],
    ]);
    // People's words: a program that answers programs is not told to be silent.
    const headers = mail!.headers.map(({ key }) => key);
    expect(headers).not.toContain("auto-submitted");
    expect(headers.filter((key) => key.startsWith("list-"))).toEqual([]);
    expect((await seen(ticket.id)).at(-1)).toEqual([expect.stringContaining("Hello"), "sent"]);
  });

  it("without a word of the ticket to an address that somebody only typed, each with a link that goes on working", async () => {
    const project = await open();
    const ticket = await ticketOf(project, await desk.visitor(project.portal.key), { email: mia, name: "Mallory" });
    await answer(ticket.id, "Your secret is safe.", { attachments: [await upload("x", "secret.txt")] });
    await answer(ticket.id, "Soon after it, the same notice speaks for this one.");
    await arrived();
    expect((await seen(ticket.id)).slice(1).map(([, state]) => state)).toEqual(["sent", "sent"]);
    desk.pass(11 * 60_000);
    await answer(ticket.id, "Really.");
    const [receipt, ...notices] = await arrived();
    expect(notices.map(({ subject }) => subject)).toEqual(Array(2).fill("Acme: we have answered you (#1)"));
    for (const { raw } of sink.mails)
      expect(raw).not.toMatch(/secret is|Lost parcel|never came|Really|Mallory|secret\.txt/);
    for (const { text } of [receipt!, ...notices]) {
      const secret = /#ticket=([\w-]{43})/.exec(text!)![1];
      expect((await desk.ask(`${project.api}/tracking`, { body: { secret } })).status).toBe(201);
    }
    expect(notices[0]!.headers).toContainEqual({
      key: "auto-submitted",
      originalKey: expect.anything(),
      value: "auto-generated",
    });
  });

  it("in one thread at the reader's, each naming those before it", async () => {
    const project = await open();
    const { token } = await desk.customer(project.id, { email: mia });
    const ticket = await ticketOf(project, token);
    for (const body of ["One", "Two", "Three"]) {
      await answer(ticket.id, body);
      await desk.jobs.runDue();
      desk.pass(1000);
    }
    const mails = await arrived();
    expect(mails.map(({ text }) => text!.split("\n")[0])).toEqual(["One", "Two", "Three"]);
    const ids = mails.map(({ messageId }) => messageId);
    expect(mails.map(({ inReplyTo }) => inReplyTo)).toEqual([undefined, ids[0], ids[1]]);
    // Before them stands an id of the ticket itself, the same in all.
    const [anchor] = mails[0]!.references!.split(" ");
    expect(mails.map(({ references }) => references)).toEqual([
      anchor,
      `${anchor} ${ids[0]}`,
      `${anchor} ${ids[0]} ${ids[1]}`,
    ]);
  });

  it("to where the inbox is read, in the inbox's name where it answers in its own", async () => {
    const project = await open({ locale: "de" });
    const { token } = await desk.customer(project.id, { email: mia });
    const ticket = await ticketOf(project, token);
    const settings = { name: "Service", address: "service@acme.test", replyAs: "inbox" };
    await staffAsk(desk, `/inboxes/${ticket.inbox.id}`, { method: "PATCH", body: settings });
    await answer(ticket.id, "Guten Tag");
    const [mail] = await arrived();
    expect([mail!.from?.name, mail!.replyTo]).toEqual(["Service (Acme)", [{ name: "", address: "service@acme.test" }]]);
    expect(mail!.text).toContain("Ticket öffnen:");
    expect(mail!.text).not.toContain("Bitte antworten Sie im Ticket");
  });

  it("once they cannot be taken back any more, and those of one moment in one mail", async () => {
    const project = await open();
    const { token } = await desk.customer(project.id, { email: mia });
    const ticket = await ticketOf(project, token);
    await staffAsk(desk, "/session", { method: "PATCH", body: { undoSeconds: 5 } });
    const first = (await answer(ticket.id, "Wrong")).body.message;
    await answer(ticket.id, "Right");
    await answer(ticket.id, "And more");
    await staffAsk(desk, `/tickets/${ticket.id}/undo`, { body: { change: first.id } });
    expect(await arrived()).toEqual([]);
    desk.pass(5000);
    expect((await arrived()).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Right\n\nAnd more\n\nOpen the ticket/),
    ]);
  });

  it("never as a note, nor with notes", async () => {
    const project = await open();
    const { token } = await desk.customer(project.id, { email: mia });
    const ticket = await ticketOf(project, token);
    await answer(ticket.id, "He always says that.", { internal: true });
    await answer(ticket.id, "On its way.");
    expect((await arrived()).map(({ text }) => text)).toEqual([expect.stringMatching(/^On its way\.\n/)]);
    expect((await seen(ticket.id))[1]).toEqual(["He always says that.", undefined]);
  });

  it("or say at the answer why not", async () => {
    const quiet = await open({ notifications: false });
    const project = await open();
    const closed = await open();
    const nobody = await ticketOf(project, await desk.visitor(project.portal.key));
    const typed = await ticketOf(closed, await desk.visitor(closed.portal.key), { email: "typed@example.com" });
    const proven = await ticketOf(closed, (await desk.customer(closed.id, { email: "proven@example.com" })).token);
    const off = await ticketOf(quiet, (await desk.customer(quiet.id, { email: "off@example.com" })).token);
    const taken = await desk.customer(project.id, { email: "taken@example.com" });
    const stopped = await ticketOf(project, taken.token);
    await desk.database.write(({ db }) =>
      db.updateTable("customers").set({ stopped_at: desk.now() }).where("id", "=", taken.id).execute(),
    );
    await staffAsk(desk, `/projects/${closed.id}`, { method: "PATCH", body: { portal: { enabled: false } } });
    await desk.jobs.runDue();
    sink.mails.length = 0;
    for (const { id } of [nobody, typed, proven, off, stopped]) await answer(id, "Hello");
    const states = await Promise.all(
      [nobody, typed, proven, off, stopped].map(async ({ id }) => (await seen(id))[1]![1]),
    );
    expect(states).toEqual(["no_address", "portal_off", "queued", "notifications_off", "account_stopped"]);
    // With the portal off the words still go, and no link that leads nowhere.
    expect((await arrived()).map(({ to, text }) => [to![0]!.address, text!.trim()])).toEqual([
      ["proven@example.com", "Hello"],
    ]);
  });

  it("for a ticket that staff write, too", async () => {
    const project = await open();
    const customer = await desk.customer(project.id, { email: mia });
    const body = { project: project.id, customer: customer.id, subject: "Your order", body: "It is delayed." };
    const { ticket } = (await staffAsk(desk, "/tickets", { body, key: newKey() })).body;
    expect((await arrived()).map(({ subject }) => subject)).toContain("Re: Your order");
    expect(await seen(ticket.id)).toEqual([["It is delayed.", "sent"]]);
  });

  it("and what becomes of each is told to staff alone, while they look", async () => {
    const project = await open();
    const customer = await desk.customer(project.id, { email: mia });
    const ticket = await ticketOf(project, customer.token);
    const staff = await readEvents(desk, "/api/staff/events", { cookie: desk.admin });
    const hers = await readEvents(desk, `${project.api}/events`, { authorization: `Bearer ${customer.token}` });
    sink.treat.set(mia, "550 No such mailbox");
    await answer(ticket.id, "Hello");
    await desk.jobs.runDue();
    expect((await staff.next("message.mailed"))?.data).toMatchObject({
      ticket: { id: ticket.id },
      message: { body: "Hello", mail: { state: "failed", problem: expect.stringContaining("No such mailbox") } },
    });
    await desk.database.write(async (tx) => tx.emit({ projectId: project.id, type: "access.changed" }));
    const types = new Set<string>();
    for (let event = await hers.next(); event && event.type !== "access.changed"; event = await hers.next()) {
      types.add(event.type);
    }
    expect(types).toContain("message.created");
    expect(types).not.toContain("message.mailed");
    await Promise.all([staff.close(), hers.close()]);
  });

  it("not if their words are gone by then, and with files that are too large named instead", async () => {
    const project = await open();
    const { token } = await desk.customer(project.id, { email: mia });
    const ticket = await ticketOf(project, token);
    sink.down = true;
    const gone = (await answer(ticket.id, "Hello")).body.message;
    await desk.database.write(({ db }) => db.deleteFrom("messages").where("id", "=", gone.id).execute());
    const files = [await upload("a".repeat(6_000_000), "first.txt"), await upload("b".repeat(6_000_000), "second.txt")];
    sink.down = false;
    await answer(ticket.id, "Two files", { attachments: files });
    const mails = await arrived();
    expect(mails.map(({ attachments }) => attachments.map(({ filename }) => filename))).toEqual([["first.txt"]]);
    expect(mails[0]!.text).toMatch(/^Two files\n\nNot in this email, but with the ticket: second\.txt\n/);
    const listed = await desk.database.read.selectFrom("mails").select(["state", "problem"]).execute();
    expect(listed).toContainEqual({ state: "failed", problem: "Its words were deleted before it went." });
  });

  it("and a ticket that is solved or closed by itself is told, but not beside an answer", async () => {
    const project = await open();
    const { token } = await desk.customer(project.id, { email: mia });
    const setStatus = (ticket: string, status: string) =>
      staffAsk(desk, `/tickets/${ticket}`, { method: "PATCH", body: { status } });
    const alone = await ticketOf(project, token);
    await setStatus(alone.id, "on-hold");
    await setStatus(alone.id, "solved");
    expect((await arrived()).map(({ subject }) => subject)).toEqual(["Acme: your ticket #1 is solved"]);
    expect(sink.mails[0]!.mail.text).toContain(`#tickets/${alone.id}`);
    expect(sink.mails[0]!.raw).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(sink.mails[0]!.raw).not.toMatch(/Lost parcel|never came/);
    // With the answer, and right after it: that is one piece of news.
    const answered = await ticketOf(project, token, { subject: "Second" });
    await staffAsk(desk, `/tickets/${answered.id}/messages`, {
      body: { body: "Done", status: "solved" },
      key: newKey(),
    });
    const soon = await ticketOf(project, token, { subject: "Third" });
    await answer(soon.id, "Done");
    await setStatus(soon.id, "solved");
    const subjects = (await arrived()).slice(1).map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual(["Re: Second", "Re: Third"]);
    // A customer who closes knows it already.
    await desk.ask(`${project.api}/tickets/${soon.id}`, { method: "PATCH", body: { status: "closed" }, token });
    desk.pass(11 * 60_000);
    await setStatus(answered.id, "closed");
    expect((await arrived()).slice(3).map(({ subject }) => subject)).toEqual(["Acme: your ticket #2 is closed"]);
  });

  it("no more once the address is not its customer's, however long the mail has waited", async () => {
    const project = await open();
    const change = (id: string, set: object) =>
      desk.database.write(({ db }) => db.updateTable("customers").set(set).where("id", "=", id).execute());
    const states: unknown[] = [];
    for (const [at, set] of [{ email: "new@example.com" }, { stopped_at: 1 }, { proven_at: null }].entries()) {
      const email = `${at}@example.com`;
      const { id, token } = await desk.customer(project.id, { email });
      const ticket = await ticketOf(project, token);
      sink.treat.set(email, "451 Try later");
      await answer(ticket.id, "Your secret");
      await arrived();
      sink.treat.clear();
      await change(id, set);
      desk.pass(2 * 60_000);
      expect(await arrived()).toEqual([]);
      states.push((await seen(ticket.id))[1]![1]);
    }
    expect(states).toEqual(["failed", "failed", "failed"]);
  });

  it("nothing to an address whose owner says that the ticket is not theirs, and no link that was mailed opens it", async () => {
    const project = await open();
    const pia = await desk.customer(project.id, { email: mia });
    const ticket = await ticketOf(project, await desk.visitor(project.portal.key), { email: mia });
    const [receipt] = await arrived();
    const path = `${project.api}/claims/${ticket.id}` as const;
    expect((await desk.ask(path, { body: { mine: false }, token: pia.token })).status).toBe(204);
    await answer(ticket.id, "For whoever wrote");
    expect((await seen(ticket.id))[1]![1]).toBe("no_address");
    expect(await arrived()).toHaveLength(1);
    const secret = /#ticket=([\w-]{43})/.exec(receipt!.text!)![1];
    expect((await desk.ask(`${project.api}/tracking`, { body: { secret } })).status).toBe(410);
  });

  it("not that a ticket is closed which was held back as spam", async () => {
    const project = await open();
    const ticket = await ticketOf(project, await desk.visitor(project.portal.key), { email: mia });
    await arrived();
    await desk.database.write(({ db }) =>
      db.updateTable("tickets").set({ held: 1 }).where("id", "=", ticket.id).execute(),
    );
    await staffAsk(desk, `/tickets/${ticket.id}`, { method: "PATCH", body: { status: "closed" } });
    expect(await arrived()).toHaveLength(1);
  });

  it("with a link that leads somewhere where a login is required", async () => {
    const project = await open({ loginRequired: true, selfRegistration: false });
    const known = await makeCustomer(desk, project.id, { email: mia });
    const stranger = await desk.customer(project.id, { email: "wrote@example.com", source: "mail", provenAt: null });
    const write = async (customer: string) => {
      const body = { project: project.id, customer, subject: "Your order", body: "It is delayed." };
      return (await staffAsk(desk, "/tickets", { body, key: newKey() })).body.ticket;
    };
    const [hers, theirs] = [await write(known.id), await write(stranger.id)];
    const mails = await arrived();
    const notice = mails.find(({ subject }) => subject?.includes("answered"))!;
    expect(notice.text).toContain(`#tickets/${hers.id}`);
    expect(notice.text).not.toContain("for whoever has it");
    expect(await seen(theirs.id)).toEqual([["It is delayed.", "login_required"]]);
    expect(mails.flatMap(({ to }) => to?.map(({ address }) => address))).not.toContain("wrote@example.com");
  });

  it("and programs with a key see nothing of their mails", async () => {
    const project = await open();
    const ticket = await ticketOf(project, (await desk.customer(project.id, { email: mia })).token);
    await answer(ticket.id, "Hello");
    const shop = await makeKey(desk, ["tickets:read"]);
    const { messages } = (await shop.ask(`/tickets/${ticket.id}`)).body.ticket;
    expect(messages[1]).toMatchObject({ body: "Hello" });
    expect(messages[1]).not.toHaveProperty("mail");
  });

  it("with files as they are, also such as look like mails", async () => {
    const project = await open();
    const ticket = await ticketOf(project, (await desk.customer(project.id, { email: mia })).token);
    const content = `Subject: x\n\n\u00e4\n${"y".repeat(1500)}\n`;
    await answer(ticket.id, "See the mail", { attachments: [await upload(content, "sent.eml")] });
    const [mail] = await arrived();
    const [file] = mail!.attachments;
    expect([file!.filename, file!.mimeType, file!.disposition]).toEqual([
      "sent.eml",
      "application/octet-stream",
      "attachment",
    ]);
    expect(textOf(file!.content)).toBe(content);
  });

  it("of a customer whom staff made, as a notice until the address is proven", async () => {
    const project = await open();
    const customer = await makeCustomer(desk, project.id, { email: mia });
    const body = { project: project.id, customer: customer.id, subject: "Your order", body: "It is delayed." };
    await staffAsk(desk, "/tickets", { body, key: newKey() });
    expect((await arrived()).map(({ subject }) => subject).sort()).toEqual([
      "Acme: we have answered you (#1)",
      "Welcome to Acme",
    ]);
    for (const { raw } of sink.mails) expect(raw).not.toMatch(/delayed|Your order/);
  });
});

const textOf = (content: string | ArrayBuffer | Uint8Array): string =>
  typeof content === "string" ? content : Buffer.from(content as Uint8Array).toString();
