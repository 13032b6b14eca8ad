import { describe, expect } from "vitest";
import { newId } from "../access/tokens.ts";
import { startConversation } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo } from "../testing/mailbox.ts";

describe.each(engines)("what looks like a program waits for staff, and nothing is refused (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);

  const form = async (): Promise<string> => (await desk.ask(talk.portal)).body.form!;
  const submit = (more: object, { token = talk.token, key = newKey(), from = "192.0.2.1" } = {}) =>
    desk.ask(`${talk.portal}/tickets`, {
      body: { subject: "Hi", body: "Where is it?", email: "mia@shop.test", ...more },
      token,
      key,
      headers: { "X-Forwarded-For": from },
    });
  const isHeld = async (answer: Awaited<ReturnType<typeof submit>>): Promise<boolean> => {
    expect(answer.status).toBe(201);
    const { id } = answer.body.ticket;
    return (await desk.ask(`/api/staff/tickets/${id}`, { cookie: desk.admin })).body.ticket.held;
  };
  const block = (kind: "address" | "network", value: string) =>
    desk.database.write(async ({ db }) => {
      await db.insertInto("blocks").values({ id: newId(), kind, value, note: "", created_at: desk.now() }).execute();
    });
  const links = { body: "See http://one.test and https://two.test" };

  it("lets people through: with a form that was read, or without one and with no link", async () => {
    const read = await form();
    desk.pass(2000);
    expect(await isHeld(await submit({ form: read, website: "" }))).toBe(false);
    expect(await isHeld(await submit({ form: read, ...links }))).toBe(false);
    expect(await isHeld(await submit({}))).toBe(false);
    desk.pass(30 * 24 * 3_600_000);
    await desk.signInAgain();
    expect(await isHeld(await submit({ form: read }))).toBe(false);
  });

  it("holds what fills the field that nobody sees", async () => {
    const read = await form();
    desk.pass(2000);
    expect(await isHeld(await submit({ form: read, website: "https://spam.test" }))).toBe(true);
  });

  it("holds what comes sooner than anybody types", async () => {
    const read = await form();
    desk.pass(1999);
    expect(await isHeld(await submit({ form: read }))).toBe(true);
  });

  it("holds a form token that is forged, changed or of another project", async () => {
    const read = await form();
    const other = await startConversation(desk);
    const foreign = (await desk.ask(other.portal)).body.form;
    desk.pass(5000);
    const [time, signature] = read.split(".");
    const forged = ["", "x", ".", `${time}.`, `.${signature}`, `${time}x.${signature}`, `0.${signature}`, foreign];
    for (const token of forged) expect(await isHeld(await submit({ form: token })), token).toBe(true);
  });

  it("C13: holds a link from whom nobody has read the form", async () => {
    expect(await isHeld(await submit(links))).toBe(true);
    expect(await isHeld(await submit({ body: "See https://one.test" }))).toBe(true);
    expect(await isHeld(await submit({ subject: "www.one.test", body: "or HTTP://TWO.test" }))).toBe(true);
  });

  it.each([
    ["an address", "address", "mia@shop.test", { email: "Mia@Shop.test" }],
    ["all of a domain", "address", "@shop.test", { email: "mia@shop.test" }],
  ] as const)("holds what comes from %s on the block list", async (_, kind, value, more) => {
    await block(kind, value);
    expect(await isHeld(await submit(more))).toBe(true);
    for (const email of ["mia@shop.test.example", "mia@sub.shop.test", "amia@shop.testing"]) {
      expect(await isHeld(await submit({ email })), email).toBe(false);
    }
    expect(await isHeld(await submit({ email: undefined }))).toBe(false);
  });

  it("holds what comes from a network on the block list, and from no other", async () => {
    await block("network", "198.51.100.7");
    await block("network", "2001:db8:1:2::/64");
    expect(await isHeld(await submit({}, { from: "198.51.100.7" }))).toBe(true);
    expect(await isHeld(await submit({}, { from: "2001:db8:1:2:ffff::9" }))).toBe(true);
    expect(await isHeld(await submit({}, { from: "198.51.100.70" }))).toBe(false);
    expect(await isHeld(await submit({}, { from: "2001:db8:1:3::9" }))).toBe(false);
  });

  it("asks a signed-in customer for no signs of life, but minds the block list", async () => {
    const { token } = await desk.customer(talk.project.id, { email: "leo@shop.test" });
    expect(await isHeld(await submit({ ...links, website: "x" }, { token }))).toBe(false);
    await block("address", "leo@shop.test");
    expect(await isHeld(await submit({}, { token }))).toBe(true);
  });

  it("mails no receipt for what is held, and keeps it in sight of its sender", async () => {
    const answer = await submit({ website: "x" });
    const { id } = answer.body.ticket;
    expect(await desk.database.read.selectFrom("mails").selectAll().execute()).toEqual([]);
    expect((await desk.ask(`${talk.portal}/tickets/${id}`, { token: talk.token })).status).toBe(200);
  });

  describe("released by staff", () => {
    const release = (id: string) =>
      desk.ask(`/api/staff/tickets/${id}`, { method: "PATCH", body: { held: false }, cookie: desk.admin });
    const hold = async (more: object = {}, whose = {}): Promise<string> =>
      (await submit({ website: "x", ...more }, whose)).body.ticket.id;

    it("gets the receipt that it waited for, with a link to itself", async () => {
      const id = await hold({ email: "Mia@Shop.test" });
      await release(id);
      const [mail, ...more] = await mailsTo(desk, "mia@shop.test");
      expect(more).toEqual([]);
      const secret = mail!.secrets["link"]!.split("#ticket=")[1];
      const opened = await desk.ask(`${talk.portal}/tracking`, { body: { secret } });
      expect([opened.status, opened.text.includes(id)]).toEqual([201, true]);
    });

    it("gets it once, also when two release it at once or one does so again", async () => {
      const id = await hold();
      await Promise.all([release(id), release(id), release(id)]);
      await release(id);
      expect(await mailsTo(desk, "mia@shop.test")).toHaveLength(1);
    });

    it("gets none where one went out already, nobody left an address, or a customer wrote", async () => {
      const sent = (await submit({})).body.ticket.id;
      expect(await mailsTo(desk, "mia@shop.test")).toHaveLength(1);
      await release(sent);
      await release(await hold({ email: undefined }));
      const { token } = await desk.customer(talk.project.id, { email: "leo@shop.test" });
      await block("address", "leo@shop.test");
      await release(await hold({ email: undefined }, { token }));
      const mails = await desk.database.read.selectFrom("mails").select("recipient").execute();
      expect(mails).toEqual([{ recipient: "mia@shop.test" }]);
    });

    it("gets none while the portal is closed, which its link could not open", async () => {
      const id = await hold();
      const path = `/api/staff/projects/${talk.project.id}`;
      await desk.ask(path, { method: "PATCH", body: { portal: { enabled: false } }, cookie: desk.admin });
      await release(id);
      expect(await mailsTo(desk, "mia@shop.test")).toEqual([]);
    });
  });

  it("finds the same ticket when it is sent again with a newer form token", async () => {
    const key = newKey();
    const first = await submit({ form: await form() }, { key });
    desk.pass(60_000);
    const again = await submit({ form: await form(), website: "filled meanwhile" }, { key });
    expect([again.status, again.body.ticket.id]).toEqual([201, first.body.ticket.id]);
    const without = await submit({}, { key });
    expect(without.body.ticket.id).toBe(first.body.ticket.id);
    expect((await submit({ body: "Other" }, { key })).status).toBe(422);
  });

  it("gives the form token to whoever sees the whole portal, and to nobody who has to sign in first", async () => {
    expect(await form()).toMatch(/^[0-9a-z]+\.[\w-]{43}$/);
    const path = `/api/staff/projects/${talk.project.id}`;
    await desk.ask(path, { method: "PATCH", body: { portal: { loginRequired: true } }, cookie: desk.admin });
    expect(await form()).toBeUndefined();
    const { token } = await desk.customer(talk.project.id, { email: "leo@shop.test" });
    expect((await desk.ask(talk.portal, { token })).body.form).toMatch(/^[0-9a-z]+\./);
  });
});
