/** The customers' list in keyset order: a cursor names the last row seen. */
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { askedOf, type Reaching } from "../access/reach.ts";
import { findCompany } from "../companies/store.ts";
import type { Customer, CustomerSort, InvitationState } from "../contract/people.ts";
import type { Page } from "../contract/portal.ts";
import type { Reach } from "../contract/staff.ts";
import type { Database, Db } from "../db/database.ts";
import {
  both,
  type Condition,
  fewest,
  gather,
  hasWord,
  idsByWord,
  type Listing,
  maxBranches,
  ofProjects,
  projectBranches,
  walk,
  type Walked,
} from "../db/keyset.ts";
import { textList } from "../db/values.ts";
import { readCursor } from "../http/read-query.ts";
import { walkedPage } from "../http/walked-page.ts";
import { searchedNames } from "../names/name-words.ts";
import { alongWord, type SearchedWord } from "./along-word.ts";
import { customerQuery, customerView } from "./query.ts";

/** States that the list can be narrowed to. */
export type ListedState = Exclude<InvitationState, "bounced">;

export interface CustomerFilter {
  project?: string | undefined;
  /** An id, or "none". */
  company?: string | undefined;
  invitation?: ListedState | undefined;
  /** Of whom somebody has to say whether they are another customer as well. */
  same?: "true" | undefined;
  /** Whose account its owner stopped. */
  stopped?: "true" | undefined;
  q?: string | undefined;
  /** A name, or an address, has to begin with `q`, or a name to have it as a word of its own. */
  begins?: "true" | undefined;
}

export interface CustomerListing extends CustomerFilter {
  sort: CustomerSort;
  cursor?: string | undefined;
  limit: number;
}

const states: Record<ListedState, number> = { none: 0, sent: 1, opened: 2, registered: 3 };

/** `invitationState` for the database, as its index has it. */
const stateOf = sql`(case when proven_at is not null then 3 when opened_at is not null then 2
  when invited_at is not null or welcomed_at is not null then 1 else 0 end)`;

/** `askedInAt` for the database, 0 for never. The two engines have no name in common for the greater of two. */
const askedIn = sql`case
  when coalesce(customers.welcomed_at, 0) > coalesce(customers.invited_at, 0) then customers.welcomed_at
  else coalesce(customers.invited_at, 0)
end`;

interface Order {
  key: RawBuilder<unknown>;
  direction: "asc" | "desc";
  /** Of what stands in a cursor beside the id. */
  valueType: "number" | "string";
}

const orders: Record<CustomerSort, Order> = {
  name: { key: sql`customers.name_order`, direction: "asc", valueType: "string" },
  newest: { key: sql`customers.created_at`, direction: "desc", valueType: "number" },
  // Those who were never asked in come last.
  invited: { key: askedIn, direction: "desc", valueType: "number" },
};

/** What narrows the list: as a condition of a row, and as ids by an index, where there is one. */
interface Filter {
  of: "company" | "state" | "few" | "word";
  fits: Condition;
  ids?: RawBuilder<unknown>;
  word?: SearchedWord;
}

function filtersOf(projects: Reach, filter: CustomerFilter, words: readonly string[]): Filter[] {
  const { company, invitation, same, stopped, begins } = filter;
  const here = ofProjects(projects);
  const idsOf = (...conditions: Condition[]) => sql`select id from customers where ${both(conditions)}`;
  const filters: Filter[] = [];
  if (company === "none") filters.push({ of: "company", fits: sql<SqlBool>`company_id is null` });
  else if (company !== undefined) {
    const fits = sql<SqlBool>`company_id = ${company}`;
    filters.push({ of: "company", fits, ids: idsOf(fits) });
  }
  if (invitation !== undefined) {
    const fits = sql<SqlBool>`${stateOf} = ${sql.lit(states[invitation])}`;
    const known = projects === "all" ? [sql<SqlBool>`project_id in (select id from projects)`] : here;
    filters.push({ of: "state", fits, ids: idsOf(...known, fits) });
  }
  for (const [isAsked, column] of [
    [same, "same_as_id"],
    [stopped, "stopped_at"],
  ] as const) {
    if (isAsked === undefined) continue;
    const fits = sql<SqlBool>`${sql.ref(column)} is not null`;
    filters.push({ of: "few", fits, ids: idsOf(...here, fits) });
  }
  for (const word of words) {
    const isMain = begins !== undefined;
    const ids = idsByWord("customer_words", projects, word, isMain);
    const fits = hasWord("customers", "customer_words", word, isMain);
    filters.push({ of: "word", fits, ids, word: { word, isMain } });
  }
  return filters;
}

/** The rows of the page, by the way that has the fewest to look at. */
async function find(db: Db, listing: Listing, projects: Reach, filters: readonly Filter[]): Promise<Walked> {
  const isByName = listing.key === orders.name.key;
  const [only] = filters;
  const here = projectBranches(projects);
  if (!only) return walk(db, listing, here.branches, here.filters);
  const isOrdered = (filter: Filter): boolean => isByName && filter.ids !== undefined && filter.of === "company";
  const fits = filters.map((filter) => filter.fits);
  if (filters.length === 1 && isOrdered(only)) return walk(db, listing, [only.fits]);
  const ofState = isByName ? filters.find(({ of }) => of === "state") : undefined;
  const stateBranches = ofState && (await branchesOfState(db, projects, ofState.fits));
  if (filters.length === 1 && stateBranches) return walk(db, listing, stateBranches);
  const source = await fewest(
    db,
    filters.flatMap(({ ids }) => ids ?? []),
  );
  if (source) return gather(db, listing, source, [...ofProjects(projects), ...fits]);
  const ids = isByName && filters.every(({ word }) => word) ? await idsOf(db, projects) : undefined;
  const along =
    ids &&
    alongWord(
      ids,
      filters.map(({ word }) => word!),
    );
  if (along) return walk(db, { ...listing, ...along.listing }, along.branches, along.fits);
  const ofCompany = filters.find(isOrdered);
  if (ofCompany) return walk(db, listing, [ofCompany.fits], fits);
  if (stateBranches) return walk(db, listing, stateBranches, fits);
  return walk(db, listing, here.branches, [...here.filters, ...fits]);
}

async function branchesOfState(db: Db, projects: Reach, fits: Condition): Promise<Condition[] | undefined> {
  return (await idsOf(db, projects))?.map((id) => sql<SqlBool>`project_id = ${id} and ${fits}`);
}

/** @returns undefined where there are too many for a branch each */
async function idsOf(db: Db, projects: Reach): Promise<readonly string[] | undefined> {
  const some = db
    .selectFrom("projects")
    .select("id")
    .limit(maxBranches + 1);
  const ids = projects === "all" ? (await some.execute()).map(({ id }) => id) : projects;
  return ids.length > maxBranches ? undefined : ids;
}

/** @throws Refusal 400 for a cursor that this order does not give out */
export async function listCustomers(
  { lists: db, engine }: Pick<Database, "lists" | "engine">,
  who: Reaching,
  { sort, cursor, limit, ...filter }: CustomerListing,
): Promise<Page<Customer>> {
  const { key, direction, valueType } = orders[sort];
  const after = cursor === undefined ? undefined : readCursor(cursor, [valueType, "string"]);
  const asked = askedOf(who, filter.project);
  const words = filter.q?.trim() ? searchedNames(filter.q) : undefined;
  const projects = await inCompany(db, asked, filter.company);
  if (projects.length === 0 || words?.length === 0) return { items: [], nextCursor: null };
  const listing: Listing = { engine, table: "customers", key, direction, after, limit };
  const walked = await find(db, listing, projects, filtersOf(projects, filter, words ?? []));
  return walkedPage(walked, limit, async (ids) => {
    const found = await customerQuery(db).where("customers.id", "in", textList(engine, ids)).execute();
    return found.map(customerView);
  });
}

/** A company is of one project; of one that is not asked about nobody is listed. */
async function inCompany(db: Db, projects: Reach, company: string | undefined): Promise<Reach> {
  if (company === undefined || company === "none") return projects;
  const id = (await findCompany(db, company))?.project_id;
  return id !== undefined && (projects === "all" || projects.includes(id)) ? [id] : [];
}
