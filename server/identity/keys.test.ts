import { describe, expect, it } from "vitest";
import { cookieOf } from "../testing/desk.ts";
import { sharedProject } from "../testing/with-desk.ts";
import { createStaff } from "../staff/store.ts";
import { engines } from "../testing/engines.ts";
import { makeSiteKey, siteToken } from "../testing/site-token.ts";

describe.each(engines)("keys of a site (%s)", (engine) => {
  const { desk, project } = sharedProject(engine);

  const path = (of = project) => `/api/staff/projects/${of.id}/identity-keys` as const;
  const list = async (of = project) => (await desk.ask(path(of), { cookie: desk.admin })).body.items;
  const make = (of = project) => desk.ask(path(of), { method: "POST", cookie: desk.admin });
  const remove = (at: string) => desk.ask(at, { method: "DELETE", cookie: desk.admin });

  it("show their secret once, and keep it sealed", async () => {
    const made = await make();
    expect(made.status).toBe(201);
    const { key, secret } = made.body;
    expect(Buffer.from(secret).length).toBeGreaterThanOrEqual(32);
    const listed = await desk.ask(path(), { cookie: desk.admin });
    expect(listed.body).toEqual({ items: [key], nextCursor: null });
    expect(key).toEqual({ id: key.id, createdAt: new Date(desk.now()).toISOString(), off: false });
    expect(listed.text).not.toContain(secret);
    for (const table of ["identity_keys", "audit"] as const) {
      expect(JSON.stringify(await desk.database.read.selectFrom(table).selectAll().execute())).not.toContain(secret);
    }
    await remove(`${path()}/${key.id}`);
  });

  it("change without a gap: two live at once, and the old one ends when it is deleted", async () => {
    const shop = await desk.project("Shop");
    const [old, fresh] = [await makeSiteKey(desk, shop), await makeSiteKey(desk, shop)];
    const identify = async (key: typeof old) => {
      const body = { jwt: siteToken(key, desk.now(), { sub: "5" }) };
      return (await desk.ask(`/api/portal/${key.portal}/identity`, { body })).status;
    };
    expect([await identify(old), await identify(fresh)]).toEqual([201, 201]);
    const third = await make(shop);
    expect([third.status, third.body.error.code]).toEqual([409, "too_many_keys"]);
    expect((await remove(`${path(shop)}/${old.kid}`)).status).toBe(204);
    expect([await identify(old), await identify(fresh)]).toEqual([401, 201]);
    expect((await list(shop)).map(({ id }) => id)).toEqual([fresh.kid]);
    // By the address of the list too, as the contract has it.
    expect((await remove(`${path(shop)}?kid=${fresh.kid}`)).status).toBe(204);
    expect(await identify(fresh)).toBe(401);
    expect(await list(shop)).toEqual([]);
  });

  it("are two at most, however many ask at once", async () => {
    const shop = await desk.project("Busy");
    const statuses = (await Promise.all(Array.from({ length: 5 }, () => make(shop)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 201, 409, 409, 409]);
    expect(await list(shop)).toHaveLength(2);
  });

  it("are not deleted through another project, nor twice", async () => {
    const shop = await desk.project("Mine");
    const { kid } = await makeSiteKey(desk, shop);
    expect((await remove(`${path()}/${kid}`)).status).toBe(404);
    expect((await remove(`${path(shop)}`)).body.error.fields).toEqual({ kid: "required" });
    expect((await remove(`${path(shop)}/${kid}`)).status).toBe(204);
    expect((await remove(`${path(shop)}/${kid}`)).status).toBe(404);
    expect((await make({ ...shop, id: "0".repeat(32) })).status).toBe(404);
  });

  it("are written down: who made and who deleted which", async () => {
    const shop = await desk.project("Audited");
    const { kid } = await makeSiteKey(desk, shop);
    await remove(`${path(shop)}/${kid}`);
    const rows = await desk.database.read
      .selectFrom("audit")
      .select(["action", "actor_name", "subject", "changes"])
      .where("project_id", "=", shop.id)
      .where("action", "like", "identity-key.%")
      .orderBy("seq")
      .execute();
    expect(rows).toEqual([
      { action: "identity-key.made", actor_name: "Ada", subject: kid, changes: "{}" },
      { action: "identity-key.deleted", actor_name: "Ada", subject: kid, changes: "{}" },
    ]);
  });

  it("are for administrators", async () => {
    const agent = { name: "Tom", email: "tom@desk.test", password: "a long enough password" };
    const passwordHash = await desk.passwords.hash(agent.password);
    await desk.database.write((tx) => createStaff(tx, { ...agent, role: "agent", passwordHash }, desk.now()));
    const cookie = cookieOf((await desk.ask("/api/staff/session", { body: { ...agent, name: undefined } })).headers);
    for (const method of ["GET", "POST", "DELETE"]) {
      expect((await desk.ask(path(), { method, cookie })).status).toBe(403);
      expect((await desk.ask(path(), { method })).status).toBe(401);
    }
    expect((await desk.ask(`${path()}/x`, { method: "DELETE", cookie })).status).toBe(403);
  });
});
