/**
 * What is sent to each route, so that nothing but who sends it stands in the way. Made when it is first needed and kept
 * until somebody was let do it: what a row deletes is there for the next one who may.
 */
import { createStaff } from "../../staff/store.ts";
import { fileForm } from "../conversation.ts";
import { type Ask, newKey } from "../desk.ts";
import { makeCompany, makeCustomer, staffAsk } from "../people.ts";
import { written } from "../incoming.ts";
import { ownerEmail, password, type Scene, secretWord } from "./scene.ts";

export interface Sent extends Pick<Ask, "body" | "form" | "headers" | "key"> {
  /** In the place of the owner's own. */
  ids?: Record<string, string>;
  query?: string;
}

export type Make = (scene: Scene) => Sent | Promise<Sent>;

let count = 0;
const fresh = (): string => `n${++count}`;
const freshEmail = (): string => `${fresh()}@fresh.test`;

const person = { name: "Mia", email: "mia@fresh.test" };
const newCustomer = (scene: Scene, more: object = {}): Sent => ({
  body: { project: scene.project.id, name: "Mia", email: freshEmail(), ...more },
});
const newCompany = (scene: Scene, more: object = {}): Sent => ({
  body: { project: scene.project.id, name: fresh(), ...more },
});
const customer = async ({ desk, project }: Scene): Promise<string> =>
  (await makeCustomer(desk, project.id, { email: freshEmail() })).id;
const siteKey = async (scene: Scene, inAddress: boolean): Promise<Sent> => {
  const { id } = await scene.desk.project(fresh());
  const { key } = (await staffAsk(scene.desk, `/projects/${id}/identity-keys`, { method: "POST" })).body;
  return inAddress ? { ids: { id, kid: key.id } } : { ids: { id }, query: `kid=${key.id}` };
};
const permissions = { seeAgents: true };
const code = { challenge: "0".repeat(32), code: "123456" };

export const toPortal: Record<string, Make> = {
  "POST /visitors": () => ({ body: {} }),
  "POST /tracking": () => ({ body: { secret: "x" } }),
  "POST /registrations": () => ({ body: person }),
  "POST /session": () => ({ body: { email: ownerEmail, password } }),
  "POST /session/codes": () => ({ body: { email: ownerEmail } }),
  "POST /session/codes/verify": () => ({ body: code }),
  "POST /password-links": () => ({ body: { email: ownerEmail } }),
  "POST /activations/check": () => ({ body: { token: "x" } }),
  "POST /activations": () => ({ body: { token: "x", name: "Mia", password: "correct horse battery" } }),
  "POST /identity": () => ({ body: { jwt: "x" } }),
  "POST /account-stops": () => ({ body: { token: "x" } }),
  "PATCH /customer": () => ({ body: { name: "Renamed" } }),
  "POST /claims/browser": () => ({ body: { mine: true } }),
  "POST /claims/:id": () => ({ body: { mine: true } }),
  "GET /tickets#word": () => ({ query: `q=${secretWord}` }),
  "GET /tickets#company": () => ({ query: `scope=company&q=${secretWord}` }),
  "POST /tickets": () => ({ body: { subject: "Hello", body: "World" }, key: newKey() }),
  "POST /tickets#with-file": async (scene) => {
    const token = await scene.tokenOf("owner");
    const upload = await scene.desk.ask(`${scene.portalOf("owner")}/attachments`, {
      form: fileForm("x", "x.txt"),
      token,
    });
    return { body: { subject: "Hello", body: "World", attachments: [upload.body.id] }, key: newKey() };
  },
  "PATCH /tickets/:id": () => ({ body: { read: true } }),
  "PATCH /tickets/:id#priority": () => ({ body: { priority: "high" } }),
  "PATCH /tickets/:id#close": () => ({ body: { status: "closed" } }),
  "POST /tickets/:id/messages": () => ({ body: { body: "Me again." }, key: newKey() }),
  "POST /attachments": () => ({ form: fileForm("x", "x.txt") }),
};

export const toStaff: Record<string, Make> = {
  "POST /setup": () => ({ body: { token: "x", ...person, password } }),
  "POST /activations": () => ({ body: { token: "x", password } }),
  "POST /session": () => ({ body: { email: "cleo@desk.test", password } }),
  "PATCH /session": () => ({ body: { name: "Renamed" } }),
  "POST /password-links": () => ({ body: { email: "ada@desk.test" } }),
  "DELETE /sessions/:id": async ({ desk, cookieOf }) => {
    const body = { email: "cleo@desk.test", password };
    await desk.ask("/api/staff/session", { body });
    const { items } = (await desk.ask("/api/staff/sessions", { cookie: await cookieOf("administrator") })).body;
    return { ids: { id: items.find(({ current }: { current: boolean }) => !current)!.id } };
  },
  "POST /totp": () => ({ body: { password } }),
  "DELETE /totp": () => ({ body: { password } }),
  "POST /staff": () => ({ body: { name: "Eve", email: freshEmail(), role: "agent" } }),
  "PATCH /staff/:id": () => ({ body: { name: "Bo", role: "agent" } }),
  "DELETE /staff/:id": async ({ desk }) => {
    const values = { name: "Eve", email: freshEmail(), role: "agent" as const, passwordHash: null };
    return { ids: { id: await desk.database.write((tx) => createStaff(tx, values, desk.now())) } };
  },
  "POST /mail": async ({ desk, project }) => {
    const [inbox] = (await staffAsk(desk, `/projects/${project.id}/inboxes`)).body.items;
    const address = freshEmail();
    await staffAsk(desk, `/inboxes/${inbox!.id}`, { method: "PATCH", body: { address } });
    const query = `to=${encodeURIComponent(address)}`;
    return { query, body: written({ to: address }), headers: { "Content-Type": "message/rfc822" } };
  },
  "POST /blocks": () => ({ body: { kind: "address", value: freshEmail() } }),
  "DELETE /blocks/:id": async ({ desk }) => {
    const body = { kind: "address", value: freshEmail() };
    return { ids: { id: (await staffAsk(desk, "/blocks", { body })).body.block.id } };
  },
  "POST /projects": () => ({ body: { name: "Another" } }),
  "PATCH /projects/:id": () => ({ body: { name: "Acme" } }),
  "POST /projects/:id/inboxes": () => ({ body: { name: "Another" } }),
  "POST /projects/:id/identity-keys": () => ({ body: {} }),
  "PATCH /projects/:id/identity-keys/:kid": async (scene) => ({
    ...(await siteKey(scene, true)),
    body: { off: false },
  }),
  "DELETE /projects/:id/identity-keys": (scene) => siteKey(scene, false),
  "DELETE /projects/:id/identity-keys/:kid": (scene) => siteKey(scene, true),
  "PATCH /inboxes/:id": () => ({ body: { name: "Support" } }),
  "DELETE /inboxes/:id": async ({ desk, project }) => {
    const made = await staffAsk(desk, `/projects/${project.id}/inboxes`, { body: { name: fresh() } });
    return { ids: { id: made.body.inbox.id } };
  },
  "POST /tickets": ({ project }) => ({ body: { project: project.id, subject: "Hello", body: "World" }, key: newKey() }),
  "PATCH /tickets/:id": () => ({ body: { priority: "high", held: false } }),
  "POST /tickets/:id/messages": () => ({ body: { body: "A note.", internal: true }, key: newKey() }),
  "POST /tickets/:id/undo": () => ({ body: { change: "unknown" } }),
  "PUT /tickets/:id/draft": () => ({ body: { body: "Dear", internal: false, revision: "0", replaces: null } }),
  "POST /attachments": () => ({ form: fileForm("x", "x.txt") }),
  "POST /customers": (scene) => newCustomer(scene),
  "POST /customers#permissions": (scene) => newCustomer(scene, { permissions }),
  "POST /customers/invitations": ({ ids }) => ({ body: { ids: [ids["invitable"]!] } }),
  "PATCH /customers/:id": () => ({ body: { name: "Ola" } }),
  "PATCH /customers/:id#permissions": () => ({ body: { permissions } }),
  "DELETE /customers/:id": async (scene) => ({ ids: { id: await customer(scene) } }),
  "GET /customers/:id/view/tickets/:ticket": ({ ids }) => ({ ids: { ticket: ids["tickets"]! } }),
  "POST /customers/:id/let-in": () => ({ body: {} }),
  "DELETE /projects/:id/sessions": async ({ desk }) => ({ ids: { id: (await desk.project(fresh())).id } }),
  "POST /customers/:id/merge": async (scene) => ({
    ids: { id: await customer(scene) },
    body: { into: await customer(scene) },
  }),
  "DELETE /customers/:id/merges/:merge": async (scene) => {
    const [from, into] = [await customer(scene), await customer(scene)];
    const merged = await staffAsk(scene.desk, `/customers/${from}/merge`, { body: { into } });
    return { ids: { id: into, merge: merged.body.customer.merges[0]!.id } };
  },
  "POST /customers/:id/invitation": ({ ids }) => ({ ids: { id: ids["invitable"]! } }),
  "POST /companies": (scene) => newCompany(scene),
  "POST /companies#permissions": (scene) => newCompany(scene, { permissions }),
  "PATCH /companies/:id": () => ({ body: { name: "Orchard" } }),
  "PATCH /companies/:id#permissions": () => ({ body: { permissions } }),
  "DELETE /companies/:id": async ({ desk, project }) => ({
    ids: { id: (await makeCompany(desk, project.id, fresh())).id },
  }),
  "POST /imports": ({ project }) => ({
    form: fileForm("name,email\nMia,mia@fresh.test\n", "people.csv", "text/csv"),
    query: `project=${project.id}`,
  }),
  "POST /api-keys": () => ({ body: { name: "Shop", scopes: ["tickets:read"] } }),
  "PATCH /api-keys/:id": async ({ desk }) => {
    const made = await staffAsk(desk, "/api-keys", { body: { name: "Shop", scopes: ["tickets:read"] } });
    return { ids: { id: made.body.apiKey.id }, body: { off: false } };
  },
  "DELETE /api-keys/:id": async ({ desk }) => {
    const made = await staffAsk(desk, "/api-keys", { body: { name: "Shop", scopes: ["tickets:read"] } });
    return { ids: { id: made.body.apiKey.id } };
  },
};
