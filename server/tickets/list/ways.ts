/**
 * Which index a list is read by. An index gives rows in an order once each of its leading columns has one value; of
 * several projects and statuses it is asked once for every pair, and the engines merge what comes, row by row, without
 * putting anything in order. So a page costs the same of ten tickets as of a million.
 */
import { type RawBuilder, sql } from "kysely";
import type { Principal } from "../../access/principals.ts";
import { companyInSight } from "../../access/rules.ts";
import { reachWithin } from "../../access/reach.ts";
import type { Reach, TicketSort } from "../../contract/staff.ts";
import type { Database, Db } from "../../db/database.ts";
import { maxBranches } from "../../db/merged.ts";
import { prepared } from "../../db/prepared.ts";
import { statuses as allStatuses, unanswered, unfinished } from "../status.ts";
import type { TicketIndex } from "./indexes.ts";
import { type Part, readStatuses, type TicketFilter } from "./filter.ts";
import { rank, ranks } from "./orders.ts";

type Condition = RawBuilder<unknown>;

export interface Branch {
  index: TicketIndex;
  where: Condition;
  /** It asks for more than its index says, and so may look at many rows for one. */
  isNarrowed?: boolean;
}

export interface Way {
  /** None has a row of another. */
  branches: Branch[];
  /** In which the index gives them; absent: they are few, and come as they come. */
  order?: TicketSort;
  /** What the branches ask for already. */
  serves: readonly Part[];
}

/** A tag with more tickets is asked about at each ticket of a list; those of a rarer one are taken all. */
const maxOfRareTag = 2_000;

/** @returns undefined where nothing can be found */
export async function wayTo(
  { read, lists }: Pick<Database, "read" | "lists">,
  who: Principal,
  filter: TicketFilter,
  sort: TicketSort,
): Promise<Way | undefined> {
  const asked = filter.status === undefined ? undefined : readStatuses(filter.status);
  if (who.kind !== "staff" && who.kind !== "key") return wayOfPortal(who, filter);
  const projects = reachWithin(who, filter.project);
  if (projects.length === 0) return undefined;
  if (filter.customer !== undefined) {
    const where = sql`tickets.customer_id = ${filter.customer}`;
    return { branches: [{ index: "tickets_customer", where }], order: "updated", serves: ["customer"] };
  }
  if (filter.held && projects !== "all" && projects.length <= maxBranches) {
    const branches = projects.map((id): Branch => ({
      index: "tickets_held_here",
      where: sql`tickets.project_id = ${id} and tickets.held = 1`,
    }));
    return { branches, order: "updated", serves: ["reach", "project", "held"] };
  }
  if (filter.held) {
    return { branches: [{ index: "tickets_held", where: sql`tickets.held = 1` }], order: "updated", serves: ["held"] };
  }
  if (filter.tag !== undefined && (await isRare(lists, filter.tag))) {
    const tagged = sql`select ticket_seq from ticket_tags where tag = ${filter.tag}`;
    return { branches: [{ index: "seq", where: sql`tickets.seq in (${tagged})` }], serves: ["tag"] };
  }
  if (filter.assignee !== undefined && filter.assignee !== "none") {
    const own = sql`tickets.assignee_id = ${filter.assignee}`;
    const branches = (asked ?? allStatuses).map((status): Branch => ({
      index: "tickets_assignee",
      where: sql`${own} and tickets.status = ${status}`,
    }));
    return { branches, order: "updated", serves: ["assignee", "status"] };
  }
  const known = projects === "all" ? (await projectIds(read, {})).map(({ id }) => id) : projects;
  return wayByProjects({ filter, sort, projects, known, asked }) ?? wayOfAll(projects, filter, asked);
}

interface Choice {
  filter: TicketFilter;
  sort: TicketSort;
  projects: Reach;
  /** The same by their ids, also of all. */
  known: readonly string[];
  asked: readonly string[] | undefined;
}

/** One branch a project, and more where an index has more columns. */
function wayByProjects({ filter, sort, projects, known, asked }: Choice): Way | undefined {
  const { assignee, priority, held } = filter;
  const free = sql`tickets.held = 0`;
  const isOf = (id: string): Condition => sql`tickets.project_id = ${id}`;
  // An index of priorities has statuses before them.
  const states = asked ?? (priority === undefined ? undefined : allStatuses);
  const pairs = states && known.flatMap((id) => states.map((status) => [isOf(id), sql`tickets.status = ${status}`]));
  const ofRank = (value: number): Condition => sql`${sql.raw(rank)} = ${value}`;
  const all = (index: TicketIndex, conditions: readonly Condition[][]): Branch[] | undefined =>
    conditions.length > maxBranches
      ? undefined
      : conditions.map((some) => ({ index, where: sql`${sql.join(some, sql` and `)}` }));
  const way = (found: Branch[] | undefined, order: TicketSort, serves: readonly Part[]): Way | undefined => {
    if (!found) return undefined;
    // Those that are held have an index of their own, since all others have to do without them.
    const like = heldLike(filter, projects);
    const where = sql.join([sql`tickets.held = 1`, ...like], sql` and `);
    const heldToo: Branch[] = held === undefined ? [{ index: "tickets_held", where, isNarrowed: like.length > 0 }] : [];
    return {
      branches: [...found, ...heldToo],
      order,
      serves: ["reach", "project", "held", ...serves],
    };
  };
  if (pairs && assignee === "none" && isWithin(asked, unanswered)) {
    const nobodys = sql`tickets.assignee_id is null and tickets.status in ${literals(unanswered)}`;
    const found = all(
      "tickets_unassigned",
      pairs.map((pair) => [...pair, nobodys, free]),
    );
    if (sort === "updated") return way(found, "updated", ["status", "assignee"]);
  }
  if (pairs && priority !== undefined && (sort === "updated" || sort === "priority")) {
    const found = all(
      "tickets_turn",
      pairs.map((pair) => [...pair, ofRank(ranks[priority]!), free]),
    );
    return way(found, sort, ["status", "priority"]);
  }
  if (pairs && sort === "priority" && held === false) {
    return way(
      all(
        "tickets_turn",
        pairs.map((pair) => [...pair, free]),
      ),
      "priority",
      ["status"],
    );
  }
  if (sort === "oldest" || sort === "newest") {
    if (pairs && held === false && isWithin(asked, unfinished)) {
      const going = sql`tickets.status in ${literals(unfinished)}`;
      const found = all(
        "tickets_unfinished",
        known.map((id) => [isOf(id), going, free]),
      );
      return way(found, sort, isWithin(unfinished, asked!) ? ["status"] : []);
    }
    if (projects === "all") return { branches: [{ index: "seq", where: sql`1 = 1` }], order: sort, serves: ["reach"] };
    const made = all(
      "tickets_made",
      known.map((id) => [isOf(id)]),
    );
    return made && { branches: made, order: sort, serves: ["reach", "project"] };
  }
  if (projects === "all") return undefined;
  if (pairs) {
    const turns = pairs.flatMap((pair) => Object.values(ranks).map((one) => [...pair, ofRank(one), free]));
    const found = all("tickets_turn", turns);
    return way(found, "updated", ["status"]);
  }
  const active = all(
    "tickets_activity",
    known.map((id) => [isOf(id)]),
  );
  return active && { branches: active, order: "updated", serves: ["reach", "project"] };
}

/** By an index that knows no project. */
function wayOfAll(projects: Reach, { held }: TicketFilter, asked: readonly string[] | undefined): Way {
  const serves: Part[] = projects === "all" ? ["reach"] : [];
  if (!asked) return { branches: [{ index: "tickets_latest", where: sql`1 = 1` }], order: "updated", serves };
  const branches = asked.map((status): Branch => ({
    index: "tickets_status",
    where: sql`tickets.status = ${status} and tickets.held = 0`,
  }));
  if (held === undefined) {
    const where = sql`tickets.held = 1 and tickets.status in (${sql.join(asked)})`;
    branches.push({ index: "tickets_held", where, isNarrowed: true });
  }
  return { branches, order: "updated", serves: [...serves, "status", "held"] };
}

/** What a branch of held tickets asks for in the place of what the other branches say. */
function heldLike({ status, assignee, priority }: TicketFilter, projects: Reach): Condition[] {
  return [
    ...(projects === "all" ? [] : [sql`tickets.project_id in (${sql.join(projects)})`]),
    ...(status === undefined ? [] : [sql`tickets.status in (${sql.join(readStatuses(status))})`]),
    ...(assignee === "none" ? [sql`tickets.assignee_id is null`] : []),
    ...(priority === undefined ? [] : [sql`tickets.priority = ${priority}`]),
  ];
}

function wayOfPortal(who: Exclude<Principal, { kind: "staff" | "key" }>, { scope }: TicketFilter): Way | undefined {
  const by = (...branches: Branch[]): Way => ({ branches, order: "updated", serves: ["reach"] });
  switch (who.kind) {
    case "nobody":
      return undefined;
    case "tracking":
      // One ticket and those that go on from it.
      return {
        branches: [
          { index: "any", where: sql`tickets.id = ${who.id}` },
          {
            index: "tickets_follow_ups",
            where: sql`tickets.project_id = ${who.projectId} and tickets.follows_path is not null
              and tickets.follows_path like ${`%/${who.id}%`} and tickets.id <> ${who.id}`,
          },
        ],
        serves: [],
      };
    case "visitor":
      return by({ index: "tickets_visitor", where: sql`tickets.visitor_id = ${who.id}` });
    case "customer": {
      const own: Branch = { index: "tickets_customer", where: sql`tickets.customer_id = ${who.id}` };
      const company = companyInSight(who);
      if (scope === "mine" || (company === undefined && scope === undefined)) return by(own);
      if (company === undefined) return undefined;
      const isTheirs = sql`tickets.company_id = ${company}`;
      const others = sql`${isTheirs} and (tickets.customer_id is null or tickets.customer_id <> ${who.id})`;
      return scope === "company"
        ? by({ index: "tickets_company", where: isTheirs })
        : by(own, { index: "tickets_company", where: others, isNarrowed: true });
    }
  }
}

const isWithin = (inner: readonly string[] | undefined, outer: readonly string[]): boolean =>
  inner !== undefined && inner.every((one) => outer.includes(one));

/** Written out, as the partial indexes say it: a value that is bound proves nothing to SQLite. */
const literals = (values: readonly string[]): RawBuilder<unknown> =>
  sql.raw(`(${values.map((value) => `'${value}'`).join(", ")})`);

const projectIds = prepared((db) => db.selectFrom("projects").select("id").orderBy("id"));

async function isRare(db: Db, tag: string): Promise<boolean> {
  const some = await db
    .selectFrom("ticket_tags")
    .select("ticket_seq")
    .where("tag", "=", tag)
    .orderBy("ticket_seq")
    .limit(1)
    .offset(maxOfRareTag)
    .execute();
  return some.length === 0;
}
