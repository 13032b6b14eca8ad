/** A desk with somebody for every column of the table of rights, and with something that is the owner's behind every id. */
import { beforeAll } from "vitest";
import type { ErrorReply } from "../../contract/errors.ts";
import type { Project } from "../../contract/staff.ts";
import type { Engine } from "../../db/database.ts";
import type { ApiScope } from "../../contract/people.ts";
import { fileForm } from "../conversation.ts";
import { type Answer, type Ask, cookieOf, newKey, openDesk, type TestDesk } from "../desk.ts";
import { standFor } from "../stand-for.ts";
import { colleaguePassword, joinDesk } from "../colleague.ts";
import { makeCompany, makeCustomer, makeKey, staffAsk } from "../people.ts";
import { mailsTo } from "../mailbox.ts";
import type { PortalPerson, StaffPerson } from "./table.ts";

/** Stands in the owner's ticket and file, and must not come to anybody else. */
export const secretWord = "xylophone";
export const unknownId = "0".repeat(32);
export const ownerEmail = "ola@orchard.test";
/** Of everybody who has one here. */
export const password = colleaguePassword;

export interface Scene {
  desk: TestDesk;
  project: Project;
  /** Of the owner. */
  customerId: string;
  /** By the name of a list: `tickets` → what `/tickets/:id` means. */
  ids: Record<string, string>;
  tokenOf(person: Exclude<PortalPerson, "nobody">): Promise<string>;
  cookieOf(person: StaffPerson): Promise<string>;
  keyWith(scopes: readonly ApiScope[]): Promise<string>;
  /** The portal that somebody comes to: their own. */
  portalOf(person: PortalPerson | "staff"): string;
  /** A row that is sent as it stands; streams are opened and let go. */
  send(method: string, path: string, ask: Ask): Promise<Answer<unknown>>;
}

/** One for all tests of a suite. */
export function sharedScene(engine: Engine): Scene {
  const scene = {} as Scene;
  beforeAll(async () => {
    const opened = await openScene(engine);
    standFor(scene, opened);
    return () => opened.desk.close();
  });
  return scene;
}

/** @param onLog hears what the server logs, line by line */
export async function openScene(engine: Engine, onLog?: (line: string) => void): Promise<Scene> {
  const desk = await openDesk(engine, onLog && { onLog });
  const permissions = { viewCompanyTickets: true, priority: "edit", closeTickets: true };
  const project = await desk.project("Acme", { permissions });
  const elsewhere = await desk.project("Elsewhere", { permissions });
  const portal = `/api/portal/${project.portal.key}`;
  const orchard = await makeCompany(desk, project.id, "Orchard");
  const meadow = await makeCompany(desk, project.id, "Meadow");
  const abroad = await makeCompany(desk, elsewhere.id, "Orchard");
  const people: Record<string, { id: string; projectId: string }> = {};
  const person = async (name: string, projectId: string, companyId: string, email: string): Promise<void> => {
    people[name] = { id: (await desk.customer(projectId, { name, email, companyId })).id, projectId };
  };
  await person("owner", project.id, orchard.id, ownerEmail);
  await person("colleague", project.id, orchard.id, "cy@orchard.test");
  await person("otherCompany", project.id, meadow.id, "mo@meadow.test");
  await person("otherProject", elsewhere.id, abroad.id, "el@orchard.test");
  const passwordHash = await desk.passwords.hash(password);
  const customerId = people["owner"]!.id;
  await desk.database.write(({ db }) =>
    db.updateTable("customers").set({ password_hash: passwordHash }).where("id", "=", customerId).execute(),
  );

  const sessions = new Map<string, string>();
  const tokenOf = async (name: string): Promise<string> => {
    const known = sessions.get(name);
    if (known !== undefined && (await desk.sessions.validate(known))) return known;
    const { id, projectId } = people[name] ?? { id: "", projectId: "" };
    const token =
      name === "visitor"
        ? await desk.visitor(project.portal.key)
        : await desk.database.write((tx) => desk.sessions.create(tx, "customer", { userId: id, projectId }));
    sessions.set(name, token);
    return token;
  };
  // Not the one who sets all this up: what the rows do must not end that session.
  const staff = {
    elsewhere: await joinDesk(desk, "Abe", "agent", [elsewhere.id]),
    viewer: await joinDesk(desk, "Vic", "viewer"),
    agent: await joinDesk(desk, "Bo"),
    administrator: await joinDesk(desk, "Cleo", "admin"),
  };
  const keys = new Map<string, string>();

  const scene: Scene = {
    desk,
    project,
    customerId,
    ids: {},
    tokenOf,
    async cookieOf(name) {
      const { cookie, email } = staff[name];
      if (!(await desk.sessions.validate(cookie.split("=")[1]!))) {
        staff[name].cookie = cookieOf((await desk.ask("/api/staff/session", { body: { email, password } })).headers);
      }
      return staff[name].cookie;
    },
    async keyWith(scopes) {
      const name = scopes.join();
      if (!keys.has(name)) keys.set(name, (await makeKey(desk, [...scopes])).key);
      return keys.get(name)!;
    },
    portalOf: (name) => (name === "otherProject" ? `/api/portal/${elsewhere.portal.key}` : portal),
    send: (method, path, ask) =>
      /\/(events|changes)(\?|$)/.test(path) ? openAndLeave(desk, path, ask) : desk.ask(path, { ...ask, method }),
  };
  scene.ids = { ...(await ownersThings(scene, portal, orchard.id)), staff: staff.agent.id };
  return scene;
}

/** What is sent over a stream is for other tests: here counts who gets one. */
async function openAndLeave(desk: TestDesk, path: string, { token, cookie }: Ask): Promise<Answer<unknown>> {
  const headers = { ...(token && { Authorization: `Bearer ${token}` }), ...(cookie && { Cookie: cookie }) };
  const stream = await desk.app.request(path, { headers });
  const { status, headers: answered } = stream;
  if (status !== 200) return { status, headers: answered, ...refusal(await stream.text()) };
  await stream.body!.cancel();
  return { status, headers: answered, text: "", body: undefined as never };
}

const refusal = (text: string) => ({ text, body: JSON.parse(text) as ErrorReply });

async function ownersThings(scene: Scene, portal: string, company: string): Promise<Record<string, string>> {
  const { desk, project } = scene;
  const token = await scene.tokenOf("owner");
  const form = fileForm(`The ${secretWord}.`, `${secretWord}.txt`);
  const file = (await desk.ask(`${portal}/attachments`, { form, token })).body.id;
  const words = { subject: `Of the ${secretWord}`, body: `The ${secretWord} does not play.`, attachments: [file] };
  const { ticket } = (await desk.ask(`${portal}/tickets`, { body: words, token, key: newKey() })).body;

  const named = { subject: `Another ${secretWord}`, body: "From the office.", email: ownerEmail };
  const office = await desk.visitor(project.portal.key);
  const claim = (await desk.ask(`${portal}/tickets`, { body: named, token: office, key: newKey() })).body.ticket;
  await mailsTo(desk, ownerEmail);
  const [mail] = (await staffAsk(desk, "/mail")).body.items;
  const csv = fileForm("name,email\nMia,nowhere\n", "people.csv", "text/csv");
  const started = await staffAsk(desk, `/imports?project=${project.id}`, { form: csv });
  await desk.jobs.runDue();
  return {
    tickets: ticket.id,
    claims: claim.id,
    attachments: file,
    mail: mail!.id,
    imports: started.body.import.id,
    customers: scene.customerId,
    companies: company,
    projects: project.id,
    inboxes: ticket.inbox.id,
    /** Of somebody who may still be invited. */
    invitable: (await makeCustomer(desk, project.id, { email: "new@orchard.test" })).id,
  };
}
