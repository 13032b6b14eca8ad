import { afterEach, beforeEach, describe, expect } from "vitest";
import { makeCompany, staffAsk } from "../testing/people.ts";
import { newKey } from "../testing/desk.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import type { EventReader } from "../testing/event-reader.ts";
import { followPortal, submitTicket } from "../testing/verbs.ts";

describe.each(engines)("a colleague loses a ticket while its stream is open (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, {}, { permissions: { viewCompanyTickets: true } });
  let orchard: string;
  let meadow: string;
  let owner: { id: string; token: string };
  let colleague: { id: string; token: string };
  let ticketId: string;
  let colleaguesTicket: string;
  const open: EventReader[] = [];
  beforeEach(async () => {
    orchard = (await makeCompany(desk, project.id, "Orchard")).id;
    meadow = (await makeCompany(desk, project.id, "Meadow")).id;
    owner = await desk.customer(project.id, { name: "Ola", email: "ola@example.com", companyId: orchard });
    colleague = await desk.customer(project.id, { name: "Cy", email: "cy@example.com", companyId: orchard });
    ticketId = await submit(owner.token);
    colleaguesTicket = await submit(colleague.token);
  });
  afterEach(() => Promise.all(open.splice(0).map((reader) => reader.close())));

  const follow = async (token: string): Promise<EventReader> => {
    const reader = await followPortal(desk, project.api, token);
    open.push(reader);
    return reader;
  };
  const patch = <const Path extends string>(path: Path, body: object) =>
    staffAsk(desk, path, { method: "PATCH", body });
  const submit = async (token: string): Promise<string> => {
    const body = { subject: "Pump", body: "The xylophone pump." };
    return (await submitTicket(desk, project.api, token, body)).body.ticket.id;
  };
  const answer = (body: string, ticket = ticketId) =>
    staffAsk(desk, `/tickets/${ticket}/messages`, { body: { body }, key: newKey() });
  /** Messages by their words, all else by its name; news of a ticket's head comes along at any time. */
  const heardUntil = async (stream: EventReader, words: string): Promise<string[]> => {
    const heard: string[] = [];
    while (heard.at(-1) !== words) {
      const event = await stream.next();
      if (!event) return [...heard, "the end"];
      if (!event.type.startsWith("ticket.")) heard.push(event.data.message?.body ?? event.type);
    }
    return heard;
  };
  const sees = async (token: string): Promise<string[]> => {
    const ways: [string, string][] = [
      ["read", `/tickets/${ticketId}`],
      ["list", "/tickets?scope=company"],
      ["search", "/tickets?scope=company&q=xylophone"],
    ];
    const seen: string[] = [];
    for (const [way, path] of ways) {
      const { text } = await desk.ask(`${project.api}${path}`, { token });
      if (text.includes(ticketId)) seen.push(way);
    }
    return seen;
  };
  const everywhere = ["read", "list", "search"];

  const changes: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    [
      "of the project's permission",
      () => patch(`/projects/${project.id}`, { portal: { permissions: { viewCompanyTickets: false } } }),
      () => patch(`/projects/${project.id}`, { portal: { permissions: { viewCompanyTickets: true } } }),
    ],
    [
      "of the company's permission",
      () => patch(`/companies/${orchard}`, { permissions: { viewCompanyTickets: false } }),
      () => patch(`/companies/${orchard}`, { permissions: { viewCompanyTickets: null } }),
    ],
    [
      "of the person's permission",
      () => patch(`/customers/${colleague.id}`, { permissions: { viewCompanyTickets: false } }),
      () => patch(`/customers/${colleague.id}`, { permissions: { viewCompanyTickets: null } }),
    ],
    [
      "of the person's company",
      () => patch(`/customers/${colleague.id}`, { company: meadow }),
      () => patch(`/customers/${colleague.id}`, { company: orchard }),
    ],
    [
      "of the ticket's company",
      () => patch(`/tickets/${ticketId}`, { company: meadow }),
      () => patch(`/tickets/${ticketId}`, { company: orchard }),
    ],
  ];

  it.each(changes)("by a change %s, and has it back by the next one", async (_, take, give) => {
    const stream = await follow(colleague.token);
    const own = await follow(owner.token);
    expect(await sees(colleague.token)).toEqual(everywhere);
    await answer("one");
    expect((await stream.next("message.created"))?.data.message.body).toBe("one");
    await take();
    expect(await sees(colleague.token)).toEqual([]);
    await answer("two");
    await answer("to yourself", colleaguesTicket);
    expect(await heardUntil(stream, "to yourself")).toEqual(["access.changed", "to yourself"]);
    await give();
    await answer("three");
    expect(await heardUntil(stream, "three")).toEqual(["access.changed", "three"]);
    expect(await sees(colleague.token)).toEqual(everywhere);
    const owners = await heardUntil(own, "three");
    expect(owners.filter((what) => what !== "access.changed" && what !== "to yourself")).toEqual([
      "one",
      "two",
      "three",
    ]);
  });

  it("keeps a ticket with the company it was made in when its owner moves on", async () => {
    await patch(`/customers/${owner.id}`, { company: meadow });
    expect(await sees(colleague.token)).toEqual(everywhere);
    const mine = await desk.ask(`${project.api}/tickets/${ticketId}`, { token: owner.token });
    expect(mine.status).toBe(200);
    const newcomer = await desk.customer(project.id, { email: "new@example.com", companyId: meadow });
    expect(await sees(newcomer.token)).toEqual([]);
  });

  it("ends the stream of a person who is deleted or whose address is changed", async () => {
    const stream = await follow(colleague.token);
    await patch(`/customers/${colleague.id}`, { email: "cy2@example.com" });
    expect((await stream.rest()).at(-1)?.type).toBe("access.changed");
    const own = await follow(owner.token);
    await staffAsk(desk, `/customers/${owner.id}`, { method: "DELETE" });
    expect((await own.rest()).at(-1)?.type).toBe("access.changed");
  });

  it("puts no ticket of an unproven address in a company's sight", async () => {
    const unproven = await desk.customer(project.id, { email: "un@example.com", companyId: orchard, provenAt: null });
    const body = { project: project.id, subject: "Secret", body: "Unproven.", customer: unproven.id };
    const made = (await staffAsk(desk, "/tickets", { body, key: newKey() })).body.ticket;
    expect(made.company).toBeNull();
    const refused = await patch(`/tickets/${made.id}`, { company: orchard });
    expect(refused.body.error.fields).toEqual({ company: "not_allowed" });
    expect((await desk.ask(`${project.api}/tickets/${made.id}`, { token: colleague.token })).status).toBe(404);
  });

  it("lets staff name only a company of the ticket's project, and records it", async () => {
    const other = await desk.project("Other");
    const foreign = await makeCompany(desk, other.id, "Foreign");
    expect((await patch(`/tickets/${ticketId}`, { company: foreign.id })).body.error.fields).toEqual({
      company: "not_allowed",
    });
    expect((await patch(`/tickets/${ticketId}`, { company: null })).body.ticket.company).toBeNull();
    const rows = await desk.database.read
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "ticket.company")
      .execute();
    expect(rows.map(({ changes }) => JSON.parse(changes))).toEqual([{ company: ["Orchard", null] }]);
  });
});
