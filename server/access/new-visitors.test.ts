import { describe, expect } from "vitest";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { limits } from "./limits.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("visitors that come from everywhere and write nothing (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, { limits: true });

  const from = (network: string) => ({ "X-Forwarded-For": network });
  const come = (network: string) => desk.ask(`${project.api}/visitors`, { method: "POST", headers: from(network) });
  const write = (token: string, network: string) =>
    submitTicket(desk, project.api, token, { subject: "Hi", body: "x" }, { headers: from(network) });

  it("S5: nobody is kept out by them, each network is given few meanwhile, and who writes gives theirs back", async () => {
    await desk.database.write((tx) => desk.limiter.take(tx, "silentVisitors", "all", limits.silentVisitors.amount - 2));
    for (let i = 0; i < 2; i++) expect((await come("192.0.2.1")).status).toBe(201);
    // From here on there is a crowd.
    const first = await come("192.0.2.2");
    expect(first.status).toBe(201);
    const second = await come("192.0.2.2");
    expect([second.status, second.headers.get("Retry-After")]).toEqual([429, "3600"]);
    expect((await come("192.0.2.3")).status).toBe(201);
    const { token } = first.body;
    expect((await write(token, "192.0.2.2")).status).toBe(201);
    expect((await come("192.0.2.2")).status).toBe(201);
    expect((await come("192.0.2.2")).status).toBe(429);
    // Once for each of them.
    expect((await write(token, "192.0.2.2")).status).toBe(201);
    expect((await come("192.0.2.2")).status).toBe(429);
    desk.pass(3_600_000);
    for (let i = 0; i < 20; i++) expect((await come("192.0.2.2")).status).toBe(201);
  });
});
