import { beforeEach, describe, expect } from "vitest";
import { queueInvitation, queueWelcome } from "../customers/invitations.ts";
import { findCustomer } from "../customers/store.ts";
import type { Tx } from "../db/database.ts";
import { findProject, type ProjectRow } from "../projects/store.ts";
import type { TestProject } from "../testing/desk.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { mailsTo, newestMailTo } from "../testing/mailbox.ts";
import { submitTicket } from "../testing/verbs.ts";

const mia = "mia@shop.test";

describe.each(engines)("whoever writes is shown the way to a login (%s)", (engine) => {
  const { it, desk } = withDesk(engine, { limits: true });
  let project: TestProject;
  beforeEach(() => open({ notifications: true }));

  const open = async (settings: Record<string, unknown>) => {
    project = await desk.project("Acme", settings);
  };
  const submit = async (email = mia) => {
    const token = await desk.visitor(project.portal.key);
    const body = { subject: "Lost parcel", body: "It never came.", name: "Not Mia", email };
    expect((await submitTicket(desk, project.api, token, body)).status).toBe(201);
    return newestMailTo(desk, email);
  };
  const customerRow = (id: string) => findCustomer(desk.database.read, id);
  const inTx = <T>(work: (tx: Tx, whole: ProjectRow) => Promise<T>) =>
    desk.database.write(async (tx) => work(tx, (await findProject(tx.db, project.id))!));

  it("in the receipt, at the first ticket and at the next, until there is one", async () => {
    const first = await submit();
    expect(Object.keys(first.secrets).sort()).toEqual(["link", "login"]);
    expect(first.secrets["login"]).toBe(`https://desk.test/p/${project.portal.key}#activate=${first.token}`);
    const second = await submit();
    expect((await desk.ask(`${project.api}/activations/check`, { body: { token: first.token } })).status).toBe(410);
    const seen = await desk.ask(`${project.api}/activations/check`, { body: { token: second.token } });
    // The name that a stranger typed beside the address is not shown to its owner.
    expect(seen.body).toEqual({ kind: "welcome", email: "m…@shop.test", address: mia, name: "" });
    const made = await desk.ask(`${project.api}/activations`, { body: { token: second.token, name: "Mia Keller" } });
    expect(made.body.customer).toMatchObject({ name: "Mia Keller", email: mia });
    expect(Object.keys((await submit()).secrets)).toEqual(["link"]);
  });

  it("but not with notifications off", async () => {
    await open({ notifications: false });
    expect(Object.keys((await submit()).secrets)).toEqual(["link"]);
  });

  it("where accounts come by invitation, only if staff made, imported or invited them", async () => {
    await open({ notifications: true, selfRegistration: false });
    const { id } = await desk.customer(project.id, { email: mia, provenAt: null });
    await desk.customer(project.id, { email: "wrote@shop.test", source: "mail", provenAt: null });
    expect(Object.keys((await submit("nobody@shop.test")).secrets)).toEqual(["link"]);
    expect(Object.keys((await submit("wrote@shop.test")).secrets)).toEqual(["link"]);
    expect((await customerRow(id))?.welcomed_at).toBeNull();
    expect(Object.keys((await submit()).secrets).sort()).toEqual(["link", "login"]);
    expect((await customerRow(id))?.welcomed_at).not.toBeNull();
  });

  it("by a mail of its own, when staff say so, to somebody who can use it", async () => {
    const { id } = await desk.customer(project.id, { email: mia, provenAt: null });
    const welcome = (customerId: string) =>
      inTx(async (tx, whole) => queueWelcome(tx, desk, whole, (await findCustomer(tx.db, customerId))!));
    expect(await welcome(id)).toBe(true);
    expect((await newestMailTo(desk, mia)).subject).toBe("Welcome to Acme");
    expect((await customerRow(id))?.welcomed_at).not.toBeNull();
    expect(await welcome((await desk.customer(project.id, { email: "has@shop.test" })).id)).toBe(false);
    expect(await welcome((await desk.customer(project.id, { externalId: "u-1", provenAt: null })).id)).toBe(false);
    await desk.ask(`/api/staff/projects/${project.id}`, {
      method: "PATCH",
      body: { portal: { notifications: false } },
      cookie: desk.admin,
    });
    expect(await welcome(id)).toBe(false);
    expect(await mailsTo(desk, mia)).toHaveLength(1);
  });

  it("by invitation, and says why where none goes out", async () => {
    const invite = (customerId: string) =>
      inTx(async (tx, whole) => queueInvitation(tx, desk, whole, (await findCustomer(tx.db, customerId))!));
    const { id } = await desk.customer(project.id, { email: mia, provenAt: null });
    for (let i = 0; i < 3; i++) expect(await invite(id)).toEqual({ sent: true });
    expect(await invite(id)).toEqual({ sent: false, reason: "too_many" });
    const registered = await desk.customer(project.id, { email: "has@shop.test" });
    expect(await invite(registered.id)).toEqual({ sent: false, reason: "registered" });
    const nameless = await desk.customer(project.id, { externalId: "u-1", provenAt: null });
    expect(await invite(nameless.id)).toEqual({ sent: false, reason: "no_address" });
    expect(await mailsTo(desk, mia)).toHaveLength(3);
  });
});
