import { afterEach, beforeEach, describe, expect } from "vitest";
import type { ChangedStaffTicket, ChangedTicket, MessageReply } from "../contract/index.ts";
import { newKey } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { type EventReader, readEvents } from "../testing/event-reader.ts";
import { followPortal } from "../testing/verbs.ts";
import { withConversation } from "../testing/with-desk.ts";

describe.each(engines)("the line about a new status reaches a thread that is open (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine, {}, { permissions: { closeTickets: true } });
  let customer: EventReader;
  let staff: EventReader;
  beforeEach(async () => {
    customer = await followPortal(desk, talk.portal, talk.token);
    staff = await readEvents(desk, "/api/staff/events", { Cookie: desk.admin });
  });
  afterEach(() => Promise.all([customer.close(), staff.close()]));

  const path = () => `${talk.portal}/tickets/${talk.ticket.id}` as const;
  const setByStaff = async (patch: object): Promise<ChangedStaffTicket> =>
    (await desk.ask(`/api/staff/tickets/${talk.ticket.id}`, { method: "PATCH", body: patch, cookie: desk.admin })).body;
  const setByCustomer = async (patch: object): Promise<ChangedTicket> =>
    (await desk.ask(path(), { method: "PATCH", body: patch, token: talk.token })).body;
  const reply = async (body: string): Promise<MessageReply> =>
    (await desk.ask(`${path()}/messages`, { body: { body }, token: talk.token, key: newKey() })).body;
  const shown = async (): Promise<unknown[]> => (await desk.ask(path(), { token: talk.token })).body.ticket.messages;

  it("with the answer to staff who set it, and as an event on both sides", async () => {
    const { ticket, statusMessage, after } = await setByStaff({ status: "solved", priority: "high" });
    expect(ticket).toMatchObject({ status: "solved", priority: "high" });
    expect(statusMessage).toMatchObject({ internal: false, change: { status: { from: "new", to: "solved" } } });
    const { internal: _, ...line } = statusMessage!;
    for (const stream of [customer, staff]) {
      const event = await stream.next("message.created");
      expect(event?.data).toMatchObject({ ticket: { status: "solved" }, message: line });
      // Widgets of earlier releases hear of the status by this one.
      expect((await stream.next("ticket.updated"))?.data.ticket.status).toBe("solved");
    }
    expect((await shown()).at(-1)).toEqual(line);
    expect(after).toBe(talk.ticket.messages[0]!.id);
  });

  it("with the answer to the customer who closes the ticket", async () => {
    const { ticket, statusMessage } = await setByCustomer({ status: "closed" });
    expect(ticket.status).toBe("closed");
    expect((await shown()).at(-1)).toEqual(statusMessage);
    expect((await staff.next("message.created"))?.data.message).toMatchObject(statusMessage!);
    expect(await setByCustomer({ status: "closed" })).not.toHaveProperty("statusMessage");
  });

  it("below the reply that opened the ticket again", async () => {
    await setByStaff({ status: "solved" });
    await customer.next("message.created");
    const sent = await reply("Not quite");
    expect(sent).toMatchObject({ message: { body: "Not quite" }, ticket: { status: "open" } });
    expect(sent.statusMessage).toMatchObject({ change: { status: { from: "solved", to: "open" } } });
    expect((await shown()).slice(-2)).toEqual([sent.message, sent.statusMessage]);
    expect((await customer.next("message.created"))?.data.message).toEqual(sent.message);
    expect((await customer.next("message.created"))?.data.message).toEqual(sent.statusMessage);
  });

  it("again with the reply that is sent again, and with what came before it", async () => {
    const { statusMessage } = await setByStaff({ status: "on-hold" });
    const key = newKey();
    const send = async (): Promise<MessageReply> =>
      (await desk.ask(`${path()}/messages`, { body: { body: "Any news?" }, token: talk.token, key })).body;
    const first = await send();
    expect(first.after).toBe(statusMessage!.id);
    expect(first.statusMessage).toMatchObject({ change: { status: { from: "on-hold", to: "open" } } });
    expect(await send()).toEqual(first);
  });

  it("never for the ordinary to and fro, nor for what changes no status", async () => {
    expect(await setByStaff({ priority: "low" })).not.toHaveProperty("statusMessage");
    await desk.ask(`/api/staff/tickets/${talk.ticket.id}/messages`, {
      body: { body: "Soon." },
      cookie: desk.admin,
      key: newKey(),
    });
    const sent = await reply("Thanks");
    expect(sent.ticket.status).toBe("open");
    expect(sent).not.toHaveProperty("statusMessage");
  });
});
