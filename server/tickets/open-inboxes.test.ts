import { describe, expect } from "vitest";
import { staffAsk } from "../testing/people.ts";
import { submitTicket } from "../testing/verbs.ts";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

const day = 24 * 3_600_000;

describe.each(engines)("C3: an inbox that is closed to customers never receives from them (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);

  const setOpen = (inbox: string, portal: boolean) =>
    staffAsk(desk, `/inboxes/${inbox}`, { method: "PATCH", body: { portal } });
  const addInbox = async (name = "Orders"): Promise<string> =>
    (await staffAsk(desk, `/projects/${talk.project.id}/inboxes`, { body: { name } })).body.inbox.id;
  const write = (more = {}) => submitTicket(desk, talk.portal, talk.token, { subject: "S", body: "B", ...more });
  const offered = async () => (await desk.ask(talk.portal)).body.inboxes;

  it("nor where no inbox is open, which the portal says before anybody writes", async () => {
    const { id } = talk.ticket.inbox;
    await setOpen(id, false);
    expect(await offered()).toEqual([]);
    for (const answer of [await write(), await write({ inbox: id })]) {
      expect([answer.status, answer.body.error.code]).toEqual([403, "tickets_closed"]);
    }
    const reply = { body: { body: "And?" }, token: talk.token, key: newKey() };
    expect((await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}/messages`, reply)).status).toBe(201);
    const behalf = { project: talk.project.id, subject: "S", body: "B", name: "Mia" };
    expect((await staffAsk(desk, "/tickets", { body: behalf, key: newKey() })).status).toBe(201);
    await setOpen(id, true);
    expect((await write()).body.ticket.inbox.id).toBe(id);
  });

  it("the only one left takes what was meant for another; of several, the one that was chosen has to be there", async () => {
    const orders = await addInbox();
    await setOpen(talk.ticket.inbox.id, false);
    expect((await write({ inbox: talk.ticket.inbox.id })).body.ticket.inbox.id).toBe(orders);
    expect((await write()).body.ticket.inbox.id).toBe(orders);
    // Where there is a choice, it is the customer's.
    await addInbox("Press");
    for (const inbox of [talk.ticket.inbox.id, "0".repeat(32)]) {
      const refused = await write({ inbox });
      expect([refused.status, refused.body.error.fields]).toEqual([400, { inbox: "not_allowed" }]);
    }
  });

  it("what goes on from a ticket of long ago goes to an open one, and is kept where there is none", async () => {
    const followUp = async (): Promise<string> => {
      await desk.signInAgain();
      await staffAsk(desk, `/tickets/${talk.ticket.id}`, { method: "PATCH", body: { status: "closed" } });
      desk.pass(20 * day);
      const reply = { body: { body: "Again." }, token: talk.token, key: newKey() };
      const made = await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}/messages`, reply);
      expect(made.body.ticket.follows?.id).toBe(talk.ticket.id);
      return made.body.ticket.inbox.id;
    };
    const orders = await addInbox();
    await setOpen(talk.ticket.inbox.id, false);
    expect(await followUp()).toBe(orders);
    await desk.signInAgain();
    await setOpen(orders, false);
    expect(await followUp()).toBe(talk.ticket.inbox.id);
  });
});
