/** A request takes as long as its sender likes: what ends while its last byte is held back ends for it, too. */
import { describe, expect } from "vitest";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { agentCookie, makeKey, staffAsk } from "../testing/people.ts";

describe.each(engines)("S25: what ends while a request is held back ends for it (%s)", (engine) => {
  const { it, desk, project } = withProject(engine);

  /** @returns when the server waits for what is still to come: sends it, and resolves to the answer's status */
  const holdBack = async (
    path: string,
    headers: Record<string, string>,
    whole: Request,
  ): Promise<() => Promise<number>> => {
    const bytes = new Uint8Array(await whole.arrayBuffer());
    const waiting = Promise.withResolvers<void>();
    const rest = Promise.withResolvers<void>();
    const parts = [bytes.subarray(0, -1), bytes.subarray(-1)];
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const next = parts.shift();
          if (parts.length === 0) {
            waiting.resolve();
            await rest.promise;
          }
          if (next) controller.enqueue(next);
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const type = whole.headers.get("Content-Type")!;
    const answer = desk.app.request(path, {
      method: "POST",
      headers: { "Sec-Fetch-Site": "same-origin", "Content-Type": type, ...headers },
      body,
      duplex: "half",
    } as RequestInit);
    await waiting.promise;
    return async () => {
      rest.resolve();
      return (await answer).status;
    };
  };
  const json = (body: object): Request =>
    new Request("http://x", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" },
    });

  const colleague = async (role: "admin" | "agent") => {
    const cookie = await agentCookie(desk, "Eve");
    const { items } = (await staffAsk(desk, "/staff")).body;
    const { id } = items.find(({ name }) => name === "Eve")!;
    const path = `/staff/${id}`;
    await staffAsk(desk, path, { method: "PATCH", body: { role } });
    return { cookie, path };
  };
  const invitation = () => json({ name: "Mallory", email: "mallory@evil.test", role: "admin" });

  it("an administrator who is removed invites nobody any more, makes no key, and starts no import", async () => {
    const eve = await colleague("admin");
    const file = new Request("http://x", {
      method: "POST",
      body: fileForm("name,email\nMia,mallory@evil.test\n", "a.csv"),
    });
    const finish = [
      await holdBack("/api/staff/staff", { Cookie: eve.cookie }, invitation()),
      await holdBack("/api/staff/api-keys", { Cookie: eve.cookie }, json({ name: "k", scopes: ["customers:write"] })),
      await holdBack(`/api/staff/imports?project=${project.id}`, { Cookie: eve.cookie }, file.clone()),
      await holdBack(`/api/staff/imports?project=${project.id}&dryRun=true`, { Cookie: eve.cookie }, file),
    ];
    expect((await staffAsk(desk, eve.path, { method: "DELETE" })).status).toBe(204);
    expect(await Promise.all(finish.map((send) => send()))).toEqual([401, 401, 401, 401]);
  });

  it("an administrator who becomes an agent has an agent's rights", async () => {
    const eve = await colleague("admin");
    const finish = await holdBack("/api/staff/staff", { Cookie: eve.cookie }, invitation());
    await staffAsk(desk, eve.path, { method: "PATCH", body: { role: "agent" } });
    expect(await finish()).toBe(403);
  });

  it.each([
    ["a viewer by now", { role: "viewer" }, 403],
    ["without the project by now", { projects: [] }, 400],
  ])("whoever is %s imports nothing, and hears not what would become of it", async (_, patch, refusal) => {
    const eve = await colleague("agent");
    const file = new Request("http://x", {
      method: "POST",
      body: fileForm("name,email\nMia,mallory@evil.test\n", "a.csv"),
    });
    const finish = [
      await holdBack(`/api/staff/imports?project=${project.id}`, { Cookie: eve.cookie }, file.clone()),
      await holdBack(`/api/staff/imports?project=${project.id}&dryRun=true`, { Cookie: eve.cookie }, file),
    ];
    expect((await staffAsk(desk, eve.path, { method: "PATCH", body: patch })).status).toBe(200);
    expect(await Promise.all(finish.map((send) => send()))).toEqual([refusal, refusal]);
  });

  it("a key that is deleted changes nobody any more", async () => {
    const { key } = await makeKey(desk, ["customers:write"]);
    const body = json({ project: project.id, name: "Mia", email: "mia@mail.test" });
    const finish = await holdBack("/api/staff/customers", { Authorization: `Bearer ${key}` }, body);
    const { id } = (await staffAsk(desk, "/api-keys")).body.items[0]!;
    await staffAsk(desk, `/api-keys/${id}`, { method: "DELETE" });
    expect(await finish()).toBe(401);
  });

  it("a customer who signs out everywhere writes nothing more by an older session", async () => {
    const { token } = await desk.customer(project.id, { email: "mia@mail.test" });
    const portal = project.api;
    const headers = { Authorization: `Bearer ${token}`, "Idempotency-Key": newKey() };
    const finish = await holdBack(`${portal}/tickets`, headers, json({ subject: "Hi", body: "Not me." }));
    expect((await desk.ask(`${portal}/session?all=true`, { method: "DELETE", token })).status).toBe(204);
    expect(await finish()).toBe(401);
  });

  it("a portal that is turned off, or asks for a login, takes nothing more", async () => {
    const [portal, path] = [project.api, `/projects/${project.id}`];
    const turn = (settings: object) => staffAsk(desk, path, { method: "PATCH", body: { portal: settings } });
    const finish = await holdBack(`${portal}/visitors`, {}, json({}));
    await turn({ loginRequired: true });
    expect(await finish()).toBe(401);
    const late = await holdBack(`${portal}/session/codes`, {}, json({ email: "mia@mail.test" }));
    await turn({ enabled: false });
    expect(await late()).toBe(404);
  });
});
