import { beforeEach, describe, expect } from "vitest";
import { engines } from "../testing/engines.ts";
import { newKey } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("one key makes one thing (%s)", (engine) => {
  const { it, desk, project } = withProject(engine);
  let token: string;
  beforeEach(async () => {
    token = await desk.visitor(project.portal.key);
  });

  const ticket = { subject: "Lost parcel", body: "It never came." };
  const count = async (table: "tickets" | "messages"): Promise<number> =>
    Number(
      (
        await desk.database.read
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as("n"))
          .executeTakeFirstOrThrow()
      ).n,
    );

  it("answers a repeated submission with the ticket as it is now", async () => {
    const key = newKey();
    const first = await desk.ask(`${project.api}/tickets`, { body: ticket, token, key });
    const { id } = first.body.ticket;
    await desk.ask(`/api/staff/tickets/${id}`, { method: "PATCH", body: { status: "solved" }, cookie: desk.admin });
    const again = await desk.ask(`${project.api}/tickets`, { body: ticket, token, key });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.ticket).toMatchObject({ id, status: "solved" });
    expect(await count("tickets")).toBe(1);
  });

  it("makes one ticket of twenty requests with the same key at once", async () => {
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => desk.ask(`${project.api}/tickets`, { body: ticket, token, key })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(answers.find(({ status }) => status === 409)?.body.error.code).toBe("key_in_flight");
    expect(await count("tickets")).toBe(1);
  });

  it("remembers a key for ever, not for a day", async () => {
    const key = newKey();
    await desk.ask(`${project.api}/tickets`, { body: ticket, token, key });
    desk.pass(300 * 24 * 3_600_000);
    expect((await desk.ask(`${project.api}/tickets`, { body: ticket, token, key })).status).toBe(201);
    expect(await count("tickets")).toBe(1);
  });

  it("refuses a key that comes back with another body", async () => {
    const key = newKey();
    await desk.ask(`${project.api}/tickets`, { body: ticket, token, key });
    const other = await desk.ask(`${project.api}/tickets`, { body: { ...ticket, body: "Changed" }, token, key });
    expect([other.status, other.body.error.code]).toEqual([422, "key_reused"]);
  });

  it("tells a stranger with the same key nothing about the ticket", async () => {
    const key = newKey();
    await desk.ask(`${project.api}/tickets`, { body: ticket, token, key });
    const stranger = await desk.visitor(project.portal.key);
    const answer = await desk.ask(`${project.api}/tickets`, { body: ticket, token: stranger, key });
    expect([answer.status, answer.body.error.code]).toEqual([422, "key_reused"]);
  });

  it("lets two projects use the same key for themselves", async () => {
    const key = newKey();
    await desk.ask(`${project.api}/tickets`, { body: ticket, token, key });
    const other = await desk.project("Other");
    const otherToken = await desk.visitor(other.portal.key);
    const answer = await desk.ask(`/api/portal/${other.portal.key}/tickets`, { body: ticket, token: otherToken, key });
    expect(answer.status).toBe(201);
    expect(await count("tickets")).toBe(2);
  });

  it("holds for replies of customers and of staff", async () => {
    const made = await submitTicket(desk, project.api, token, ticket);
    const { id } = made.body.ticket;
    const [mine, theirs] = [newKey(), newKey()];
    for (let i = 0; i < 2; i++) {
      await desk.ask(`${project.api}/tickets/${id}/messages`, { body: { body: "Hello?" }, token, key: mine });
      await desk.ask(`/api/staff/tickets/${id}/messages`, { body: { body: "Hi!" }, cookie: desk.admin, key: theirs });
    }
    expect(await count("messages")).toBe(3);
    const reused = await desk.ask(`${project.api}/tickets/${id}/messages`, {
      body: { body: "Other" },
      token,
      key: mine,
    });
    expect(reused.body.error.code).toBe("key_reused");
  });

  it("holds for tickets that staff make", async () => {
    const projects = await desk.ask("/api/staff/projects", { cookie: desk.admin });
    const body = { ...ticket, project: projects.body.items[0]!.id };
    const key = newKey();
    const first = await desk.ask("/api/staff/tickets", { body, cookie: desk.admin, key });
    const again = await desk.ask("/api/staff/tickets", { body, cookie: desk.admin, key });
    expect(again.body.ticket.id).toBe(first.body.ticket.id);
    expect(await count("tickets")).toBe(1);
  });

  it.each([
    [undefined, "key_required"],
    ["", "key_invalid"],
    ["not-a-uuid", "key_invalid"],
    ["00000000-0000-0000-0000-000000000000", "key_invalid"],
  ])("refuses the key %j with %s", async (key, code) => {
    const headers: Record<string, string> = key === undefined ? {} : { "Idempotency-Key": key };
    const answer = await desk.ask(`${project.api}/tickets`, { body: ticket, token, headers });
    expect([answer.status, answer.body.error.code]).toEqual([400, code]);
  });
});
