import { describe, expect } from "vitest";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { readEvents } from "../testing/event-reader.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("what a portal becomes, for whom nobody knows (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);

  const set = (portal: object) =>
    desk.ask(`/api/staff/projects/${talk.project.id}`, { method: "PATCH", body: { portal }, cookie: desk.admin });

  it("is told at once, without a word of any ticket or person, and ends with the portal", async () => {
    const stream = await readEvents(desk, `${talk.portal}/changes`, {});
    expect(stream.status).toBe(200);
    const body = { subject: "Secret", body: "Words" };
    await submitTicket(desk, talk.portal, talk.token, body);
    const { token } = await desk.customer(talk.project.id, { email: "leo@shop.test" });
    await desk.ask(`${talk.portal}/session`, { method: "DELETE", token });
    await set({ loginRequired: true });
    const first = await stream.next();
    await set({ enabled: false });
    expect([first, ...(await stream.rest())].map((event) => [event!.type, event!.data])).toEqual([
      ["access.changed", {}],
      ["portal.off", {}],
    ]);
  });

  it("is told before the sign-in, too, and not where there is no portal", async () => {
    await set({ loginRequired: true });
    const stream = await readEvents(desk, `${talk.portal}/changes`, {});
    await set({ selfRegistration: false });
    expect(await stream.next()).toMatchObject({ type: "access.changed" });
    await stream.close();
    await set({ enabled: false });
    expect((await desk.ask(`${talk.portal}/changes`)).status).toBe(404);
  });

  it("goes to a hundred panels of one network at most", async () => {
    const open = () => desk.app.request(`${talk.portal}/changes`);
    const streams = await Promise.all(Array.from({ length: 100 }, open));
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await open();
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "10"]);
    await Promise.all(streams.map(({ body }) => body!.cancel()));
    expect((await open()).status).toBe(200);
  });
});
