/** Searches at a desk where thousands of others hold the same words. */
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { rebuildSearch } from "../db/rebuild-search.ts";
import { newKey } from "../testing/desk.ts";
import { joinDesk } from "../testing/colleague.ts";
import { engines } from "../testing/engines.ts";
import { staffAsk } from "../testing/people.ts";
import { submitTicket } from "../testing/verbs.ts";
import { sharedProject } from "../testing/with-desk.ts";

/** More than a search looks through at a time. */
const others = 20_500;

describe.each(engines)("S22: a search among thousands (%s)", (engine) => {
  const { desk, project } = sharedProject(engine);
  let other: typeof project;
  let mia: { id: string; token: string };
  let agentOfOther: string;

  /** Older than those of everybody else. */
  beforeAll(async () => {
    other = await desk.project("Other");
    mia = await desk.customer(project.id, { name: "Mia", email: "mia@shop.test" });
    await submitTicket(desk, project.api, mia.token, { subject: "My parcel", body: "Where is my parcel?" });
    const leo = await desk.customer(other.id, { name: "Leo", email: "leo@shop.test" });
    await submitTicket(desk, other.api, leo.token, { subject: "Leo's parcel", body: "Another parcel." });
    agentOfOther = (await joinDesk(desk, "Oda", "agent", [other.id])).cookie;
    await addOthers();
  });

  /** As many submissions would take minutes. */
  async function addOthers(): Promise<void> {
    const { database } = desk;
    await database.write(async (tx) => {
      const [inbox] = await tx.db.selectFrom("inboxes").select("id").where("project_id", "=", project.id).execute();
      const numbers = sql`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${sql.lit(others)})`;
      await sql`insert into tickets (seq, id, project_id, number, subject, status, inbox_id, priority, tags, author_name,
          held, claim_declined, created_at, updated_at, last_seq, last_customer_seq, last_staff_seq, read_seq, excerpt)
        ${numbers} select 1000 + n, 'bulk' || n, ${project.id}, 1000 + n, 'Parcel ' || n,
          case when n % 10 = 0 then 'on-hold' else 'open' end, ${inbox!.id}, case when n = 7 then 'urgent' else 'normal' end,
          '[]', '', 0, 0, 1, 1, 1000 + n, 1000 + n, 0, 0, '' from numbers`.execute(tx.db);
      await sql`insert into messages (seq, id, ticket_id, project_id, author_kind, author_name, internal, body, created_at)
        ${numbers} select 1000 + n, 'said' || n, 'bulk' || n, ${project.id}, 'customer', '', 0,
          'The parcel of number' || n || ' is here', 1 from numbers`.execute(tx.db);
      await rebuildSearch(tx.db, engine);
    });
    if (engine === "postgres") {
      // As it does by itself within the minute.
      await sql`analyze`.execute(desk.test.database.writer);
      await sql`select setval('messages_seq_seq', 30000), setval('tickets_seq_seq', 30000)`.execute(
        desk.test.database.writer,
      );
    }
  }

  const asStaff = (query: string, cookie?: string) =>
    staffAsk(desk, `/tickets?${query}` as "/tickets", cookie === undefined ? {} : { cookie });

  const all = async (query: string, read: (cursor: string) => ReturnType<typeof asStaff>): Promise<string[]> => {
    const ids: string[] = [];
    for (let cursor = ""; ;) {
      const { body } = await read(`${query}${cursor}`);
      ids.push(...body.items.map(({ id }) => id));
      if (body.nextCursor === null) return ids;
      cursor = `&cursor=${body.nextCursor}`;
    }
  };

  test("finds a customer's own, for them and for staff of their project", async () => {
    const own = await desk.ask(`${project.api}/tickets?q=parcel`, { token: mia.token });
    expect(own.body.items.map(({ subject }) => subject)).toEqual(["My parcel"]);
    const ofOther = await asStaff("q=parcel", agentOfOther);
    expect(ofOther.body.items.map(({ subject }) => subject)).toEqual(["Leo's parcel"]);
    expect((await asStaff(`q=parcel&customer=${mia.id}`)).body.items).toMatchObject([{ subject: "My parcel" }]);
    expect((await asStaff("q=my+parcel")).body.items).toMatchObject([{ subject: "My parcel" }]);
  });

  test("never finds what lies in another project", async () => {
    for (const q of ["q=number17", "q=1017", `q=parcel&project=${project.id}`, "q=mia", "q=my"]) {
      expect((await asStaff(q, agentOfOther)).body.items, q).toEqual([]);
    }
    expect((await desk.ask(`${project.api}/tickets?q=number17`, { token: mia.token })).body.items).toEqual([]);
  });

  test("goes on in order beyond a thousand, without doubles and holes, while others answer", async () => {
    let pages = 0;
    const ids = await all(`q=number12&limit=100&project=${project.id}`, async (query) => {
      pages += 1;
      if (pages === 3 || pages === 6) {
        // The oldest comes up, and one that was shown already.
        const id = pages === 3 ? "bulk12" : "bulk12900";
        await staffAsk(desk, `/tickets/${id}/messages`, { body: { body: "Here." }, key: newKey() });
      }
      return asStaff(query);
    });
    expect(new Set(ids).size).toBe(ids.length);
    const numbers = ids.map((id) => Number(id.slice(4)));
    expect(numbers).toEqual(numbers.toSorted((one, another) => another - one));
    // All but the one that came up while later pages were read.
    expect(ids).toHaveLength(1110);
    expect(ids).not.toContain("bulk12");
    const top = (await asStaff(`q=number12&limit=2&project=${project.id}`)).body.items.map(({ id }) => id);
    expect(top).toEqual(["bulk12900", "bulk12"]);
  });

  test("looks through the newest twenty thousand for what a filter leaves of them, says so, and goes on", async () => {
    const first = (await asStaff("q=parcel&priority=urgent")).body;
    expect(first).toMatchObject({ items: [], lookedThrough: 20_000, found: { counts: {}, isMore: true } });
    const next = (await asStaff(`q=parcel&priority=urgent&cursor=${first.nextCursor}`)).body;
    expect(next).toMatchObject({ items: [{ id: "bulk7" }], nextCursor: null });
    expect(next.lookedThrough).toBeUndefined();
  });

  test("puts what it found in every order", async () => {
    const urgent = (await asStaff("q=parcel+here+number7&sort=priority&limit=2")).body;
    expect(urgent.items[0]).toMatchObject({ id: "bulk7" });
    const oldest = await all("q=number123&sort=oldest&limit=30", asStaff);
    const newest = await all("q=number123&sort=newest&limit=50", asStaff);
    expect(oldest).toHaveLength(111);
    expect(newest).toEqual(oldest.toReversed());
    const numbers = oldest.map((id) => Number(id.slice(4)));
    expect(numbers).toEqual(numbers.toSorted((one, another) => one - another));
  });

  test("counts what it found by status, up to five hundred, whatever status is asked for", async () => {
    const { found } = (await asStaff("q=number12&status=open&limit=1")).body;
    expect(found).toMatchObject({ isMore: true });
    expect(Object.values(found!.counts).reduce((sum, count) => sum + count)).toBe(500);
    const few = (await asStaff("q=number1234&status=closed")).body;
    expect(few).toMatchObject({ items: [], found: { isMore: false, counts: { open: 10, "on-hold": 1 } } });
    expect((await asStaff("q=my+parcel")).body.found).toEqual({ counts: { new: 1 }, isMore: false });
    const again = (await asStaff("q=number12&limit=1")).body.nextCursor;
    expect((await asStaff(`q=number12&cursor=${again}`)).body.found).toBeUndefined();
  });

  test("finds a ticket by its number first, and once", async () => {
    const numbered = await all("q=%231234&limit=5", asStaff);
    // Behind it those whose words begin with it, as Parcel 12345.
    expect(numbered[0]).toBe("bulk234");
    expect(numbered).toHaveLength(new Set(numbered).size);
    expect(numbered).toContain("bulk12345");
    expect((await asStaff("q=1&limit=5")).body.items.map(({ subject }) => subject).sort()).toEqual([
      "Leo's parcel",
      "My parcel",
    ]);
    const ids = (await asStaff("q=1017&limit=3")).body.items.map(({ id }) => id);
    expect(ids).toEqual(["bulk17", "bulk10179", "bulk10178"]);
  });

  test("refuses a cursor of another list, and answers one that was changed by hand", async () => {
    const ofPriority = Buffer.from("[1,2]").toString("base64url");
    const ofNames = Buffer.from('["a","b"]').toString("base64url");
    for (const cursor of [ofPriority, ofNames, "%00", "e30"]) {
      expect((await asStaff(`q=parcel&cursor=${cursor}`)).status, cursor).toBe(400);
    }
    for (const number of [-5, 0, Number.MAX_SAFE_INTEGER]) {
      const cursor = Buffer.from(`[${number}]`).toString("base64url");
      expect((await asStaff(`q=parcel&cursor=${cursor}`)).status).toBe(200);
    }
  });
});
