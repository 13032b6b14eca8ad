import { describe, expect } from "vitest";
import { newSecret } from "../access/tokens.ts";
import { createCompany } from "../companies/store.ts";
import { attack, tried } from "../testing/attack.ts";
import { fileForm, startConversation } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { newestMailTo } from "../testing/mailbox.ts";
import { findCustomer } from "./store.ts";
import { followPortal } from "../testing/verbs.ts";

const mia = "mia@shop.test";

describe.each(engines)("what is somebody's joins when they prove their address, and never before (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine, { mailsOnlyTo: [mia] });

  const send = (token: string, body: object, key = newKey()) =>
    desk.ask(`${talk.portal}/tickets`, { body: { subject: "Hi", body: "Words.", ...body }, token, key });
  /** Proves the address by a code, from a browser that may hold a visitor's token. */
  const prove = async (email = mia, visitor?: string) => {
    desk.pass(1000);
    const from = visitor === undefined ? {} : { token: visitor };
    const asked = await desk.ask(`${talk.portal}/session/codes`, { body: { email }, ...from });
    const { secrets } = await newestMailTo(desk, email);
    const body = { challenge: asked.body.challenge, code: secrets["code"] };
    const { body: signedIn } = await desk.ask(`${talk.portal}/session/codes/verify`, { body, ...from });
    return signedIn as { token: string; customer: { id: string; name: string } };
  };
  const subjects = async (token: string, query = ""): Promise<string[]> =>
    (await desk.ask(`${talk.portal}/tickets${query}`, { token })).body.items.map(
      (item: { subject: string }) => item.subject,
    );
  const follow = (token: string) => followPortal(desk, talk.portal, token);
  const claims = async (token: string) => (await desk.ask(`${talk.portal}/claims`, { token })).body.items;
  const decide = (id: string, mine: unknown, token: string) =>
    desk.ask(`${talk.portal}/claims/${id}`, { body: { mine }, token });

  it("takes the tickets of this browser, and their links and tokens with them", async () => {
    const link = await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}/tracking-links`, {
      method: "POST",
      token: talk.token,
    });
    const secret = link.body.url.split("#ticket=")[1];
    const tracking = (await desk.ask(`${talk.portal}/tracking`, { body: { secret } })).body.token;
    const { token } = await prove(mia, talk.token);
    expect(await subjects(token)).toEqual(["Lost parcel"]);
    for (const gone of [talk.token, tracking]) {
      expect((await desk.ask(`${talk.portal}/tickets`, { token: gone })).status).toBe(401);
    }
    expect((await desk.ask(`${talk.portal}/tracking`, { body: { secret } })).status).toBe(410);
    const staff = await desk.ask(`/api/staff/tickets/${talk.ticket.id}`, { cookie: desk.admin });
    expect(staff.body.ticket.from).toMatchObject({ kind: "customer", email: mia, emailProven: true });
  });

  it("C21: asks about sent tickets a page at a time, with the shape of every list", async () => {
    for (const subject of ["One", "Two", "Three"])
      await send(await desk.visitor(talk.project.portal.key), { subject, email: mia });
    const { token } = await prove();
    const page = async (query: string) => (await desk.ask(`${talk.portal}/claims${query}`, { token })).body;
    const first = await page("?limit=2");
    expect(first.items.map(({ subject }) => subject)).toEqual(["Three", "Two"]);
    const rest = await page(`?limit=2&cursor=${first.nextCursor}`);
    expect([rest.items.map(({ subject }) => subject), rest.nextCursor]).toEqual([["One"], null]);
    expect((await page("")).items).toEqual([...first.items, ...rest.items]);
    expect((await page("")).nextCursor).toBe(null);
    expect((await desk.ask(`${talk.portal}/claims?cursor=WyJ4Il0`, { token })).status).toBe(400);
  });

  it("calls somebody new by the name they wrote under here", async () => {
    await send(talk.token, { name: "Mia Keller", email: mia });
    expect((await prove(mia, talk.token)).customer.name).toBe("Mia Keller");
  });

  it("finds the ticket again whose key was first tried as a visitor, whatever form token it comes with", async () => {
    const key = newKey();
    const form = async () => (await desk.ask(talk.portal)).body.form;
    const words = { name: "Mia", email: mia, subject: "Sent twice" };
    const first = await send(talk.token, { ...words, form: await form() }, key);
    const { token } = await prove(mia, talk.token);
    desk.pass(60_000);
    const again = await send(token, { ...words, form: await form(), website: "" }, key);
    expect([again.status, again.body.ticket.id]).toEqual([201, first.body.ticket.id]);
    expect((await send(token, { ...words, body: "Other words." }, key)).status).toBe(422);
    const reply = newKey();
    const path = `${talk.portal}/tickets/${first.body.ticket.id}/messages` as const;
    const said = await desk.ask(path, { body: { body: "More" }, token, key: reply });
    const repeated = await desk.ask(path, { body: { body: "More" }, token, key: reply });
    expect(repeated.body.message.id).toBe(said.body.message.id);
  });

  it("lets files go along that were chosen before", async () => {
    const upload = await desk.ask(`${talk.portal}/attachments`, { form: fileForm("x", "x.txt"), token: talk.token });
    const { token } = await prove(mia, talk.token);
    const made = await send(token, { attachments: [upload.body.id] });
    expect(made.body.ticket.messages[0]!.attachments[0]!.name).toBe("x.txt");
  });

  it("makes no ticket for a visitor who signs in at the same moment: it is joined, or sent again", async () => {
    for (let round = 0; round < 6; round++) {
      const visitor = await desk.visitor(talk.project.portal.key);
      const asked = await desk.ask(`${talk.portal}/session/codes`, { body: { email: mia }, token: visitor });
      const code = (await newestMailTo(desk, mia)).secrets["code"];
      const body = { challenge: asked.body.challenge, code };
      const key = newKey();
      const words = { subject: `Round ${round}` };
      const [sent, signedIn] = await Promise.all([
        send(visitor, words, key),
        desk.ask(`${talk.portal}/session/codes/verify`, { body, token: visitor }),
      ]);
      expect([201, 401]).toContain(sent.status);
      const again = await send(signedIn.body.token, words, key);
      expect(again.status).toBe(201);
      expect((await subjects(signedIn.body.token)).filter((subject) => subject === words.subject)).toHaveLength(1);
    }
    const orphans = await desk.database.read
      .selectFrom("tickets")
      .select("id")
      .where("subject", "like", "Round%")
      .where("visitor_id", "is not", null)
      .execute();
    expect(orphans).toEqual([]);
  });

  it("shows what merely named the address, without a word of it, until its owner says yes", async () => {
    const { id, number } = (await send(talk.token, { subject: "From the office", email: "MIA@Shop.test" })).body.ticket;
    const { token, customer } = await prove();
    expect(await subjects(token)).toEqual([]);
    expect((await desk.ask(`${talk.portal}/tickets/${id}`, { token })).status).toBe(404);
    const items = await claims(token);
    expect(items).toEqual([{ id, number, subject: "From the office", createdAt: items[0]!.createdAt }]);

    const link = await desk.ask(`${talk.portal}/tickets/${id}/tracking-links`, { method: "POST", token: talk.token });
    const secret = link.body.url.split("#ticket=")[1];
    const tracking = (await desk.ask(`${talk.portal}/tracking`, { body: { secret } })).body.token;
    const reader = await follow(talk.token);
    expect((await decide(id, true, token)).status).toBe(204);
    expect(await reader.next("access.changed")).toBeDefined();
    await reader.close();
    expect(await subjects(token)).toEqual(["From the office"]);
    expect(await claims(token)).toEqual([]);
    expect(await subjects(talk.token)).toEqual(["Lost parcel"]);
    expect((await desk.ask(`${talk.portal}/tickets/${id}`, { token: talk.token })).status).toBe(404);
    expect((await desk.ask(`${talk.portal}/tickets/${id}`, { token: tracking })).status).toBe(401);
    expect((await desk.ask(`${talk.portal}/tracking`, { body: { secret } })).status).toBe(410);
    const row = await desk.database.read.selectFrom("tickets").selectAll().where("id", "=", id).executeTakeFirst();
    expect(row).toMatchObject({ customer_id: customer.id, visitor_id: null });

    // A subject that is the message's own beginning is part of it.
    const body = "I owe 900 euros.\nAnd more.";
    const made = await send(talk.token, { subject: "I owe 900 euros.", body, email: "MIA@Shop.test" });
    expect((await claims(token))[0]).toMatchObject({ subject: `#${made.body.ticket.number}` });
  });

  it("asks no more after a no, and leaves the ticket with who sent it", async () => {
    const { id } = (await send(talk.token, { email: mia })).body.ticket;
    const { token } = await prove();
    expect((await decide(id, false, token)).status).toBe(204);
    expect(await claims(token)).toEqual([]);
    expect((await decide(id, true, token)).status).toBe(404);
    expect((await desk.ask(`${talk.portal}/tickets/${id}`, { token: talk.token })).status).toBe(200);
  });

  it("offers nobody what is not theirs to claim, and answers as if it were not there", async () => {
    const { id } = (await send(talk.token, { email: mia })).body.ticket;
    const held = (await send(talk.token, { email: mia, website: "http://spam.test" })).body.ticket.id;
    const { token } = await prove();
    const unproven = await desk.customer(talk.project.id, { email: "other@shop.test", provenAt: null });
    await desk.database.write(async ({ db }) => {
      await db.updateTable("tickets").set({ claimed_email: "other@shop.test" }).where("id", "=", held).execute();
    });
    const elsewhere = await startConversation(desk);
    const foreigner = await desk.customer(elsewhere.project.id, { email: mia });
    const nobodys = "0".repeat(32);
    expect((await claims(token)).map((claim) => claim.id)).toEqual([id]);
    expect(await claims(unproven.token)).toEqual([]);
    const there = await desk.ask(`${elsewhere.portal}/claims`, { token: foreigner.token });
    expect(there.body.items).toEqual([]);
    const none = await decide(nobodys, true, token);
    expect(none.status).toBe(404);
    for (const [ticket, who] of [
      [held, token],
      [talk.ticket.id, token],
      [id, unproven.token],
    ] as const) {
      expect((await decide(ticket, true, who)).text).toBe(none.text);
    }
    const path = `${elsewhere.portal}/claims/${id}`;
    expect((await desk.ask(path, { body: { mine: true }, token: foreigner.token })).text).toBe(none.text);
    expect((await desk.ask(`${talk.portal}/claims`, { token: talk.token })).status).toBe(403);
    expect((await desk.ask(`${talk.portal}/claims`)).status).toBe(401);
    expect((await decide(id, "yes", token)).status).toBe(400);
  });

  it("does not offer held tickets", async () => {
    await send(talk.token, { email: mia, website: "http://spam.test" });
    const { token } = await prove();
    expect(await claims(token)).toEqual([]);
  });

  it("voids, at the first proof, every password, session and link that was made before", async () => {
    attack(13);
    const { id, token: early } = await desk.customer(talk.project.id, { email: mia, provenAt: null });
    await desk.database.write(async (tx) => {
      const hash = await desk.passwords.hash("of somebody else");
      await tx.db.updateTable("customers").set({ password_hash: hash }).where("id", "=", id).execute();
      await tx.db.updateTable("tickets").set({ customer_id: id, visitor_id: null }).execute();
      const link = { hash: newSecret(), ticket_id: talk.ticket.id, created_at: desk.now() };
      await tx.db.insertInto("tracking_links").values(link).execute();
    });
    const signIn = () => desk.ask(`${talk.portal}/session`, { body: { email: mia, password: "of somebody else" } });
    expect((await signIn()).status).toBe(401);
    await desk.ask(`${talk.portal}/password-links`, { body: { email: mia } });
    const waiting = (await newestMailTo(desk, mia)).token;
    const { customer, token } = await prove();
    expect(customer.id).toBe(id);
    expect((await desk.ask(`${talk.portal}/session`, { token: early })).status).toBe(401);
    expect((await signIn()).status).toBe(401);
    expect((await desk.ask(`${talk.portal}/activations`, { body: { token: waiting } })).status).toBe(410);
    expect(await desk.database.read.selectFrom("tracking_links").selectAll().execute()).toEqual([]);
    expect(await findCustomer(desk.database.read, id)).toMatchObject({ password_hash: null });
    expect((await desk.ask(`${talk.portal}/session`, { token })).status).toBe(200);
    // The second proof leaves alone what came after the first.
    const second = await prove();
    expect((await desk.ask(`${talk.portal}/session`, { token })).status).toBe(200);
    expect(second.customer.id).toBe(id);
  });

  it("gives who registers somebody else's address nothing: not a ticket, not a password, not a name", async () => {
    attack(13);
    await send(talk.token, { email: mia, subject: "Hers" });
    const withPassword = { name: "Eve", email: mia, password: "of somebody else" };
    expect((await desk.ask(`${talk.portal}/registrations`, { body: withPassword })).status).toBe(400);
    const asked = await desk.ask(`${talk.portal}/registrations`, { body: { name: "Eve", email: mia } });
    expect(Object.keys(asked.body).sort()).toEqual(["challenge", "passwordInWidget"]);
    expect(await desk.database.read.selectFrom("customers").selectAll().execute()).toEqual([]);
    const { token, customer } = await prove();
    expect(customer.name).toBe("mia");
    expect(await subjects(token)).toEqual([]);
  });

  it("brings earlier tickets in sight of the company with the first proof, and not before", async () => {
    const company = { projectId: talk.project.id, name: "Acme", permissions: { viewCompanyTickets: true } };
    const companyId = await desk.database.write((tx) => createCompany(tx, company, desk.now()));
    const colleague = await desk.customer(talk.project.id, { email: "leo@shop.test", companyId });
    const { id, token } = await desk.customer(talk.project.id, { email: mia, provenAt: null, companyId });
    await desk.database.write(async ({ db }) => {
      await db.updateTable("tickets").set({ customer_id: id, visitor_id: null }).execute();
    });
    // Known by the site's own id, say: signed in, with an address that is not proven.
    await send(token, { subject: "While unproven" });
    expect(await subjects(colleague.token, "?scope=company")).toEqual([]);
    const reader = await follow(colleague.token);
    await prove();
    expect(await reader.next("access.changed")).toBeDefined();
    await reader.close();
    expect(await subjects(colleague.token, "?scope=company")).toEqual(["While unproven", "Lost parcel"]);
  });

  it("takes from a ticket nothing that makes it somebody else's", async () => {
    attack(9);
    const { id } = await desk.customer(talk.project.id, { email: mia });
    for (const extra of tried([
      { customer: id },
      { customer_id: id },
      { customerId: id },
      { visitor_id: "x" },
      { company: "x" },
      { status: "closed" },
      { held: false },
      { internal: true },
      { created_at: 1 },
      { author: { kind: "staff" } },
    ])) {
      const refused = await send(talk.token, extra);
      expect([refused.status, refused.body.error.code], JSON.stringify(extra)).toEqual([400, "fields_invalid"]);
    }
    const { token } = await prove();
    const own = await send(token, { name: "Boss", email: "boss@evil.test" });
    const row = await desk.database.read
      .selectFrom("tickets")
      .selectAll()
      .where("id", "=", own.body.ticket.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ customer_id: id, claimed_email: null, author_name: "Mia" });
    const mails = await desk.database.read.selectFrom("mails").select("recipient").execute();
    expect(mails.map(({ recipient }) => recipient)).not.toContain("boss@evil.test");
  });
});
