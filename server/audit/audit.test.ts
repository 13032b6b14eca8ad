import { describe, expect } from "vitest";
import { colleaguePassword, joinDesk } from "../testing/colleague.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

describe.each(engines)("the audit trail (%s)", (engine) => {
  const { it, desk } = withDesk(engine);

  const asAdmin = <const Path extends string>(path: Path, method = "GET", body?: unknown) =>
    desk.ask(`/api/staff${path}`, { method, body, cookie: desk.admin });
  const trail = async (query = "") => (await asAdmin(`/audit${query}`)).body;
  const lines = async () =>
    (await trail("?limit=100")).items.map(({ actor, action, subject, changes }) => [actor, action, subject, changes]);

  it("says who changed which setting from what to what, and nothing where nothing changed", async () => {
    const { id } = await desk.project("Acme");
    const patch = (body: object) => asAdmin(`/projects/${id}`, "PATCH", body);
    await patch({ portal: { loginRequired: true, permissions: { priority: "edit" }, origins: ["https://shop.test"] } });
    await patch({ portal: { loginRequired: true } });
    await patch({ name: "Acme Ltd", portal: { branding: { color: "#0b6e4f" } } });
    expect((await lines()).slice(0, 4)).toEqual([
      ["Ada", "project.changed", "Acme", { name: ["Acme", "Acme Ltd"], "branding.color": [null, "#0b6e4f"] }],
      [
        "Ada",
        "project.changed",
        "Acme",
        {
          loginRequired: [false, true],
          origins: [[], ["https://shop.test"]],
          "permissions.priority": ["none", "edit"],
        },
      ],
      ["Ada", "project.changed", "Acme", { enabled: [false, true] }],
      ["Ada", "project.created", "Acme", {}],
    ]);
    expect((await trail(`?project=${id}`)).items).toHaveLength(4);
    expect((await trail("?project=other")).items).toHaveLength(0);
    expect((await trail()).items[0]!.project).toEqual({ id, name: "Acme Ltd" });
  });

  it("follows inboxes from their making to their end", async () => {
    const { id } = await desk.project("Acme");
    const { inbox } = (await asAdmin(`/projects/${id}/inboxes`, "POST", { name: "Billing" })).body;
    await asAdmin(`/inboxes/${inbox.id}`, "PATCH", { name: "Invoices", portal: true });
    await asAdmin(`/inboxes/${inbox.id}`, "PATCH", {});
    await asAdmin(`/inboxes/${inbox.id}`, "DELETE");
    expect((await lines()).slice(0, 3)).toEqual([
      ["Ada", "inbox.deleted", "Invoices", {}],
      ["Ada", "inbox.changed", "Billing", { name: ["Billing", "Invoices"] }],
      ["Ada", "inbox.created", "Billing", {}],
    ]);
  });

  it("follows staff from invitation to leaving, without a password, link or code", async () => {
    const bo = await joinDesk(desk, "Bo");
    await asAdmin(`/staff/${bo.id}`, "PATCH", { role: "admin" });
    const password = "quite another one, and long";
    await desk.ask("/api/staff/session", {
      method: "PATCH",
      body: { password, currentPassword: colleaguePassword },
      cookie: bo.cookie,
    });
    const setup = await desk.ask("/api/staff/totp", { body: { password: colleaguePassword }, cookie: bo.cookie });
    const { link } = (await asAdmin(`/staff/${bo.id}/invitation`, "POST")).body;
    await asAdmin(`/staff/${bo.id}`, "DELETE");
    const who = "Bo (bo@desk.test)";
    expect((await lines()).slice(0, -1)).toEqual([
      ["Ada", "staff.removed", who, {}],
      ["Ada", "staff.invited_again", who, {}],
      ["Bo", "staff.password_set", who, {}],
      ["Ada", "staff.changed", who, { role: ["agent", "admin"] }],
      ["Bo", "staff.password_set", who, {}],
      ["Ada", "staff.invited", who, { role: [null, "agent"] }],
    ]);
    const rows = JSON.stringify(await desk.database.read.selectFrom("audit").selectAll().execute());
    for (const hidden of [password, colleaguePassword, setup.body.secret, link, link.split("=")[1], "argon2"]) {
      expect(rows).not.toContain(hidden);
    }
  });

  it("is read page by page, the newest first, and a cursor of another list is refused", async () => {
    for (const name of ["A", "B", "C"]) await asAdmin("/projects", "POST", { name });
    const first = await trail("?limit=2");
    const rest = await trail(`?limit=2&cursor=${first.nextCursor}`);
    const subjects = [...first.items, ...rest.items].map(({ subject }) => subject);
    expect(subjects).toEqual(["C", "B", "A", "Ada (ada@desk.test)"]);
    expect(rest.nextCursor).toBeNull();
    expect((await asAdmin("/audit?cursor=bm9wZQ")).body.error.code).toBe("cursor_invalid");
  });

  it("does not keep what was refused", async () => {
    const before = (await lines()).length;
    await asAdmin("/staff", "POST", { name: "Ada", email: "ada@desk.test", role: "agent" });
    await asAdmin("/projects/nothing", "PATCH", { name: "X" });
    expect((await lines()).length).toBe(before);
  });
});
