import { describe, expect } from "vitest";
import { engines } from "../testing/engines.ts";
import { readEvents } from "../testing/event-reader.ts";
import { agentCookie, staffAsk } from "../testing/people.ts";
import { withUndo } from "../testing/with-undo.ts";

describe.each(engines)("Undo: a live talk, in which nothing waits, and what a page is told (%s)", (engine) => {
  const { it, desk, project, scene, undoIn, answer, ofStaff, ofMia, later } = withUndo(engine);

  it("does not wait while the customer has the ticket open in sight", async () => {
    const headers = { Authorization: `Bearer ${scene.mia.token}` };
    const watch = (ticket: string) => readEvents(desk, `${project.api}/events?ticket=${ticket}`, headers);
    const stranger = await desk.customer(project.id, { name: "Eve", email: "eve@example.com" });
    const eve = { Authorization: `Bearer ${stranger.token}` };
    const nosy = await readEvents(desk, `${project.api}/events?ticket=${scene.ticket}`, eve);
    expect((await answer("Not hers to see")).body.message).toHaveProperty("effectiveAt");
    // What follows would wait for it.
    await later();
    const staff = await readEvents(desk, "/api/staff/events", { Cookie: desk.admin });
    const stream = await watch(scene.ticket);
    // The page says so before anything is sent.
    expect((await staff.next("ticket.live"))?.data).toEqual({ id: scene.ticket, live: true });
    expect(await ofStaff()).toMatchObject({ live: true });
    const { message } = (await answer("Talking to you")).body;
    expect(message).not.toHaveProperty("effectiveAt");
    expect((await ofMia()).excerpt).toBe("Talking to you");
    await stream.close();
    expect(await ofStaff()).not.toHaveProperty("live");
    await staff.close();
    expect((await answer("You are gone")).body.message).toHaveProperty("effectiveAt");
    await nosy.close();
  });

  it("ceases to be a live talk when whoever looks on may not read the ticket any more", async () => {
    const cy = { name: "Cy", email: "cy@example.com", companyId: (await ofStaff()).company!.id };
    const { token } = await desk.customer(project.id, cy);
    const headers = { Authorization: `Bearer ${token}` };
    const stream = await readEvents(desk, `${project.api}/events?ticket=${scene.ticket}`, headers);
    expect(await ofStaff()).toMatchObject({ live: true });
    await staffAsk(desk, `/tickets/${scene.ticket}`, { method: "PATCH", body: { company: null } });
    await expect.poll(ofStaff).not.toHaveProperty("live");
    expect((await answer("Not for Cy")).body.message).toHaveProperty("effectiveAt");
    await stream.close();
  });

  it("says in every answer that the talk is live, and to staff that it is or has ended, once", async () => {
    const headers = { Authorization: `Bearer ${scene.mia.token}` };
    const watch = () => readEvents(desk, `${project.api}/events?ticket=${scene.ticket}`, headers);
    const moment = () => new Promise((resolve) => setTimeout(resolve, 250));
    const staff = await readEvents(desk, "/api/staff/events", { Cookie: desk.admin });
    const first = await watch();
    // And no more than that: of a change of the ticket pages would read their counts.
    expect(await staff.next()).toMatchObject({ type: "ticket.live", data: { id: scene.ticket, live: true } });
    const tags = { method: "PATCH", body: { tags: ["tea"] } } as const;
    expect((await staffAsk(desk, `/tickets/${scene.ticket}`, tags)).body.ticket).toMatchObject({ live: true });
    expect((await answer("Hello")).body.ticket).toMatchObject({ live: true });
    expect((await staff.next("message.created"))!.data.ticket).toMatchObject({ live: true });
    // Another tab of hers: nothing changes as long as one of them shows it.
    const second = await watch();
    await moment();
    await first.close();
    await moment();
    await second.close();
    await moment();
    await answer("That is all", { internal: true });
    const told: unknown[] = [];
    for (let event = await staff.next(); event?.type !== "message.created"; event = await staff.next()) {
      told.push(event!.type === "ticket.live" ? event!.data : event!.type);
    }
    expect(told).toEqual([{ id: scene.ticket, live: false }]);
    await staff.close();
  });

  it("is known again to a page that begins anew, whichever ticket it shows", async () => {
    const { message } = (await answer("Before the reload")).body;
    const staff = await readEvents(desk, "/api/staff/events", { Cookie: desk.admin });
    expect((await staff.next())!).toMatchObject({ type: "ticket.pending", data: { pending: [{ id: message.id }] } });
    await staff.close();
    const bo = await readEvents(desk, "/api/staff/events", { Cookie: await agentCookie(desk, "Bo") });
    await answer("A note", { internal: true });
    expect((await bo.next())!.type).toBe("message.created");
    await bo.close();
  });

  it("is told with the time that is left by the desk's clock, whatever the reader's says", async () => {
    await undoIn(30);
    const { message } = (await answer("Soon")).body;
    expect(message).toMatchObject({ effectiveIn: 30_000 });
    desk.pass(28_000);
    const staff = await readEvents(desk, "/api/staff/events", { Cookie: desk.admin });
    const told = (await staff.next())!.data as unknown as { pending: unknown[] };
    expect(told.pending).toMatchObject([{ id: message.id, effectiveIn: 2000 }]);
    await staff.close();
    expect((await ofStaff()).messages.at(-1)).toMatchObject({ effectiveIn: 2000 });
    // Its job is late.
    desk.pass(60_000);
    expect((await ofStaff()).messages.at(-1)).toMatchObject({ effectiveIn: 0 });
    await desk.jobs.runDue();
    expect((await ofStaff()).messages.at(-1)).not.toHaveProperty("effectiveIn");
  });
});
