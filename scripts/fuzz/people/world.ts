/** One portal with its people, and the desk behind it. Whatever anybody is answered is held against the model here. */
import assert from "node:assert/strict";
import type { Project } from "../../../server/contract/staff.ts";
import type { Answer, Ask, TestDesk } from "../../../server/testing/desk.ts";
import { mailsTo } from "../../../server/testing/mailbox.ts";
import { makeCompany } from "../../../server/testing/people.ts";
import type { Watch } from "../watch.ts";
import type { Act } from "./acts.ts";
import { type Identity, Model, peopleCount, type Ticket } from "./model.ts";
import { Streams } from "./streams.ts";

export interface Person {
  email: string;
  visitor?: string | undefined;
  /** A session, and whose account it opens: a link that was handed on opens somebody else's. */
  account?: { token: string; of: number } | undefined;
  /** A link to one ticket, opened. */
  link?: { token: string; ticket: Ticket } | undefined;
}

let sequences = 0;

interface Surroundings {
  desk: TestDesk;
  watch: Watch;
  project: Project;
  /** By the numbers that the model gives them. */
  companies: string[];
  /** Ids of staff. */
  agent: string;
  admin: string;
}

export class World {
  readonly desk: TestDesk;
  readonly watch: Watch;
  readonly project: Project;
  readonly companies: string[];
  readonly agent: string;
  readonly admin: string;
  readonly model = new Model();
  readonly people: Person[];
  readonly portal: string;
  readonly streams: Streams;
  readonly #staffSessions = new Map<string, string>();
  /** Of words that are nowhere else. */
  count = 0;

  private constructor(given: Surroundings) {
    ({
      desk: this.desk,
      watch: this.watch,
      project: this.project,
      companies: this.companies,
      agent: this.agent,
      admin: this.admin,
    } = given);
    sequences += 1;
    const mailbox = (name: string): Person => ({ email: `${name}${sequences}@orchard.test` });
    this.people = ["ann", "ben", "cem", "dee"].slice(0, peopleCount).map(mailbox);
    this.portal = `/api/portal/${given.project.portal.key}`;
    this.streams = new Streams(given.desk, `${this.portal}/events`, this.model);
  }

  /** A project of its own for each sequence: what one leaves behind is nobody's in the next. */
  static async open(desk: TestDesk, watch: Watch, staff: { agent: string; admin: string }): Promise<World> {
    if (!(await desk.sessions.validate(desk.admin.split("=")[1] ?? ""))) await desk.signInAgain();
    const project = await desk.project("Acme", { permissions: { closeTickets: true } });
    const permissions = { viewCompanyTickets: true };
    const companies = [
      (await makeCompany(desk, project.id, "Orchard", { permissions })).id,
      (await makeCompany(desk, project.id, "Street")).id,
    ];
    const world = new World({ desk, watch, project, companies, ...staff });
    for (const [of, { email }] of world.people.entries()) {
      const company = world.model.companyOf[of];
      if (company === undefined) continue;
      const body = { project: project.id, name: "A", email, company: companies[company] };
      await world.staff("/customers", { body });
    }
    return world;
  }

  /** @param as an agent, where it should not be an administrator */
  async staff(path: string, ask: Ask = {}, as: "agent" | "admin" = "admin"): Promise<Answer<any>> {
    const given = { ...ask, cookie: `__Host-deskbell=${await this.#sessionOf(as)}` };
    const answer = await this.watch.call(`${as} ${path}`, 1000, () => this.desk.ask(`/api/staff${path}`, given));
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
    return answer;
  }

  async #sessionOf(as: "agent" | "admin"): Promise<string> {
    const { database, sessions } = this.desk;
    const known = this.#staffSessions.get(as);
    if (known !== undefined && (await sessions.validate(known))) return known;
    const userId = this[as];
    const token = await database.write((tx) => sessions.create(tx, "staff", { userId }));
    this.#staffSessions.set(as, token);
    return token;
  }

  identityOf(who: number, token: string | undefined): Identity {
    const { account, link } = this.people[who]!;
    if (account && account.token === token) return { kind: "account", of: account.of };
    if (link && link.token === token) return { kind: "link", ticket: link.ticket };
    return { kind: "visitor", of: who };
  }

  tokenOf(who: number, as: Act["as"]): string | undefined {
    const person = this.people[who]!;
    return as === "visitor" ? person.visitor : person[as]?.token;
  }

  anyTicket(at: number): Ticket | undefined {
    const { tickets } = this.model;
    return tickets[at % (tickets.length || 1)];
  }

  async customerId(of: number): Promise<string | undefined> {
    const words = new URLSearchParams({ project: this.project.id, q: this.people[of]!.email });
    return (await this.staff(`/customers?${words}`)).body.items[0]?.id;
  }

  mails(of: number) {
    return mailsTo(this.desk, this.people[of]!.email);
  }

  /** Somebody at the portal asks, in their own browser. */
  async ask(who: number, path: string, given: Ask = {}): Promise<Answer<any>> {
    const identity = this.identityOf(who, given.token);
    const sent = JSON.stringify(given.body ?? "");
    const what = `${identity.kind} of ${who}: ${path}`;
    const answer = await this.watch.call(what, sent.length, () =>
      this.desk.ask<{ nextCursor?: string | null }>(`${this.portal}${path}`, given),
    );
    assert.ok(answer.status < 500, `${what}: ${answer.status}`);
    // Signed in, their visitor is no more; the next thing they do makes another.
    if (answer.status === 401 && given.token === this.people[who]!.visitor) this.people[who]!.visitor = undefined;
    const cursor = Buffer.from(String(answer.body?.nextCursor ?? ""), "base64url").toString();
    this.#hold(`${path}${sent}`, answer, `${answer.text}${cursor}`, identity, path === "/claims" ? who : undefined);
    this.streams.look();
    return answer;
  }

  /** @param browser of a session that asks whether what was sent there is its account's */
  #hold(asked: string, { status }: Answer<any>, text: string, identity: Identity, browser: number | undefined): void {
    for (const note of this.model.notes) assert.ok(!text.includes(note), `a note, ${asked}`);
    for (const ticket of this.model.tickets) {
      if (this.model.maySee(ticket, identity)) continue;
      if (ticket.sentAs.kind === "visitor" && ticket.sentAs.of === browser) continue;
      const secrets = [...ticket.ids, ticket.word];
      const told = secrets.some((secret) => asked.includes(secret));
      const leak = secrets.find((secret) => text.includes(secret));
      const what = `${JSON.stringify(identity)} ${asked} ${JSON.stringify(ticket)}`;
      if (!told) assert.equal(leak, undefined, what);
      else assert.ok(status === 404 || !text.includes(ticket.word), what);
    }
  }
}
