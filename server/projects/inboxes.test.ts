import { describe, expect } from "vitest";
import { engines } from "../testing/engines.ts";
import { newKey } from "../testing/desk.ts";
import { readEvents } from "../testing/event-reader.ts";
import { staffAsk } from "../testing/people.ts";
import { submitTicket } from "../testing/verbs.ts";
import { withConversation } from "../testing/with-desk.ts";

describe.each(engines)("inboxes and their tickets (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);
  const remove = (id: string) => staffAsk(desk, `/inboxes/${id}`, { method: "DELETE" });
  const count = async (id: string) => (await staffAsk(desk, `/inboxes/${id}`)).body.inbox.tickets;

  it("C21: one that holds tickets is not deleted, and both its answers say how many", async () => {
    const { id } = talk.ticket.inbox;
    expect(await count(id)).toBe(1);
    const alone = await remove(id);
    expect([alone.status, alone.body.error.code]).toEqual([409, "last_inbox"]);

    const body = { name: "Billing" };
    const { inbox } = (await staffAsk(desk, `/projects/${talk.project.id}/inboxes`, { body })).body;
    expect(await count(inbox.id)).toBe(0);
    const full = await remove(id);
    expect([full.status, full.body.error]).toEqual([
      409,
      expect.objectContaining({ code: "inbox_not_empty", tickets: 1 }),
    ]);

    const move = { method: "PATCH", body: { inbox: inbox.id } };
    expect((await staffAsk(desk, `/tickets/${talk.ticket.id}`, move)).status).toBe(200);
    expect([await count(id), await count(inbox.id)]).toEqual([0, 1]);
    expect((await remove(id)).status).toBe(204);
    expect((await remove(inbox.id)).body.error.code).toBe("last_inbox");
  });

  const addInbox = async (name: string, more = {}): Promise<string> => {
    const path = `/projects/${talk.project.id}/inboxes` as const;
    return (await staffAsk(desk, path, { body: { name, ...more } })).body.inbox.id;
  };
  const move = (from: string, to: string) => staffAsk(desk, `/inboxes/${from}?moveTo=${to}`, { method: "DELETE" });
  const write = (more = {}) => submitTicket(desk, talk.portal, talk.token, { subject: "S", body: "B", ...more });
  const names = async () =>
    (await staffAsk(desk, `/projects/${talk.project.id}/inboxes`)).body.items.map(({ name }) => name).toSorted();
  const list = async (inbox: string) =>
    (await staffAsk(desk, `/tickets?inbox=${inbox}`)).body.items.map(({ subject }) => subject);

  describe("U-m4: one that is deleted with its tickets", () => {
    it("has them in the other from that moment on, for everybody, and none is touched", async () => {
      const from = talk.ticket.inbox.id;
      const to = await addInbox("Billing", { replyAs: "inbox" });
      const before = (await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}`, { token: talk.token })).body.ticket;
      const heard = await readEvents(desk, "/api/staff/events", { Cookie: desk.admin });
      desk.pass(60_000);
      expect((await move(from, to)).status).toBe(204);
      expect((await heard.next("access.changed"))?.data).toEqual({});
      await heard.close();

      const inbox = { id: to, name: "Billing" };
      const { ticket } = (await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}`, { token: talk.token })).body;
      expect(ticket).toEqual({ ...before, inbox });
      expect((await staffAsk(desk, `/tickets/${ticket.id}`)).body.ticket.inbox).toEqual(inbox);
      // Programs that know the old name find them still.
      for (const id of [to, from]) expect(await list(id)).toEqual([ticket.subject]);
      expect([await names(), await count(to)]).toEqual([["Billing"], 1]);
      const gone = await Promise.all([
        staffAsk(desk, `/inboxes/${from}`),
        staffAsk(desk, `/inboxes/${from}`, { method: "PATCH", body: { name: "Back" } }),
        remove(from),
        staffAsk(desk, `/tickets/${ticket.id}`, { method: "PATCH", body: { inbox: from } }),
      ]);
      expect(gone.map(({ status }) => status)).toEqual([404, 404, 404, 400]);
      const answer = { body: { body: "Paid." }, key: newKey() };
      expect((await staffAsk(desk, `/tickets/${ticket.id}/messages`, answer)).status).toBe(201);
      const thread = await desk.ask(`${talk.portal}/tickets/${ticket.id}`, { token: talk.token });
      expect(thread.body.ticket.messages.at(-1)!.author.name).toBe("Billing");
      const [entry] = (await staffAsk(desk, "/audit")).body.items;
      expect(entry).toMatchObject({ action: "inbox.deleted", changes: { movedTo: [null, "Billing"] } });
    });

    it("gives them on when the other is deleted too, and a ticket that was moved away stays there", async () => {
      const [first, second, third] = [talk.ticket.inbox.id, await addInbox("Two"), await addInbox("Three")];
      const { ticket } = (await write({ inbox: second })).body;
      await move(first, second);
      const patch = { method: "PATCH", body: { inbox: third } };
      await staffAsk(desk, `/tickets/${ticket.id}`, patch);
      expect([await count(second), await count(third)]).toEqual([1, 1]);
      await move(second, third);
      expect([await names(), await count(third), await list(first)]).toEqual([
        ["Three"],
        2,
        [ticket.subject, talk.ticket.subject],
      ]);
      expect((await remove(third)).body.error.code).toBe("last_inbox");
    });

    it("goes on receiving for the other what was written for it before", async () => {
      const from = await addInbox("Orders");
      const to = await addInbox("Billing");
      await move(from, to);
      expect((await write({ inbox: from })).body.ticket.inbox.id).toBe(to);
      // Unless customers may not write there.
      await staffAsk(desk, `/inboxes/${to}`, { method: "PATCH", body: { portal: false } });
      await addInbox("Press");
      expect((await write({ inbox: from })).body.error.fields).toEqual({ inbox: "not_allowed" });
      const behalf = { project: talk.project.id, inbox: from, subject: "S", body: "B", name: "Mia" };
      expect((await staffAsk(desk, "/tickets", { body: behalf, key: newKey() })).body.ticket.inbox.id).toBe(to);
    });

    it("goes to another of its own project that is there, and nowhere else", async () => {
      const elsewhere = (await desk.project("Elsewhere")).id;
      const strange = (await staffAsk(desk, `/projects/${elsewhere}/inboxes`)).body.items[0]!.id;
      const from = talk.ticket.inbox.id;
      const away = await addInbox("Away");
      await addInbox("Billing");
      await remove(away);
      for (const to of [strange, away, from, "nobody's"]) {
        const refused = await move(from, to);
        expect([refused.status, refused.body.error.fields]).toEqual([400, { moveTo: "not_allowed" }]);
      }
      expect([await names(), await count(from)]).toEqual([["Billing", "Support"], 1]);
    });

    it("leaves one inbox, whichever two are deleted at once, and every ticket is in it", async () => {
      const [first, second] = [talk.ticket.inbox.id, await addInbox("Two")];
      const writes = [write({ inbox: first }), write({ inbox: second })];
      const answers = await Promise.all([move(first, second), move(second, first), ...writes]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 204, expect.any(Number)]);
      const [left, ...others] = (await staffAsk(desk, `/projects/${talk.project.id}/inboxes`)).body.items;
      expect([others, await count(left!.id)]).toEqual([[], 3]);
    });
  });

  it("C21: every list of the staff door has its items and says whether there is more", async () => {
    const { project } = talk;
    const ofDesk = "agents api-keys audit blocks companies customers mail projects sessions staff tickets".split(" ");
    const lists = [...ofDesk, `projects/${project.id}/inboxes`, `projects/${project.id}/identity-keys`];
    const shapes = await Promise.all(
      lists.map(async (path) => {
        const { body } = await desk.ask<object>(`/api/staff/${path}`, { cookie: desk.admin });
        return [path, ...Object.keys(body).toSorted()];
      }),
    );
    expect(shapes).toEqual(lists.map((path) => [path, "items", "nextCursor"]));
  });
});
