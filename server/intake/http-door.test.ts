import { beforeEach, describe, expect } from "vitest";
import type { TestProject } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { bring, intakeOf, mailDomain, mailKey, written } from "../testing/incoming.ts";
import { makeKey, staffAsk } from "../testing/people.ts";
import { withDesk } from "../testing/with-desk.ts";

describe.each(engines)("the door for mail over HTTP (%s)", (engine) => {
  const { it, desk } = withDesk(engine, { mailDomain, limits: true });
  let project: TestProject;
  let key: string;
  let inbox: string;
  beforeEach(async () => {
    project = await desk.project("Acme");
    key = await mailKey(desk);
    inbox = await intakeOf(desk, project);
  });

  const filesLeft = async () => {
    const rows = await desk.database.read.selectFrom("attachments").select("id").execute();
    return rows.length;
  };

  it("opens to a key of its scope alone, and of its projects alone", async () => {
    const { key: other } = await makeKey(desk, ["tickets:read"]);
    expect((await bring(desk, other, inbox, written())).status).toBe(403);
    const elsewhere = await desk.project("Orchard");
    const { key: theirs } = await makeKey(desk, ["mail:write"], [elsewhere.id]);
    const refused = await bring(desk, theirs, inbox, written());
    expect([refused.status, refused.body.error.fields]).toEqual([400, { to: "not_allowed" }]);
    const asAdmin = await staffAsk(desk, `/mail?to=${inbox}`, {
      body: written(),
      headers: { "Content-Type": "message/rfc822" },
    });
    expect(asAdmin.status).toBe(403);
    expect(await filesLeft()).toBe(0);
  });

  it.each([
    ["an address that nobody has here", "nobody@mail.desk.test", undefined, 400],
    ["a part of a token", `r${"a".repeat(31)}@mail.desk.test`, undefined, 400],
    ["two addresses", "a@acme.test, b@acme.test", undefined, 400],
    ["something that is no mail", undefined, "application/json", 415],
  ])("refuses %s, and keeps nothing", async (_, to, type, status) => {
    const query = new URLSearchParams({ to: to ?? inbox });
    const headers = { "Content-Type": type ?? "message/rfc822" };
    const answer = await desk.ask(`/api/staff/mail?${query}`, { method: "POST", token: key, body: written(), headers });
    expect(answer.status).toBe(status);
    expect(await filesLeft()).toBe(0);
  });

  it("knows an inbox by its public address, with anything after a plus, and by ours", async () => {
    const path = `/projects/${project.id}/inboxes` as const;
    const { id } = (await staffAsk(desk, path)).body.items[0]!;
    await staffAsk(desk, `/inboxes/${id}`, { method: "PATCH", body: { address: "help@acme.test" } });
    for (const to of ["Help@Acme.test", "help+shop@acme.test", inbox, inbox.replace("@", "+x@")]) {
      expect((await bring(desk, key, to, written())).status).toBe(201);
    }
    await desk.jobs.runDue();
    expect((await staffAsk(desk, "/tickets")).body.items).toHaveLength(4);
  });

  it("leaves nothing of a mail that is larger than 25 MB, or breaks off", async () => {
    const large = new Uint8Array(25 * 1024 * 1024 + 1);
    expect((await bring(desk, key, inbox, large)).status).toBe(413);
    expect(await filesLeft()).toBe(0);
  });

  it("holds what one sender sends beyond 30 an hour, and loses none of it", async () => {
    for (let n = 0; n < 33; n++) expect((await bring(desk, key, inbox, written())).status).toBe(201);
    await desk.jobs.runDue();
    const rules = await desk.database.read.selectFrom("mails").select("rule").where("direction", "=", "in").execute();
    expect(rules.filter(({ rule }) => rule === 9)).toHaveLength(30);
    expect(rules.filter(({ rule }) => rule === 8)).toHaveLength(3);
  });
});
