import { describe, expect } from "vitest";
import { engines } from "../testing/engines.ts";
import { readEvents } from "../testing/event-reader.ts";
import { withUndo } from "../testing/with-undo.ts";

describe.each(engines)("Undo: a live talk, in which nothing waits, and what a page is told (%s)", (engine) => {
  const { it, desk, project, scene, answer, ofStaff, ofMia, later } = withUndo(engine);

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
    expect((await staff.next("ticket.updated"))?.data.ticket).toMatchObject({ id: scene.ticket, live: true });
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
});
