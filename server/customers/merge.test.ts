import { describe, expect } from "vitest";
import type { CustomerProfile } from "../contract/people.ts";
import { agentCookie, makeCompany, makeCustomer, staffAsk } from "../testing/people.ts";
import { newKey } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { newestMailTo } from "../testing/mailbox.ts";
import { makeSiteKey, siteToken } from "../testing/site-token.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("two records of one person become one, and two again (%s)", (engine) => {
  const { it, desk, project } = withProject(engine);

  const profile = async (id: string): Promise<CustomerProfile> =>
    (await staffAsk(desk, `/customers/${id}`)).body.customer;
  const merge = (from: string, into: string, cookie = desk.admin) =>
    staffAsk(desk, `/customers/${from}/merge`, { body: { into }, cookie });
  const refused = (code: string) => [409, code];
  const bothWays = async (one: string, other: string) => {
    const answers = [await merge(one, other), await merge(other, one)];
    return answers.map(({ status, body }) => [status, body.error.code]);
  };
  const undo = (into: string, id: string) => staffAsk(desk, `/customers/${into}/merges/${id}`, { method: "DELETE" });
  const submit = async (token: string, subject = "S"): Promise<string> =>
    (await submitTicket(desk, project.api, token, { subject, body: "B" })).body.ticket.id;
  const onBehalf = async (customer: string): Promise<string> => {
    const body = { project: project.id, subject: "On behalf", body: "B", customer };
    return (await staffAsk(desk, "/tickets", { body, key: newKey() })).body.ticket.id;
  };
  const list = async (token: string): Promise<string[]> => {
    const answer = await desk.ask(`${project.api}/tickets`, { token });
    return answer.status === 200 ? answer.body.items.map(({ id }) => id).sort() : [String(answer.status)];
  };
  /** Every row that a merge may touch. */
  const everything = async () => {
    const { read } = desk.database;
    return {
      customers: await read.selectFrom("customers").selectAll().orderBy("id").execute(),
      tickets: await read.selectFrom("tickets").selectAll().orderBy("seq").execute(),
      messages: await read.selectFrom("messages").selectAll().orderBy("seq").execute(),
      mails: await read.selectFrom("mails").selectAll().orderBy("id").execute(),
      merges: await read.selectFrom("customer_merges").selectAll().execute(),
    };
  };

  it("gives the one that stays all tickets, and ends the sessions of the one that goes", async () => {
    const into = await desk.customer(project.id, { name: "Mia", email: "mia@home.test" });
    const from = await desk.customer(project.id, { name: "M. Berg", email: "mia@work.test" });
    const [one, two] = [await submit(into.token), await submit(from.token)];
    const merged = await merge(from.id, into.id, await agentCookie(desk));
    expect(merged.status).toBe(200);
    expect(merged.body.customer).toMatchObject({ id: into.id, name: "Mia", email: "mia@home.test", ticketCount: 2 });
    expect(merged.body.customer.merges).toMatchObject([{ name: "M. Berg", email: "mia@work.test" }]);
    expect(await list(into.token)).toEqual([one, two].sort());
    expect(await list(from.token)).toEqual(["401"]);
    expect((await staffAsk(desk, `/customers/${from.id}`)).status).toBe(404);
    const { ticket } = (await desk.ask(`${project.api}/tickets/${two}`, { token: into.token })).body;
    expect(ticket.messages[0]!.author.name).toBe("M. Berg");
    const audit = await desk.database.read
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "customer.merged")
      .execute();
    const [gone, stays] = ["M. Berg (mia@work.test)", "Mia (mia@home.test)"];
    expect(audit).toMatchObject([
      { actor_name: "Bo", subject: stays, changes: JSON.stringify({ customer: [gone, stays] }) },
    ]);
  });

  it("is undone to the last field, with what came since staying where it came to", async () => {
    const company = await makeCompany(desk, project.id);
    const into = await desk.customer(project.id, { name: "Mia", email: "mia@home.test" });
    const from = await desk.customer(project.id, {
      name: "M. Berg",
      email: "mia@work.test",
      companyId: company.id,
      externalId: "u7",
      locale: "de",
      permissions: { seeAgents: true },
    });
    const asked = await makeCustomer(desk, project.id, { name: "Asked", externalId: "u8" });
    await desk.database.write(async ({ db }) => {
      await db.updateTable("customers").set({ same_as_id: from.id }).where("id", "in", [into.id, asked.id]).execute();
      await db.updateTable("customers").set({ password_hash: "hash" }).where("id", "=", from.id).execute();
    });
    const [, old] = [await submit(into.token), await submit(from.token)];
    const before = await everything();
    await merge(from.id, into.id);
    expect(await profile(into.id)).toMatchObject({
      company: { id: company.id },
      externalId: "u7",
      locale: "de",
      sameAs: null,
      permissions: { seeAgents: null },
    });
    expect((await profile(asked.id)).sameAs).toMatchObject({ id: into.id });
    const mergeId = (await profile(into.id)).merges[0]!.id;
    // S25: whoever is merged away leaves no password behind, and chooses a new one if they come back.
    expect((await everything()).merges[0]!.before).toContain('"password_hash":null');
    expect((await undo(into.id, mergeId)).status).toBe(204);
    const customers = before.customers.map((row) => ({ ...row, password_hash: null }));
    expect(await everything()).toEqual({ ...before, customers });
    expect((await undo(into.id, mergeId)).status).toBe(404);

    await merge(from.id, into.id);
    const since = await onBehalf(into.id);
    await undo(into.id, (await profile(into.id)).merges[0]!.id);
    const owner = async (id: string) => (await staffAsk(desk, `/tickets/${id}`)).body.ticket.from.customerId;
    expect([await owner(old), await owner(since)]).toEqual([from.id, into.id]);
  });

  it("leaves a gap filled that staff have changed since", async () => {
    const [one, two] = [await makeCompany(desk, project.id, "One"), await makeCompany(desk, project.id, "Two")];
    const into = await makeCustomer(desk, project.id, { email: "mia@home.test" });
    const from = await makeCustomer(desk, project.id, { email: "mia@work.test", company: one.id, locale: "de" });
    await merge(from.id, into.id);
    await staffAsk(desk, `/customers/${into.id}`, { method: "PATCH", body: { company: two.id } });
    await undo(into.id, (await profile(into.id)).merges[0]!.id);
    expect(await profile(into.id)).toMatchObject({ company: { id: two.id }, locale: null });
    expect(await profile(from.id)).toMatchObject({ company: { id: one.id }, locale: "de" });
  });

  it("undoes one merge of several, and one into one that was merged on", async () => {
    const make = (name: string) => makeCustomer(desk, project.id, { name, email: `${name}@example.com` });
    const [a, b, c] = [await make("a"), await make("b"), await make("c")];
    const tickets = [await onBehalf(a.id), await onBehalf(b.id), await onBehalf(c.id)];
    const owners = () =>
      Promise.all(tickets.map(async (id) => (await staffAsk(desk, `/tickets/${id}`)).body.ticket.from.name));
    const mergesOf = async (id: string) => (await profile(id)).merges.map(({ name }) => name);
    const undoNamed = async (into: string, name: string) =>
      undo(into, (await profile(into)).merges.find((row) => row.name === name)!.id);
    await merge(a.id, b.id);
    await merge(b.id, c.id);
    expect([await owners(), await mergesOf(c.id)]).toEqual([["c", "c", "c"], ["b"]]);
    await undoNamed(c.id, "b");
    expect([await owners(), await mergesOf(b.id)]).toEqual([["b", "b", "c"], ["a"]]);
    await undoNamed(b.id, "a");
    expect(await owners()).toEqual(["a", "b", "c"]);
    await merge(a.id, c.id);
    await merge(b.id, c.id);
    await undoNamed(c.id, "a");
    expect(await owners()).toEqual(["a", "c", "c"]);
  });

  it("does not carry the proof of one address to another: nobody reads until the one that stays is proven", async () => {
    const proven = await desk.customer(project.id, { email: "proven@example.com" });
    const unproven = await makeCustomer(desk, project.id, { email: "unproven@example.com" });
    await submit(proven.token);
    await merge(proven.id, unproven.id);
    expect(await profile(unproven.id)).toMatchObject({ emailProven: false, invitation: "none", ticketCount: 1 });
    expect(await list(proven.token)).toEqual(["401"]);
  });

  it("refuses a result that the site lets in under an address nobody has proven", async () => {
    const bySite = await desk.customer(project.id, { email: null, externalId: "sub-1", provenAt: null });
    const mailedIn = await makeCustomer(desk, project.id, { email: "victim@example.com" });
    await onBehalf(mailedIn.id);
    expect(await bothWays(mailedIn.id, bySite.id)).toEqual([refused("merge_unproven"), refused("merge_unproven")]);
    expect(await list(bySite.token)).toEqual([]);
    await desk.database.write(({ db }) =>
      db.updateTable("customers").set({ proven_at: 1 }).where("id", "=", mailedIn.id).execute(),
    );
    expect((await merge(bySite.id, mailedIn.id)).body.customer).toMatchObject({
      externalId: "sub-1",
      emailProven: true,
    });
  });

  it("keeps a company out of what was sent under an unproven address", async () => {
    const company = await makeCompany(desk, project.id, "Orchard", { permissions: { viewCompanyTickets: true } });
    const into = await desk.customer(project.id, { email: "into@example.com", companyId: company.id });
    const colleague = await desk.customer(project.id, { email: "col@example.com", companyId: company.id });
    const from = await makeCustomer(desk, project.id, { email: "from@example.com", company: company.id });
    const ticket = await onBehalf(from.id);
    await merge(from.id, into.id);
    expect((await desk.ask(`${project.api}/tickets/${ticket}`, { token: into.token })).status).toBe(200);
    expect((await desk.ask(`${project.api}/tickets/${ticket}`, { token: colleague.token })).status).toBe(404);
  });

  it("refuses to undo what somebody else has taken the place of, and changes nothing then", async () => {
    const into = await makeCustomer(desk, project.id, { email: "into@example.com" });
    const from = await makeCustomer(desk, project.id, { email: "from@example.com" });
    const ticket = await onBehalf(from.id);
    await merge(from.id, into.id);
    await makeCustomer(desk, project.id, { email: "from@example.com" });
    const before = await everything();
    const answer = await undo(into.id, (await profile(into.id)).merges[0]!.id);
    expect([answer.status, answer.body.error.code]).toEqual([409, "undo_impossible"]);
    expect(await everything()).toEqual(before);
    expect((await staffAsk(desk, `/tickets/${ticket}`)).body.ticket.from.customerId).toBe(into.id);
  });

  it("merges within one project only, and nobody with themselves", async () => {
    const other = await desk.project("Other");
    const here = await makeCustomer(desk, project.id, { email: "a@example.com" });
    const there = await makeCustomer(desk, other.id, { email: "a@example.com" });
    for (const into of [there.id, here.id, "unknown"]) {
      expect((await merge(here.id, into)).body.error.fields, into).toEqual({ into: "not_allowed" });
    }
    expect((await merge("unknown", here.id)).status).toBe(404);
    expect((await undo(here.id, "unknown")).status).toBe(404);
  });

  it("takes the word of staff that two are different people", async () => {
    const one = await makeCustomer(desk, project.id, { email: "a@example.com" });
    const two = await makeCustomer(desk, project.id, { externalId: "s2" });
    await desk.database.write(({ db }) =>
      db.updateTable("customers").set({ same_as_id: one.id }).where("id", "=", two.id).execute(),
    );
    expect((await profile(two.id)).sameAs).toEqual({ id: one.id, name: "Mia", email: "a@example.com" });
    const answer = await staffAsk(desk, `/customers/${two.id}`, { method: "PATCH", body: { sameAs: null } });
    expect(answer.body.customer.sameAs).toBeNull();
    const wrong = await staffAsk(desk, `/customers/${two.id}`, { method: "PATCH", body: { sameAs: one.id } });
    expect(wrong.status).toBe(400);
  });

  it("forgets a merged record for good with the one it was merged into", async () => {
    const make = (name: string) => makeCustomer(desk, project.id, { name, email: `${name}@example.com` });
    const [a, b, c] = [await make("a"), await make("b"), await make("c")];
    await merge(a.id, b.id);
    await merge(b.id, c.id);
    await staffAsk(desk, `/customers/${c.id}`, { method: "DELETE" });
    expect((await everything()).merges).toEqual([]);
  });

  const stop = (id: string) =>
    desk.database.write(({ db }) =>
      db
        .updateTable("customers")
        .set({ stopped_at: desk.now(), tokens_since: desk.now() })
        .where("id", "=", id)
        .execute(),
    );

  it("S9: opens no account that its owner has stopped, neither by a merge nor by taking one back", async () => {
    const key = await makeSiteKey(desk, project);
    const tokenOfNow = () => siteToken(key, desk.now(), { sub: "u7" });
    const identify = async (jwt = tokenOfNow()) =>
      (await desk.ask(`${project.api}/identity`, { body: { jwt } })).status;
    const unused = tokenOfNow();
    desk.pass(1000);
    const stopped = await desk.customer(project.id, { email: "mia@work.test", externalId: "u7" });
    const other = await desk.customer(project.id, { email: "mia@home.test" });
    await stop(stopped.id);
    expect(await bothWays(stopped.id, other.id)).toEqual([refused("merge_stopped"), refused("merge_stopped")]);
    expect(await identify()).toBe(403);
    await staffAsk(desk, `/customers/${stopped.id}/let-in`, { body: {} });
    expect((await merge(stopped.id, other.id)).status).toBe(200);
    expect(await identify(unused)).toBe(401);
    await stop(other.id);
    const undone = await undo(other.id, (await profile(other.id)).merges[0]!.id);
    expect([undone.status, undone.body.error.code]).toEqual([409, "merge_stopped"]);
    expect(await identify()).toBe(403);
  });

  it("S9: a token of the site from before a stop opens nothing after a merge was taken back either", async () => {
    const key = await makeSiteKey(desk, project);
    const from = await desk.customer(project.id, { email: "mia@work.test", externalId: "u7" });
    const into = await desk.customer(project.id, { email: "mia@home.test" });
    await merge(from.id, into.id);
    const unused = siteToken(key, desk.now(), { sub: "u7" });
    desk.pass(1000);
    await stop(into.id);
    await staffAsk(desk, `/customers/${into.id}/let-in`, { body: {} });
    expect((await undo(into.id, (await profile(into.id)).merges[0]!.id)).status).toBe(204);
    expect((await profile(from.id)).externalId).toBe("u7");
    expect((await desk.ask(`${project.api}/identity`, { body: { jwt: unused } })).status).toBe(401);
    const fresh = siteToken(key, desk.now(), { sub: "u7" });
    expect((await desk.ask(`${project.api}/identity`, { body: { jwt: fresh } })).body.customer.id).toBe(from.id);
  });

  it("S9: the link that stops an account goes along with it, and comes back", async () => {
    const from = await desk.customer(project.id, { email: "mia@work.test" });
    const into = await desk.customer(project.id, { email: "mia@home.test" });
    const links: string[] = [];
    for (let i = 0; i < 4; i++) {
      await desk.ask(`${project.api}/password-links`, { body: { email: "mia@work.test" } });
      const { token } = await newestMailTo(desk, "mia@work.test");
      await desk.ask(`${project.api}/activations`, { body: { token, password: "correct horse battery" } });
      links.push((await newestMailTo(desk, "mia@work.test")).secrets["link"]!.split("#stop=")[1]!);
    }
    const stopBy = async (token: string) =>
      (await desk.ask(`${project.api}/account-stops`, { body: { token } })).status;
    const isStopped = async (id: string) => (await profile(id)).stopped !== null;
    const undoLast = async () => (await undo(into.id, (await profile(into.id)).merges[0]!.id)).status;
    await merge(from.id, into.id);
    expect([await stopBy(links[0]!), await isStopped(into.id)]).toEqual([204, true]);
    await staffAsk(desk, `/customers/${into.id}/let-in`, { body: {} });
    await undoLast();
    expect([await stopBy(links[1]!), await isStopped(into.id), await isStopped(from.id)]).toEqual([204, false, true]);
    await staffAsk(desk, `/customers/${from.id}/let-in`, { body: {} });

    // A stop by such a link is about the record that goes back: it goes too, and nobody is let in for that.
    await merge(from.id, into.id);
    expect([await stopBy(links[2]!), await isStopped(into.id)]).toEqual([204, true]);
    expect([await undoLast(), await isStopped(into.id), await isStopped(from.id)]).toEqual([204, false, true]);
    await staffAsk(desk, `/customers/${from.id}/let-in`, { body: {} });

    // One that is about the other record too stays.
    await merge(from.id, into.id);
    const own = { hash: "own", project_id: project.id, customer_id: into.id, email: "mia@home.test" };
    await desk.database.write(({ db }) =>
      db
        .insertInto("account_stops")
        .values({ ...own, expires_at: desk.now(), used_at: desk.now() })
        .execute(),
    );
    expect([await stopBy(links[3]!), await undoLast(), await isStopped(into.id)]).toEqual([204, 409, true]);
  });

  const open = (secret: string) => desk.ask(`${project.api}/tracking`, { body: { secret } });

  it("S25: leaves no link behind to a ticket that goes over or back, and those to one's own alone", async () => {
    const into = await desk.customer(project.id, { email: "into@example.com" });
    const from = await desk.customer(project.id, { email: "from@example.com" });
    const [own, others] = [await submit(into.token), await submit(from.token)];
    const linkTo = async (ticket: string, { token } = into): Promise<string> => {
      const path = `${project.api}/tickets/${ticket}/tracking-links` as const;
      return (await desk.ask(path, { method: "POST", token })).body.url.split("#ticket=")[1]!;
    };
    const before = [await linkTo(own), await linkTo(others, from)];
    await merge(from.id, into.id);
    expect(await Promise.all(before.map(async (secret) => (await open(secret)).status))).toEqual([201, 410]);
    const secrets = [await linkTo(own), await linkTo(others)];
    const inside = (await open(secrets[1]!)).body.token;
    await undo(into.id, (await profile(into.id)).merges[0]!.id);
    expect(await Promise.all(secrets.map(async (secret) => (await open(secret)).status))).toEqual([201, 410]);
    expect((await desk.ask(`${project.api}/tickets/${others}`, { token: inside })).status).toBe(401);
  });
});
