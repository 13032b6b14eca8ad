import { describe, expect } from "vitest";
import { engines } from "../testing/engines.ts";
import { staffAsk } from "../testing/people.ts";
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
