import { beforeEach, describe, expect } from "vitest";
import { joinDesk, type Colleague } from "../testing/colleague.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

describe.each(engines)("the block list (%s)", (engine) => {
  const { it, desk } = withDesk(engine);
  let agent: Colleague;
  beforeEach(async () => {
    agent = await joinDesk(desk, "Bo");
  });

  const block = (kind: string, value: string, note?: string) =>
    desk.ask("/api/staff/blocks", { body: { kind, value, ...(note !== undefined && { note }) }, cookie: agent.cookie });
  const list = (query = "") => desk.ask(`/api/staff/blocks${query}`, { cookie: agent.cookie });

  it.each([
    ["address", " Spam@Evil.Test ", "spam@evil.test"],
    ["address", "@Evil.Test", "@evil.test"],
    ["network", "203.0.113.7", "203.0.113.7"],
    ["network", "::ffff:203.0.113.7", "203.0.113.7"],
    ["network", "2001:DB8:1:2::/64", "2001:db8:1:2::/64"],
    ["network", "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"],
  ])("keeps a blocked %s %s as %s", async (kind, value, kept) => {
    const made = await block(kind, value, "floods us");
    expect([made.status, made.body.block]).toMatchObject([201, { kind, value: kept, note: "floods us" }]);
    const again = await block(kind, value);
    expect([again.status, again.body.block.id]).toEqual([201, made.body.block.id]);
    expect((await list()).body.items).toHaveLength(1);
  });

  it.each([
    ["address", "evil.test", "invalid_email"],
    ["address", "@", "invalid_email"],
    ["address", "a@b.test, c@d.test", "invalid_email"],
    ["network", "10.0.0.0/8", "invalid_network"],
    ["network", "0.0.0.0/0", "invalid_network"],
    ["network", "2001:db8::/32", "invalid_network"],
    ["network", "fe80::1%eth0", "invalid_network"],
    ["network", "example.test", "invalid_network"],
    ["network", "", "invalid_network"],
  ])("refuses %s %s", async (kind, value, problem) => {
    expect((await block(kind, value)).body.error.fields).toEqual({ value: problem });
  });

  it("is kept by agents too, page by page, and the audit trail says by whom", async () => {
    for (const name of ["a", "b", "c"]) await block("address", `${name}@evil.test`);
    const first = (await list("?limit=2")).body;
    const rest = (await list(`?limit=2&cursor=${first.nextCursor}`)).body;
    const all = [...first.items, ...rest.items];
    expect([all.length, rest.nextCursor, new Set(all.map(({ id }) => id)).size]).toEqual([3, null, 3]);
    const { id, value } = all[0]!;
    const remove = () => desk.ask(`/api/staff/blocks/${id}`, { method: "DELETE", cookie: agent.cookie });
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 404]);
    const trail = (await desk.ask("/api/staff/audit", { cookie: desk.admin })).body.items;
    expect(trail[0]).toMatchObject({ actor: "Bo", action: "block.removed", subject: value });
    expect(trail[1]).toMatchObject({ actor: "Bo", action: "block.added" });
  });
});
