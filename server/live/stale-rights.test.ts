/** Events are read back as they are now, so nobody is told of one by the rights of before. */
import { describe, expect } from "vitest";
import { announceAccess } from "../db/announce-access.ts";
import type { NewEvent } from "../db/database.ts";
import { engines } from "../testing/engines.ts";
import { readEvents } from "../testing/event-reader.ts";
import { newKey } from "../testing/desk.ts";
import { makeCompany, staffAsk } from "../testing/people.ts";
import { submitTicket } from "../testing/verbs.ts";
import { withDesk } from "../testing/with-desk.ts";

/** So many turns let all go on that can. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
};

describe.each(engines)("rights that are lost while events wait (%s)", (engine) => {
  const { it, desk } = withDesk(engine);

  const colleagues = async () => {
    const project = await desk.project("A", { permissions: { viewCompanyTickets: true } });
    const company = await makeCompany(desk, project.id, "Orchard");
    const person = (name: string) =>
      desk.customer(project.id, { name, email: `${name.toLowerCase()}@shop.test`, companyId: company.id });
    const [mia, leo] = [await person("Mia"), await person("Leo")];
    const submit = async (subject: string): Promise<string> =>
      (await submitTicket(desk, project.api, mia.token, { subject, body: "Words" })).body.ticket.id;
    const follow = (who: { token: string }, more: Record<string, string> = {}) =>
      readEvents(desk, `${project.api}/events`, { Authorization: `Bearer ${who.token}`, ...more });
    return { project, company, mia, leo, submit, follow };
  };
  const answer = (id: string, body: string) =>
    staffAsk(desk, `/tickets/${id}/messages`, { body: { body }, key: newKey() });
  const newsAreOut = async (): Promise<void> => {
    const newest = desk.database.read.selectFrom("events").select((eb) => eb.fn.max("seq").as("seq"));
    const seq = Number((await newest.executeTakeFirstOrThrow()).seq);
    await expect.poll(() => desk.hub.last, { interval: 5 }).toBe(seq);
  };

  it("a slow reader who has left the company hears nothing of what came after", async () => {
    const { project, leo, submit, follow } = await colleagues();
    await newsAreOut();
    const since = String(desk.hub.last);
    const long = await submit("Long");
    for (let n = 0; n < 6; n++) await answer(long, "Tea is better than coffee. ".repeat(700));
    const later = await submit("Later");
    await newsAreOut();
    const stream = await follow(leo, { "Last-Event-ID": since });
    expect((await stream.next())?.data.ticket.id).toBe(long);
    // Nobody reads on, so it stands still before it comes to the later ticket.
    await settle();
    await staffAsk(desk, `/customers/${leo.id}`, { method: "PATCH", body: { company: null } });
    await answer(later, "Secret");
    // Of Leo alone, and after all of it.
    const own = (await submitTicket(desk, project.api, leo.token, { subject: "Own", body: "Words" })).body.ticket.id;
    await newsAreOut();
    const heard: string[] = [];
    for (let event = await stream.next(); event; event = await stream.next()) {
      heard.push(event.data.ticket?.id ?? event.type);
      if (event.data.ticket?.id === own) break;
    }
    expect(heard[0]).toBe(long);
    expect(heard).not.toContain(later);
    // The client reads anew, though the company that the event names is not Leo's any more by then.
    expect(heard).toContain("access.changed");
    await stream.close();
  });

  it("nobody hears of a ticket by the rights that are lost later in the same breath", async () => {
    const { project, company, mia, leo, submit, follow } = await colleagues();
    const ticketId = await submit("Later");
    const [left, stays] = [await follow(leo), await follow(mia)];
    await desk.database.write(async (tx) => {
      tx.emit({ projectId: project.id, type: "ticket.updated", ticketId });
      await tx.db.updateTable("customers").set({ company_id: null }).where("id", "=", leo.id).execute();
      announceAccess(tx, project.id, "company", company.id);
    });
    expect((await stays.next())?.type).toBe("ticket.updated");
    expect((await stays.next())?.type).toBe("access.changed");
    expect((await left.next())?.type).toBe("access.changed");
    await Promise.all([left.close(), stays.close()]);
  });
});

describe.each(engines)("a reader who catches up (%s)", (engine) => {
  const { it, desk } = withDesk(engine);

  it.each(["look", 2])("is overtaken by nothing new where this takes its time: %s", async (slow) => {
    const emit = (...types: NewEvent["type"][]) =>
      desk.database.write(async (tx) => types.forEach((type) => tx.emit({ projectId: "p", type })));
    const first = desk.hub.last + 1;
    const told: (number | string)[] = [];
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const does = async (step: number | string): Promise<void> => {
      if (step === slow) {
        begun.resolve();
        await gate.promise;
      }
      told.push(step);
    };
    await emit("ticket.updated", "access.changed");
    await expect.poll(() => desk.hub.last, { interval: 5 }).toBe(first + 1);
    desk.hub.add({
      owner: "a",
      maxStreams: 5,
      projectId: "p",
      cursor: first - 1,
      expiresAt: Infinity,
      isConcerned: () => true,
      deliver: ({ seq }) => does(Number(seq) - first + 1),
      isTaken: true,
      taken: async () => {},
      skip() {},
      recheck: () => does("look"),
      beat() {},
      end() {},
    });
    await begun.promise;
    await emit("ticket.updated");
    await expect.poll(() => desk.hub.last, { interval: 5 }).toBe(first + 2);
    await settle();
    gate.resolve();
    await expect.poll(() => told.length, { interval: 5 }).toBe(4);
    expect(told).toEqual(["look", 1, 2, 3]);
  });
});
