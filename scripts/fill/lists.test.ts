import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../server/access/principals.ts";
import { readConfig } from "../../server/config.ts";
import type { TicketSort } from "../../server/contract/staff.ts";
import { type OpenedDatabase, openDatabase } from "../../server/db/open.ts";
import { engines, openTestDatabase } from "../../server/testing/engines.ts";
import type { TicketFilter } from "../../server/tickets/list/filter.ts";
import { findTickets } from "../../server/tickets/list/read.ts";
import { statuses } from "../../server/tickets/status.ts";
import { fill } from "./fill.ts";

const tickets = 240;

type Row = Awaited<ReturnType<typeof readAll>>[number];

const readAll = (database: OpenedDatabase) => database.read.selectFrom("tickets").selectAll().execute();

/** The same rules once more, a row at a time. */
function fits(row: Row, who: Principal, filter: TicketFilter): boolean {
  const { project, inbox, status, assignee, priority, type, tag, customer, held } = filter;
  return (
    isTheirs(row, who, filter.scope) &&
    (project === undefined || row.project_id === project) &&
    (inbox === undefined || row.inbox_id === inbox) &&
    (status === undefined || status.split(",").includes(row.status)) &&
    (assignee === undefined || row.assignee_id === (assignee === "none" ? null : assignee)) &&
    (priority === undefined || row.priority === priority) &&
    (type === undefined || row.type === type) &&
    (tag === undefined || (JSON.parse(row.tags) as string[]).includes(tag)) &&
    (customer === undefined || row.customer_id === customer) &&
    (held === undefined || row.held === Number(held))
  );
}

function isTheirs(row: Row, who: Principal, scope: TicketFilter["scope"]): boolean {
  switch (who.kind) {
    case "staff":
    case "key":
      return who.projects === "all" || who.projects.includes(row.project_id);
    case "visitor":
      return row.visitor_id === who.id;
    case "customer": {
      const isOwn = row.customer_id === who.id;
      const isCompanys = row.company_id !== null && row.company_id === who.account.company?.id;
      return scope === "mine" ? isOwn : scope === "company" ? isCompanys : isOwn || isCompanys;
    }
    default:
      return false;
  }
}

const weight: Record<string, number> = { urgent: 3, high: 2, normal: 1, low: 0 };
const before: Record<TicketSort, (one: Row, other: Row) => number> = {
  updated: (one, other) => other.last_seq - one.last_seq,
  newest: (one, other) => other.seq - one.seq,
  oldest: (one, other) => one.seq - other.seq,
  priority: (one, other) => weight[other.priority]! - weight[one.priority]! || other.last_seq - one.last_seq,
};

describe.each(engines)("lists of a made-up desk, on %s", (engine) => {
  let database: OpenedDatabase;
  let close: () => Promise<void>;
  let rows: Row[];
  beforeAll(async () => {
    const test = await openTestDatabase(engine);
    const { target, dir } = test;
    const env = { DATA_DIR: dir, SECRET_KEY: "0123456789abcdef0123456789abcdef" };
    const config = readConfig({ ...env, ...(target.engine === "postgres" && { DATABASE_URL: target.url }) });
    await fill({ config, tickets, seed: 7, say: () => {} });
    database = await openDatabase(target);
    rows = await readAll(database);
    close = async () => {
      await database.close();
      await test.close();
    };
  });
  afterAll(() => close());

  /** All pages, one after the other. */
  async function walk(who: Principal, filter: TicketFilter, sort: TicketSort): Promise<number[]> {
    const found: number[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await findTickets(database, who, { filter, sort, cursor, limit: 30 });
      found.push(...page.seqs);
      expect(page.lookedThrough).toBeUndefined();
      if (page.nextCursor === null) return found;
      cursor = page.nextCursor;
    }
  }

  const wanted = (who: Principal, filter: TicketFilter, sort: TicketSort): number[] =>
    rows
      .filter((row) => fits(row, who, filter))
      .toSorted(before[sort])
      .map(({ seq }) => seq);

  const sorts = Object.keys(before) as TicketSort[];

  it.each(sorts)("have every ticket that fits and no other, %s, whatever index serves them", async (sort) => {
    const projects = (await database.read.selectFrom("projects").select("id").execute()).map(({ id }) => id);
    const staff = (reach: "all" | string[]): Principal =>
      ({ kind: "staff", id: "somebody", name: "", role: "agent", projects: reach }) as unknown as Principal;
    const readers = [staff("all"), ...projects.map((id) => staff([id])), staff(projects), staff([])];
    const some = rows.find(({ assignee_id, customer_id }) => assignee_id !== null && customer_id !== null)!;
    const status = "new,open";
    const filters: TicketFilter[] = [
      {},
      { held: false, status },
      { held: false, status: "new,open,waiting,on-hold" },
      ...statuses.map((one) => ({ status: one, held: false })),
      { status },
      { status: "new,solved,closed" },
      { held: true },
      { held: true, status: "new" },
      { held: false },
      { held: false, status, assignee: "none" },
      { status, assignee: "none" },
      { assignee: "none" },
      { assignee: some.assignee_id! },
      { assignee: some.assignee_id!, status: "closed", held: false },
      { priority: "urgent" },
      { priority: "high", status, held: false },
      { priority: "low", status: "closed" },
      { type: "return", status: "closed", held: false },
      { tag: "vip" },
      { tag: "vip", status: "closed", held: false },
      { tag: "nobody-has-this" },
      { inbox: some.inbox_id },
      { customer: some.customer_id! },
      { customer: some.customer_id!, status: "closed" },
      { project: projects[0]! },
      { project: projects[1]!, status, held: false },
      { project: "unknown" },
    ];
    for (const who of readers) {
      for (const filter of filters) {
        const asked = { who: (who as { projects: unknown }).projects, filter };
        const found = await walk(who, filter, sort);
        expect({ ...asked, found }).toEqual({ ...asked, found: wanted(who, filter, sort) });
      }
    }
  });

  it("show people at a portal their own, and those of their company where they may see them", async () => {
    const own = rows.find(({ company_id }) => company_id !== null)!;
    const customer = (mayView: boolean): Principal =>
      ({
        kind: "customer",
        id: own.customer_id,
        projectId: own.project_id,
        permissions: { viewCompanyTickets: mayView },
        account: { company: { id: mayView ? own.company_id : null } },
      }) as unknown as Principal;
    const guest = rows.find(({ visitor_id }) => visitor_id !== null)!;
    const visitor = { kind: "visitor", id: guest.visitor_id, projectId: guest.project_id } as unknown as Principal;
    for (const who of [customer(true), customer(false), visitor, { kind: "nobody" } as Principal]) {
      for (const scope of ["mine", "company", undefined] as const) {
        for (const status of [undefined, "closed", "new,open"]) {
          const filter = { scope, status };
          const asked = { kind: who.kind, filter };
          expect({ ...asked, found: await walk(who, filter, "updated") }).toEqual({
            ...asked,
            found: wanted(who, filter, "updated"),
          });
        }
      }
    }
  });
});
