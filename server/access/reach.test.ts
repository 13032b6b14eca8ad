/** Rows of addresses are in `rights-matrix.test.ts`; here is what lists, searches and streams leave out. */
import { afterEach, beforeEach, describe, expect } from "vitest";
import { type Colleague, joinDesk } from "../testing/colleague.ts";
import { fileForm } from "../testing/conversation.ts";
import { newKey, type TestProject } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { type EventReader, readEvents } from "../testing/event-reader.ts";
import { askWithKey, makeCompany, makeCustomer, staffAsk } from "../testing/people.ts";
import { submitTicket } from "../testing/verbs.ts";
import { withDesk } from "../testing/with-desk.ts";

/** Stands in everything of the other project. */
const secret = "xylophone";

describe.each(engines)("who has which projects (%s)", (engine) => {
  const { it, desk } = withDesk(engine);
  let own: TestProject;
  let other: TestProject;
  let abe: Colleague;
  let hidden: string;
  let shown: string;
  beforeEach(async () => {
    own = await desk.project("Tea");
    other = await desk.project(secret);
    abe = await joinDesk(desk, "Abe", "agent", [own.id]);
    shown = await submit(own, "A tin");
    hidden = await submit(other, `A ${secret}`);
    const company = await makeCompany(desk, other.id, secret);
    await makeCustomer(desk, other.id, { name: secret, email: `${secret}@example.com`, company: company.id });
    await staffAsk(desk, `/tickets/${hidden}`, { method: "PATCH", body: { tags: [secret] } });
    await staffAsk(desk, "/blocks", { body: { kind: "address", value: `${secret}@evil.test`, projects: [other.id] } });
    await desk.jobs.runDue();
  });

  async function submit(project: TestProject, subject: string): Promise<string> {
    const token = await desk.visitor(project.portal.key);
    const body = { subject, body: `${subject} does not play.`, email: "visitor@example.com" };
    return (await submitTicket(desk, project.api, token, body)).body.ticket.id;
  }
  const ask = <const Path extends string>(path: Path, more = {}) =>
    staffAsk(desk, path, { cookie: abe.cookie, ...more });
  const give = (projects: string[] | "all", more = {}) =>
    staffAsk(desk, `/staff/${abe.id}`, { method: "PATCH", body: { projects, ...more } });

  it.each([
    "/projects",
    "/tickets?limit=100",
    `/tickets?q=${secret}`,
    `/tickets?tag=${secret}`,
    "/tickets?q=1",
    "/tickets?sort=priority",
    "/tickets/tags",
    "/tickets/drafts",
    "/customers",
    `/customers?q=${secret}`,
    "/customers?same=true",
    "/companies",
    `/companies?q=${secret}`,
    "/mail",
    "/blocks",
    "/agents",
    "/session",
  ])("nothing of another project is in %s", async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    for (const word of [secret, hidden, other.id]) expect(answer.text).not.toContain(word);
    // A question that nobody finds anything by would prove nothing.
    const found = (await staffAsk(desk, path)).text;
    if (!/drafts|agents|session|same/.test(path))
      expect([secret, hidden].some((word) => found.includes(word))).toBe(true);
  });

  it("counts and filters know nothing of it either", async () => {
    expect((await ask("/tickets/counts")).body.counts).toMatchObject({ new: 1, unassigned: 1, held: 0 });
    const unknown = await ask(`/tickets?project=${"0".repeat(32)}`);
    expect((await ask(`/tickets?project=${other.id}`)).text).toBe(unknown.text);
    expect((await ask(`/tickets/counts?project=${other.id}`)).body.counts.new).toBe(0);
    const { items } = (await staffAsk(desk, `/tickets?project=${other.id}`)).body;
    expect((await ask(`/tickets?inbox=${items[0]!.inbox.id}`)).body.items).toEqual([]);
  });

  it("whoever names it in a body is answered as if it had never been", async () => {
    const tries = [
      ["/tickets", { subject: "Hello", body: "World" }],
      ["/customers", { name: "Mia" }],
      ["/companies", { name: "Orchard" }],
    ] as const;
    for (const [path, body] of tries) {
      const key = newKey();
      const real = await ask(path, { body: { ...body, project: other.id }, key });
      const none = await ask(path, { body: { ...body, project: "0".repeat(32) }, key });
      expect([real.status, real.text]).toEqual([400, none.text]);
    }
    const csv = () => fileForm("name,email\nMia,mia@example.com\n", "people.csv", "text/csv");
    const real = await ask(`/imports?project=${other.id}`, { form: csv() });
    expect(real.text).toBe((await ask(`/imports?project=${"0".repeat(32)}`, { form: csv() })).text);
    const [customer] = (await staffAsk(desk, `/customers?q=${secret}`)).body.items;
    const { items } = (await ask("/customers/invitations", { body: { ids: [customer!.id] } })).body;
    expect(items).toEqual([{ id: customer!.id, sent: false, reason: "unknown" }]);
    expect((await ask("/blocks", { body: { kind: "address", value: "a@b.test", projects: [other.id] } })).status).toBe(
      400,
    );
    const badBody = { method: "PATCH", body: { priority: "enormous" } };
    const worse = await ask(`/tickets/${hidden}`, badBody);
    expect([worse.status, worse.text]).toEqual([404, (await ask(`/tickets/${"0".repeat(32)}`, badBody)).text]);
  });

  it("whether a key is at work for a colleague there is not told, nor is one kept from them", async () => {
    const sent = { key: newKey(), body: { project: other.id, subject: "Hello", body: "World" } };
    const [one, colleagues, another] = await Promise.all([
      ask("/tickets", sent),
      staffAsk(desk, "/tickets", sent),
      ask("/tickets", sent),
    ]);
    expect([one.status, colleagues.status, another.status]).toEqual([400, 201, 400]);
  });

  it("a file of a note, of an answer and of nobody's message stays with who has the project", async () => {
    const upload = async (): Promise<string> =>
      (await staffAsk(desk, "/attachments", { form: fileForm(secret, `${secret}.txt`) })).body.id;
    const [noted, sent, unsent] = [await upload(), await upload(), await upload()];
    const write = (body: object) => staffAsk(desk, `/tickets/${hidden}/messages`, { body, key: newKey() });
    await write({ body: "A note.", internal: true, attachments: [noted] });
    await write({ body: "An answer.", attachments: [sent] });
    for (const id of [noted, sent, unsent]) {
      expect((await ask(`/attachments/${id}`)).status).toBe(404);
      expect((await staffAsk(desk, `/attachments/${id}`)).status).toBe(200);
    }
    await give("all");
    expect((await ask(`/attachments/${noted}`)).status).toBe(200);
  });

  it("a ticket is given to nobody who does not have its project, and is free again when they lose it", async () => {
    const assign = (id: string, assignee: string) =>
      staffAsk(desk, `/tickets/${id}`, { method: "PATCH", body: { assignee } });
    expect((await assign(hidden, abe.id)).body.error.fields).toEqual({ assignee: "not_allowed" });
    await assign(shown, abe.id);
    await give([own.id, other.id]);
    expect((await assign(hidden, abe.id)).status).toBe(200);
    await give([other.id]);
    const assignees = await Promise.all(
      [shown, hidden].map(async (id) => (await staffAsk(desk, `/tickets/${id}`)).body.ticket.assignee?.id ?? null),
    );
    expect(assignees).toEqual([null, abe.id]);
    await give("all", { role: "viewer" });
    expect((await staffAsk(desk, `/tickets/${hidden}`)).body.ticket.assignee).toBe(null);
  });

  it("a ticket that is given to them while they lose its project stays nobody's", async () => {
    for (let round = 0; round < 5; round++) {
      await give([own.id, other.id]);
      const path = `/tickets/${hidden}` as const;
      await Promise.all([staffAsk(desk, path, { method: "PATCH", body: { assignee: abe.id } }), give([own.id])]);
      expect((await staffAsk(desk, path)).body.ticket.assignee).toBe(null);
    }
  });

  it("a draft at a ticket that is lost is there again with it", async () => {
    const draft = { body: "Dear", internal: false, revision: "1", replaces: null };
    await ask(`/tickets/${shown}/draft`, { method: "PUT", body: draft });
    await give([other.id]);
    expect((await ask("/tickets/drafts")).body.tickets).toEqual([]);
    expect((await ask(`/tickets/${shown}/draft`)).status).toBe(404);
    await give([own.id]);
    expect((await ask(`/tickets/${shown}/draft`)).body.draft?.body).toBe("Dear");
  });

  it("administrators have all of them, whatever they had before; unknown ones are refused", async () => {
    await give([own.id], { role: "admin" });
    expect((await ask(`/tickets/${hidden}`)).status).toBe(200);
    expect((await ask("/session")).body.staff.projects).toBe("all");
    await staffAsk(desk, `/staff/${abe.id}`, { method: "PATCH", body: { role: "agent" } });
    expect((await ask(`/tickets/${hidden}`)).status).toBe(200);
    expect((await give(["0".repeat(32)])).body.error.fields).toEqual({ projects: "not_allowed" });
  });

  it("a key has the projects it was made for", async () => {
    const scopes = ["tickets:read", "customers:read", "customers:write"];
    const { key, apiKey } = (await staffAsk(desk, "/api-keys", { body: { name: "Shop", scopes, projects: [own.id] } }))
      .body;
    expect(apiKey.projects).toEqual([own.id]);
    for (const path of ["/tickets", "/customers", "/companies"]) {
      const answer = await askWithKey(desk, key, path);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(secret);
    }
    expect((await askWithKey(desk, key, `/tickets/${hidden}`)).status).toBe(404);
    expect((await askWithKey(desk, key, `/tickets/${shown}`)).status).toBe(200);
    const body = { project: other.id, name: "Mia" };
    expect((await askWithKey(desk, key, "/customers", { body })).status).toBe(400);
  });

  describe("blocks", () => {
    const block = (value: string, who = {}) => ask("/blocks", { body: { kind: "address", value }, ...who });
    const heldFrom = async (project: TestProject, email: string): Promise<boolean> => {
      const token = await desk.visitor(project.portal.key);
      const id = (await submitTicket(desk, project.api, token, { subject: "Hi", body: "Hi", email })).body.ticket.id;
      return (await staffAsk(desk, `/tickets/${id}`)).body.ticket.held;
    };

    it("hold for the projects of whoever blocks, and for those of both where two do", async () => {
      const made = (await block("spam@evil.test")).body.block;
      expect(made.projects).toEqual([own.id]);
      expect([await heldFrom(own, "spam@evil.test"), await heldFrom(other, "spam@evil.test")]).toEqual([true, false]);
      const again = (await block("spam@evil.test", { cookie: desk.admin })).body.block;
      expect([again.id, again.projects]).toEqual([made.id, "all"]);
      expect(await heldFrom(other, "spam@evil.test")).toBe(true);
    });

    it("of other projects are as if they had never been for whoever blocks the same sender", async () => {
      const theirs = { kind: "address", value: "spam@evil.test", note: secret, projects: [other.id] };
      const first = (await staffAsk(desk, "/blocks", { body: theirs })).body.block;
      desk.pass(60_000);
      const nothing = await ask("/blocks", { body: { ...theirs, note: "", projects: [] } });
      expect([nothing.status, nothing.body.error.fields]).toEqual([400, { projects: "required" }]);
      const made = await block("spam@evil.test");
      const unknown = (await block("nobody@evil.test")).body.block;
      expect(made.status).toBe(201);
      expect({ ...made.body.block, id: unknown.id, value: unknown.value }).toEqual(unknown);
      expect(made.body.block.id).not.toBe(first.id);
      expect((await ask("/blocks")).text).not.toContain(secret);
      expect([await heldFrom(own, "spam@evil.test"), await heldFrom(other, "spam@evil.test")]).toEqual([true, true]);
      expect((await ask(`/blocks/${made.body.block.id}`, { method: "DELETE" })).status).toBe(204);
      expect([await heldFrom(own, "spam@evil.test"), await heldFrom(other, "spam@evil.test")]).toEqual([false, true]);
    });

    it("keep their note among those it was written for, whoever blocks the sender for more", async () => {
      const theirs = { kind: "address", value: "spam@evil.test", note: secret, projects: [other.id] };
      const first = (await staffAsk(desk, "/blocks", { body: theirs })).body.block;
      const more = (await block("spam@evil.test", { cookie: desk.admin })).body.block;
      expect([more.note, more.projects, more.id === first.id]).toEqual(["", "all", false]);
      expect((await ask("/blocks")).text).not.toContain(secret);
      const all = (await staffAsk(desk, "/blocks")).body.items.filter(({ value }) => value === first.value);
      expect(all.map(({ note }) => note).toSorted()).toEqual(["", secret]);
    });

    it("are taken off one's own projects alone", async () => {
      const everywhere = (await block("all@evil.test", { cookie: desk.admin })).body.block;
      expect((await ask(`/blocks/${everywhere.id}`, { method: "DELETE" })).status).toBe(403);
      const body = { kind: "address", value: "both@evil.test", projects: [own.id, other.id] };
      const both = (await staffAsk(desk, "/blocks", { body })).body.block;
      expect((await ask(`/blocks/${both.id}`, { method: "DELETE" })).status).toBe(204);
      expect([await heldFrom(own, "both@evil.test"), await heldFrom(other, "both@evil.test")]).toEqual([false, true]);
      expect((await ask(`/blocks/${both.id}`, { method: "DELETE" })).status).toBe(404);
    });
  });

  describe("live", () => {
    const open: EventReader[] = [];
    afterEach(() => Promise.all(open.splice(0).map((reader) => reader.close())));
    const follow = async (): Promise<EventReader> => {
      const reader = await readEvents(desk, "/api/staff/events", { Cookie: abe.cookie });
      open.push(reader);
      return reader;
    };
    const answer = (id: string, body: string) =>
      staffAsk(desk, `/tickets/${id}/messages`, { body: { body, internal: true }, key: newKey() });

    it("hears of its own projects, and of others from the moment they are given", async () => {
      const stream = await follow();
      await answer(hidden, "Not for Abe.");
      await answer(shown, "For Abe.");
      expect((await stream.next("message.created"))?.data.message.body).toBe("For Abe.");
      await give([own.id, other.id]);
      await stream.next("access.changed");
      await answer(hidden, "For Abe too.");
      expect((await stream.next("message.created"))?.data.message.body).toBe("For Abe too.");
      await give([other.id]);
      await stream.next("access.changed");
      await answer(shown, "Not any more.");
      await answer(hidden, "The end.");
      expect((await stream.next("message.created"))?.data.message.body).toBe("The end.");
    });
  });
});

describe.each(engines)("a viewer (%s)", (engine) => {
  const { it, desk } = withDesk(engine);
  it("writes notes, and neither answers nor sets a status with one", async () => {
    const project = await desk.project("Tea");
    const vic = await joinDesk(desk, "Vic", "viewer");
    const token = await desk.visitor(project.portal.key);
    const { id } = (await submitTicket(desk, project.api, token, { subject: "Hi", body: "Hi" })).body.ticket;
    const write = async (body: object): Promise<number> =>
      (await staffAsk(desk, `/tickets/${id}/messages`, { body, key: newKey(), cookie: vic.cookie })).status;
    expect(await write({ body: "An answer." })).toBe(403);
    expect(await write({ body: "A note.", internal: true, status: "solved" })).toBe(403);
    expect(await write({ body: "A note.", internal: true })).toBe(201);
    const { ticket } = (await staffAsk(desk, `/tickets/${id}`)).body;
    expect([ticket.status, ticket.messages.map(({ body }) => body)]).toEqual(["new", ["Hi", "A note."]]);
    expect((await staffAsk(desk, "/agents")).body.items.map(({ name }) => name)).not.toContain("Vic");
  });
});
