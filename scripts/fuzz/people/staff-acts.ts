/** What staff, their programs and time do. Agents try what only administrators may, too. */
import { expect } from "vitest";
import type { ApiScope } from "../../../server/contract/people.ts";
import { type Ask, newKey } from "../../../server/testing/desk.ts";
import { makeKey } from "../../../server/testing/people.ts";
import { statuses } from "../../../server/tickets/status.ts";
import type { Act, StaffKind } from "./acts.ts";
import { peopleCount, type Ticket } from "./model.ts";
import type { World } from "./world.ts";

type Does = (world: World, act: Act) => Promise<unknown>;

const hours = 3_600_000;
const roleOf = ({ at }: Act): "agent" | "admin" => (at % 4 === 0 ? "agent" : "admin");
/** A company or none. */
const companyOf = ({ at }: Act): number | undefined => [0, 1, undefined][at % 3];
const idOf = (world: World, company: number | undefined): string | null =>
  company === undefined ? null : world.companies[company]!;

const toTicket =
  (ask: (world: World, act: Act, ticket: Ticket) => { path?: string } & Ask): Does =>
  async (world, act) => {
    const ticket = world.anyTicket(act.at);
    if (!ticket) return undefined;
    const { path = "", ...given } = ask(world, act, ticket);
    const method = path === "" ? "PATCH" : "POST";
    return world.staff(`/tickets/${ticket.ids[0]}${path}`, { method, ...given }, roleOf(act));
  };

const toPerson = async (world: World, act: Act, of: number, path: string, ask: Ask): Promise<boolean> => {
  const id = await world.customerId(of);
  return id !== undefined && (await world.staff(`/customers/${id}${path}`, ask, roleOf(act))).status < 300;
};

export const staffActs: Record<StaffKind, Does> = {
  "staff answer": toTicket((_, __, { word }) => ({
    path: "/messages",
    key: newKey(),
    body: { body: `To ${word}` },
  })),
  "staff note": toTicket((world) => {
    world.count += 1;
    const note = `okapi${world.count}q`;
    world.model.notes.push(note);
    return { path: "/messages", key: newKey(), body: { body: `A ${note}`, internal: true } };
  }),
  "staff status": toTicket((_, { who, at }) => ({ body: { status: statuses[(who + at) % statuses.length] } })),
  "staff assign": toTicket((world, { who }) => ({
    body: { assignee: who % 2 ? world.agent : null, priority: "high" },
  })),
  async "staff company"(world, act) {
    const ticket = world.anyTicket(act.at);
    if (!ticket) return;
    const company = companyOf(act);
    const body = { company: idOf(world, company) };
    const answer = await world.staff(`/tickets/${ticket.ids[0]}`, { method: "PATCH", body }, roleOf(act));
    if (answer.status !== 200) return;
    const goesOn = ticket.ids.length > 1;
    if (!goesOn) ticket.companies.clear();
    if (company !== undefined) ticket.companies.add(company);
  },
  async "staff submits"(world, act) {
    const customer = await world.customerId(act.who);
    if (customer === undefined) return;
    world.count += 1;
    const word = `zebra${world.count}q`;
    const body = { project: world.project.id, customer, subject: `About ${word}`, body: `For ${word}` };
    const answer = await world.staff("/tickets", { key: newKey(), body }, roleOf(act));
    const sentAs = { kind: "account", of: act.who } as const;
    if (answer.status === 201) world.model.add({ word, by: act.who, sentAs }, [answer.body.ticket.id]);
  },
  async "staff moves person"(world, act) {
    const company = companyOf(act);
    const change = { method: "PATCH", body: { company: idOf(world, company) } };
    if (await toPerson(world, act, act.who, "", change)) world.model.companyOf[act.who] = company;
  },
  async "staff permits"(world, act) {
    const { at, who } = act;
    const { views } = world.model;
    const value = [true, false, null][at % 3]!;
    const body = { permissions: { viewCompanyTickets: value } };
    if (who < 2) {
      const path = `/companies/${world.companies[who]}`;
      const { status } = await world.staff(path, { method: "PATCH", body }, roleOf(act));
      if (status === 200) views.companies[who] = value;
    } else if (who === 2) {
      const path = `/projects/${world.project.id}`;
      const { status } = await world.staff(path, { method: "PATCH", body: { portal: body } }, roleOf(act));
      if (status === 200) views.project = value;
    } else {
      const of = Math.floor(at / 3) % peopleCount;
      if (await toPerson(world, act, of, "", { method: "PATCH", body })) views.people[of] = value;
    }
  },
  async "staff blocks"(world, act) {
    const body = { kind: "address", value: world.people[act.who]!.email };
    const { body: made, status } = await world.staff("/blocks", { body }, roleOf(act));
    if (status === 201 && act.at % 2) await world.staff(`/blocks/${made.block.id}`, { method: "DELETE" });
  },
  "staff lets in": (world, act) => toPerson(world, act, act.who, "/let-in", { body: {} }),
  "staff invites": (world, act) => toPerson(world, act, act.who, "/invitation", { method: "POST" }),
  async "staff merges"(world, act) {
    const into = act.at % peopleCount;
    const id = await world.customerId(into);
    if (id === undefined || into === act.who) return;
    if (await toPerson(world, act, act.who, "/merge", { body: { into: id } })) world.model.merge(act.who, into);
  },
  async "staff takes merge back"(world, act) {
    const id = await world.customerId(act.who);
    const merges = id === undefined ? [] : (await world.staff(`/customers/${id}`)).body.customer.merges;
    if (merges.length === 0) return;
    const path = `/customers/${id}/merges/${merges[0].id}`;
    const { status } = await world.staff(path, { method: "DELETE" }, roleOf(act));
    if (status === 204) world.model.takeBack(act.who);
  },
  async "staff deletes person"(world, act) {
    const isGone = await toPerson(world, act, act.who, "", { method: "DELETE" });
    expect(isGone && roleOf(act) === "agent", "agents delete nobody").toBe(false);
    if (isGone) world.model.delete(act.who);
  },
  "staff ends sessions": (world, act) =>
    world.staff(`/projects/${world.project.id}/sessions`, { method: "DELETE" }, roleOf(act)),
  "staff reads mail": (world, act) => world.staff("/mail?limit=5", {}, roleOf(act)),
  /** A program that may know people learns nothing of what they wrote. */
  async "key reads"(world, { at }) {
    const scope: ApiScope = at % 2 ? "customers:read" : "customers:write";
    const { ask } = await makeKey(world.desk, [scope]);
    for (const path of ["/tickets", `/tickets/${world.anyTicket(at)?.ids[0] ?? "x"}`, "/customers", "/mail"]) {
      const { text } = await ask(path);
      for (const { word } of world.model.tickets) expect(text, path).not.toContain(word);
    }
  },
  async "days pass"(world, { at }) {
    world.desk.pass(at % 2 ? 2 * hours : 15 * 24 * hours);
    await world.desk.signInAgain();
  },
};
