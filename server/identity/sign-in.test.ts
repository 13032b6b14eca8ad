/** A site signs who its user is: the session, and whose tickets it opens. */
import { beforeAll, describe, expect, it } from "vitest";
import { findCustomer } from "../customers/store.ts";
import { attack } from "../testing/attack.ts";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withProject, sharedProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { makeSiteKey, type SiteKey, siteToken } from "../testing/site-token.ts";
import { followPortal, submitTicket } from "../testing/verbs.ts";

describe.each(engines)("signed in at the site means signed in here (%s)", (engine) => {
  const { desk, project } = sharedProject(engine);
  let key: SiteKey;
  beforeAll(async () => {
    key = await makeSiteKey(desk, project);
  });

  const identify = (claims: Record<string, unknown>, ask: { token?: string; headers?: Record<string, string> } = {}) =>
    desk.ask(`${project.api}/identity`, {
      body: { jwt: siteToken(key, desk.now(), claims) },
      ...ask,
    });
  const write = async (token: string, subject: string, more: object = {}) => {
    const body = { subject, body: "Hello", ...more };
    return (await submitTicket(desk, project.api, token, body)).body.ticket;
  };
  const subjects = async (token: string): Promise<string[]> =>
    (await desk.ask(`${project.api}/tickets`, { token })).body.items.map((item) => item.subject);
  const row = async (id: string) => (await findCustomer(desk.database.read, id))!;
  const verified = (sub: string, email: string, more: object = {}) => ({ sub, email, email_verified: true, ...more });
  let people = 0;
  const somebody = (): { sub: string; email: string } => {
    people += 1;
    return { sub: `user-${people}`, email: `user-${people}@shop.test` };
  };

  it("makes a customer of somebody new, and finds the same one again", async () => {
    const { sub, email } = somebody();
    const first = await identify(verified(sub, email.toUpperCase(), { name: "Mia Claes", company: "c-7" }));
    expect(first.status).toBe(201);
    expect(first.body.customer).toMatchObject({ name: "Mia Claes", email, externalId: sub, company: { name: "c-7" } });
    expect(await row(first.body.customer.id)).toMatchObject({ source: "identity", proven_at: desk.now() });
    await write(first.body.token, "Mine");
    const again = await identify({ sub });
    expect(again.body.customer).toEqual(first.body.customer);
    expect(await subjects(again.body.token)).toEqual(["Mine"]);
    const session = await desk.ask(`${project.api}/session`, { token: again.body.token });
    expect(session.body.customer).toMatchObject(first.body.customer);
  });

  it("takes what the site signs from then on, and leaves alone what it does not mention", async () => {
    const { sub, email } = somebody();
    const { customer } = (await identify(verified(sub, email, { name: "Mia", company: "c-1" }))).body;
    const renamed = await identify({ sub, name: "Mia Claes-Peeters" });
    expect(renamed.body.customer).toEqual({ ...customer, name: "Mia Claes-Peeters" });
    const moved = await identify({ sub, name: null, company: "c-2" });
    expect(moved.body.customer).toMatchObject({ name: "Mia Claes-Peeters", company: { name: "c-2" } });
    const back = await identify({ sub, name: " ", company: "c-1" });
    expect(back.body.customer.company).toEqual(customer.company);
    expect((await identify({ sub, company: null })).body.customer.company).toBeNull();
  });

  it("tells open streams when the company changes", async () => {
    const { sub } = somebody();
    const { token } = (await identify({ sub, company: "c-1" })).body;
    const events = await followPortal(desk, project.api, token);
    await identify({ sub, company: null });
    expect((await events.next("access.changed"))?.type).toBe("access.changed");
    await events.close();
  });

  it("knows somebody by the site's id alone where the address is not verified, and does not keep it", async () => {
    attack(13);
    const known = await desk.customer(project.id, { name: "Vera", email: "vera@shop.test" });
    await write(known.token, "Of Vera");
    for (const unproven of [{}, { email_verified: false }, { email_verified: null }]) {
      const { sub } = somebody();
      const { token, customer } = (await identify({ sub, email: "vera@shop.test", ...unproven })).body;
      expect(customer).toMatchObject({ name: sub, email: null });
      expect(customer.id).not.toBe(known.id);
      expect(await subjects(token)).toEqual([]);
      expect(await row(customer.id)).toMatchObject({ email: null, same_as_id: null, proven_at: null });
    }
    expect(await row(known.id)).toMatchObject({ external_id: null, name: "Vera" });
  });

  it("joins the customer of a verified address who has no id of the site yet", async () => {
    const { sub, email } = somebody();
    const known = await desk.customer(project.id, { name: "By mail", email });
    await write(known.token, "From before");
    const { token, customer } = (await identify(verified(sub, email, { name: "Mia" }))).body;
    expect(customer).toMatchObject({ id: known.id, name: "Mia", externalId: sub });
    expect(await subjects(token)).toEqual(["From before"]);
    // Proven before: whoever was signed in by mail stays so.
    expect(await subjects(known.token)).toEqual(["From before"]);
  });

  it("is a first proof, which ends every session and link from before it", async () => {
    attack(13);
    const { sub, email } = somebody();
    const known = await desk.customer(project.id, { email, provenAt: null });
    const ticket = await write(known.token, "From before");
    const link = await desk.ask(`${project.api}/tickets/${ticket.id}/tracking-links`, {
      method: "POST",
      token: known.token,
    });
    const secret = link.body.url.split("#ticket=")[1];
    const tracking = await desk.ask(`${project.api}/tracking`, { body: { secret } });
    expect(await subjects(tracking.body.token)).toEqual(["From before"]);
    const { token } = (await identify(verified(sub, email))).body;
    expect(await subjects(token)).toEqual(["From before"]);
    expect((await row(known.id)).proven_at).toBe(desk.now());
    for (const old of [known.token, tracking.body.token]) {
      expect((await desk.ask(`${project.api}/tickets`, { token: old })).status).toBe(401);
    }
    expect((await desk.ask(`${project.api}/tracking`, { body: { secret } })).status).toBe(410);
  });

  it("proves the address of somebody who came without one, unless it is another's", async () => {
    const { sub, email } = somebody();
    const first = (await identify({ sub, email })).body;
    const later = (await identify(verified(sub, email))).body;
    expect(later.customer).toMatchObject({ id: first.customer.id, email });
    // And then it stays: another one needs a proof by mail.
    expect((await identify(verified(sub, "new@shop.test"))).body.customer.email).toBe(email);
  });

  it("asks staff where the verified address is another's who has an id of their own", async () => {
    const { sub, email } = somebody();
    const owner = (await identify(verified(sub, email, { name: "Owner" }))).body;
    await write(owner.token, "Of the owner");
    const { token, customer } = (await identify(verified(somebody().sub, email, { name: "Other" }))).body;
    expect(customer).toMatchObject({ name: "Other", email: null });
    expect(await row(customer.id)).toMatchObject({ same_as_id: owner.customer.id, proven_at: null });
    expect(await subjects(token)).toEqual([]);
    expect(await row(owner.customer.id)).toMatchObject({ name: "Owner", external_id: sub });
  });

  it("asks staff where somebody known by id turns out to have a second record by mail, and not about strangers", async () => {
    const { sub, email } = somebody();
    const byId = (await identify({ sub })).body.customer;
    const byMail = await desk.customer(project.id, { email });
    expect((await identify(verified(sub, email))).body.customer).toMatchObject({ id: byId.id, email: null });
    expect((await row(byId.id)).same_as_id).toBe(byMail.id);

    const owner = somebody();
    await identify(verified(owner.sub, owner.email));
    const stranger = (await identify({ sub: somebody().sub })).body.customer;
    await identify(verified(stranger.externalId!, owner.email));
    expect(await row(stranger.id)).toMatchObject({ email: null, same_as_id: null });
  });

  it("joins what this browser sent before, its files and its key, also without a verified address", async () => {
    const visitor = await desk.visitor(project.portal.key);
    const send = { body: { subject: "As a visitor", body: "x", email: "else@shop.test" }, key: newKey() };
    const { ticket } = (await desk.ask(`${project.api}/tickets`, { ...send, token: visitor })).body;
    const form = fileForm("half sent", "a.txt");
    const { id: file } = (await desk.ask(`${project.api}/attachments`, { form, token: visitor })).body;
    const { sub, email } = somebody();
    const { token, customer } = (await identify({ sub, email, company: "c-1" }, { token: visitor })).body;
    expect(await subjects(token)).toEqual(["As a visitor"]);
    const [stored] = await desk.database.read
      .selectFrom("tickets")
      .select(["visitor_id", "customer_id", "company_id"])
      .where("id", "=", ticket.id)
      .execute();
    // Not before colleagues: nobody has proven an address.
    expect(stored).toEqual({ visitor_id: null, customer_id: customer.id, company_id: null });
    expect((await desk.ask(`${project.api}/tickets`, { token: visitor })).status).toBe(401);
    const repeated = await desk.ask(`${project.api}/tickets`, { ...send, token });
    expect([repeated.status, repeated.body.ticket.id]).toEqual([201, ticket.id]);
    expect((await write(token, "With the file", { attachments: [file] })).subject).toBe("With the file");
  });

  it("leaves alone what another person signed in this browser, and what a link opened here", async () => {
    const first = (await identify({ sub: somebody().sub })).body;
    const ticket = await write(first.token, "Of the first");
    const link = await desk.ask(`${project.api}/tickets/${ticket.id}/tracking-links`, {
      method: "POST",
      token: first.token,
    });
    const opened = await desk.ask(`${project.api}/tracking`, { body: { secret: link.body.url.split("#ticket=")[1] } });
    for (const token of [first.token, opened.body.token]) {
      const second = await identify({ sub: somebody().sub }, { token });
      expect(await subjects(second.body.token)).toEqual([]);
    }
    expect(await subjects(first.token)).toEqual(["Of the first"]);
  });

  it("gives a session that works at this project and this Origin alone", async () => {
    const headers = { Origin: "https://shop.test" };
    const { token } = (await identify({ sub: somebody().sub }, { headers })).body;
    const list = (path: string, origin: string) => desk.ask(`${path}/tickets`, { token, headers: { Origin: origin } });
    const other = await desk.project("Other");
    expect((await list(project.api, "https://shop.test")).status).toBe(200);
    expect((await list(project.api, "https://evil.test")).status).toBe(401);
    expect((await list(`/api/portal/${other.portal.key}`, "https://shop.test")).status).toBe(401);
  });

  it("keeps the same person in two projects apart", async () => {
    const { sub, email } = somebody();
    const other = await desk.project("Other");
    const here = (await identify(verified(sub, email))).body.customer;
    const otherKey = await makeSiteKey(desk, other);
    const jwt = siteToken(otherKey, desk.now(), verified(sub, email));
    const there = await desk.ask(`/api/portal/${other.portal.key}/identity`, { body: { jwt } });
    expect(there.status).toBe(201);
    expect(there.body.customer.id).not.toBe(here.id);
  });

  it("makes one customer of two tabs that come at once", async () => {
    const { sub, email } = somebody();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => identify(verified(sub, email, { company: sub }))),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.customer.id)).size).toBe(1);
  });

  it("lets people in where login is required and nobody can register, as the site vouches for them", async () => {
    const closed = await desk.project("Closed", { loginRequired: true, selfRegistration: false });
    const closedKey = await makeSiteKey(desk, closed);
    const path = closed.api;
    const jwt = siteToken(closedKey, desk.now(), { sub: "5" });
    const { body } = await desk.ask(`${path}/identity`, { body: { jwt } });
    const whole = await desk.ask(path, { token: body.token });
    expect(whole.body.inboxes).toHaveLength(1);
    expect((await desk.ask(`${path}/tickets`, { token: body.token })).status).toBe(200);
  });

  it("reads the edges of time with a minute of patience", async () => {
    const now = Math.floor(desk.now() / 1000);
    const { sub } = somebody();
    for (const edge of [
      { exp: now - 59 },
      { exp: now + 24 * 3600 + 59 },
      { nbf: now + 59 },
      { iat: now + 59 },
      { iat: now - 7 * 24 * 3600 },
      { aud: [key.portal] },
    ]) {
      expect((await identify({ sub, ...edge })).status).toBe(201);
    }
  });
});

describe.each(engines)("a person of a site signs in often, but not without end (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { limits: true });

  it("sixty times an hour, and others all the same", async () => {
    const key = await makeSiteKey(desk, project);
    const identify = (sub: string) =>
      desk.ask(`${project.api}/identity`, { body: { jwt: siteToken(key, desk.now(), { sub }) } });
    for (let i = 0; i < 60; i++) expect((await identify("5")).status).toBe(201);
    const refused = await identify("5");
    expect([refused.status, refused.body.error.code]).toEqual([429, "too_many_requests"]);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect((await identify("6")).status).toBe(201);
  });
});
