/** What a ticket is found by, and by whom, follows whatever changes it, in the same commit. */
import { sql } from "kysely";
import { describe, expect } from "vitest";
import { newKey } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { makeCompany, staffAsk } from "../testing/people.ts";
import { submitTicket } from "../testing/verbs.ts";
import { withProject } from "../testing/with-desk.ts";

describe.each(engines)("S22: the index of tickets (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, {}, { permissions: { viewCompanyTickets: true } });

  const byStaff = async (q: string): Promise<string[]> =>
    (await staffAsk(desk, `/tickets?q=${encodeURIComponent(q)}`)).body.items.map(({ subject }) => subject);
  const inPortal = async (token: string, q: string, more = ""): Promise<string[]> =>
    (await desk.ask(`${project.api}/tickets?q=${encodeURIComponent(q)}${more}`, { token })).body.items.map(
      ({ subject }) => subject,
    );
  const change = (id: string, body: object) => staffAsk(desk, `/tickets/${id}`, { method: "PATCH", body });
  const reply = (id: string, body: string, internal = false) =>
    staffAsk(desk, `/tickets/${id}/messages`, { body: { body, internal }, key: newKey() });
  const submit = async (token: string, subject: string, body: string): Promise<string> =>
    (await submitTicket(desk, project.api, token, { subject, body })).body.ticket.id;

  /** Numbers of documents, and of positions of tickets and of those with notes beside them. */
  const documents = async () => {
    const { rows } = await sql<{ rowid: number }>`select rowid from ticket_search order by rowid`.execute(
      desk.database.read,
    );
    const tickets = await desk.database.read.selectFrom("tickets").select(["id", "last_seq"]).execute();
    const notes = await desk.database.read
      .selectFrom("messages")
      .select("ticket_id")
      .where("internal", "=", 1)
      .execute();
    const expected = tickets.flatMap(({ id, last_seq }) => {
      const hasNotes = notes.some(({ ticket_id }) => ticket_id === id);
      return hasNotes ? [last_seq * 2, last_seq * 2 + 1] : [last_seq * 2];
    });
    return { found: rows.map(({ rowid }) => Number(rowid)), expected: expected.toSorted((one, other) => one - other) };
  };

  it("has one document of each ticket where it stands, and one for staff where there are notes", async () => {
    const token = await desk.visitor(project.portal.key);
    const first = await submit(token, "First", "Zebra");
    const second = await submit(token, "Second", "Giraffe");
    await reply(first, "Okapi");
    await reply(second, "Lion", true);
    await change(first, { status: "solved" });
    await reply(first, "Tiger", true);
    await reply(second, "Panther");
    await change(second, { subject: "Renamed", status: "closed" });
    await reply(second, "Leopard", true);
    const { found, expected } = await documents();
    expect(found).toEqual(expected);
    expect(await byStaff("zebra okapi tiger")).toEqual(["First"]);
    expect(await byStaff("giraffe lion panther leopard renamed")).toEqual(["Renamed"]);
    expect(await byStaff("second")).toEqual([]);
    expect(await inPortal(token, "giraffe panther")).toEqual(["Renamed"]);
    for (const note of ["lion", "leopard", "giraffe lion"]) expect(await inPortal(token, note)).toEqual([]);
  });

  it("has one document of a ticket that several write to at once", async () => {
    const token = await desk.visitor(project.portal.key);
    const id = await submit(token, "Busy", "Zebra");
    await Promise.all(["Okapi", "Lion", "Tiger", "Panther", "Leopard"].map((word) => reply(id, word)));
    const { found, expected } = await documents();
    expect(found).toEqual(expected);
    expect(await byStaff("zebra okapi lion tiger panther leopard")).toEqual(["Busy"]);
  });

  it("finds every word of a long thread, and reads no thread again for its next reply", async () => {
    const token = await desk.visitor(project.portal.key);
    const id = await submit(token, "Long", "Word0");
    for (let n = 1; n <= 12; n++) await reply(id, `Word${n} again`, n === 5);
    for (let n = 0; n <= 12; n++) expect(await byStaff(`word${n}`), `${n}`).toEqual(["Long"]);
    expect(await inPortal(token, "word5")).toEqual([]);
    expect(await inPortal(token, "word4 word12")).toEqual(["Long"]);
    const { rows } = await sql<{ shown: string }>`select shown from ticket_search_words`.execute(desk.database.read);
    expect(rows).toHaveLength(1);
    // Nothing of the thread is read for it: what is kept is all there is.
    await desk.database.write(({ db }) => sql`update ticket_search_words set shown = 'kept'`.execute(db));
    await reply(id, "Word13");
    expect(await byStaff("kept word13")).toEqual(["Long"]);
    expect(await byStaff("word1")).toEqual(["Long"]);
    expect(await byStaff("word3")).toEqual([]);
  });

  it("holds nothing of a ticket or a reply that was refused", async () => {
    const token = await desk.visitor(project.portal.key);
    const attachments = ["a".repeat(32)];
    const refused = await submitTicket(desk, project.api, token, { subject: "Gone", body: "Walrus", attachments });
    expect(refused.status).toBe(422);
    const id = await submit(token, "There", "Seal");
    const body = { body: "Walrus", attachments };
    const answer = await desk.ask(`${project.api}/tickets/${id}/messages`, { body, token, key: newKey() });
    expect(answer.status).toBe(422);
    expect(await byStaff("walrus")).toEqual([]);
    expect(await byStaff("seal")).toEqual(["There"]);
    const { found, expected } = await documents();
    expect(found).toEqual(expected);
  });

  it("follows a ticket from a visitor to the customer who signs in, and through a merge and back", async () => {
    const mia = await desk.customer(project.id, { name: "Mia", email: "mia@shop.test" });
    const max = await desk.customer(project.id, { name: "Max", email: "max@shop.test" });
    await submit(mia.token, "Hers", "Narwhal");
    expect(await inPortal(mia.token, "narwhal")).toEqual(["Hers"]);
    expect(await inPortal(max.token, "narwhal")).toEqual([]);
    await staffAsk(desk, `/customers/${mia.id}/merge`, { body: { into: max.id } });
    expect(await inPortal(max.token, "narwhal")).toEqual(["Hers"]);
    expect(await byStaff("max narwhal")).toEqual(["Hers"]);
    const merged = await desk.database.read.selectFrom("customer_merges").select("id").executeTakeFirstOrThrow();
    await staffAsk(desk, `/customers/${max.id}/merges/${merged.id}`, { method: "DELETE" });
    expect(await inPortal(max.token, "narwhal")).toEqual([]);
    expect(await byStaff("max narwhal")).toEqual([]);
  });

  it("follows what a company may see", async () => {
    const company = await makeCompany(desk, project.id, "Orchard");
    const mia = await desk.customer(project.id, { name: "Mia", email: "mia@shop.test", companyId: company.id });
    const leo = await desk.customer(project.id, { name: "Leo", email: "leo@shop.test", companyId: company.id });
    const id = await submit(mia.token, "Hers", "Narwhal");
    const ofCompany = () => inPortal(leo.token, "narwhal", "&scope=company");
    expect(await ofCompany()).toEqual(["Hers"]);
    expect(await inPortal(leo.token, "narwhal")).toEqual([]);
    expect(await byStaff("orchard")).toEqual(["Hers"]);
    await change(id, { company: null });
    expect(await ofCompany()).toEqual([]);
    expect(await byStaff("orchard")).toEqual([]);
    await change(id, { company: company.id });
    expect(await ofCompany()).toEqual(["Hers"]);
    for (const { id: person } of [mia, leo]) await staffAsk(desk, `/customers/${person}`, { method: "DELETE" });
    expect((await staffAsk(desk, `/companies/${company.id}`, { method: "DELETE" })).status).toBe(204);
    expect(await byStaff("orchard")).toEqual([]);
  });

  it("names no address of somebody who was deleted", async () => {
    const staff = { project: project.id, subject: "Claimed", body: "Narwhal" };
    await staffAsk(desk, "/tickets", { body: { ...staff, name: "Ida", email: "ida@shop.test" }, key: newKey() });
    expect(await byStaff("ida@shop.test")).toEqual(["Claimed"]);
    const ida = await desk.customer(project.id, { name: "Ida", email: "ida@shop.test" });
    await desk.database.write(({ db }) => db.updateTable("tickets").set({ customer_id: ida.id }).execute());
    await staffAsk(desk, `/customers/${ida.id}`, { method: "DELETE" });
    expect(await byStaff("ida@shop.test")).toEqual([]);
    expect(await byStaff("ida narwhal")).toEqual(["Claimed"]);
  });

  it("finds for whoever has a tracking link their own ticket alone, and no note of it", async () => {
    const token = await desk.visitor(project.portal.key);
    const id = await submit(token, "Mine", "Narwhal");
    await submit(token, "Another", "Narwhal");
    await reply(id, "Walrus", true);
    const made = await desk.ask(`${project.api}/tickets/${id}/tracking-links`, { method: "POST", token });
    const secret = made.body.url.split("#ticket=")[1]!;
    const { token: link } = (await desk.ask(`${project.api}/tracking`, { body: { secret } })).body;
    expect(await inPortal(link, "narw")).toEqual(["Mine"]);
    expect(await inPortal(link, "walrus")).toEqual([]);
    expect(await inPortal(link, "")).toEqual([]);
  });
});
