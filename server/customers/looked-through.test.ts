/** Lists that are longer than what is looked through for a page. */
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { makeCompany, staffAsk } from "../testing/people.ts";
import { sharedProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

const many = 20_100;
/** More than are gathered, with names behind those of more others than are looked through. */
const late = 5100;

describe.each(engines)("a list of customers that is long (%s)", (engine) => {
  const { desk, project } = sharedProject(engine);
  let small: string;
  beforeAll(async () => {
    small = (await desk.project("Small")).id;
    await desk.customer(small, { name: "Anna of few", email: "anna@few.test" });
    const { id: company } = await makeCompany(desk, project.id, "Everybody's");
    await desk.database.write(async ({ db }) => {
      const numbers =
        engine === "sqlite"
          ? sql`(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${many}) select i from n)`
          : sql`(select i from generate_series(1, cast(${many} as integer)) as i)`;
      const name = sql`'anna ' || substr(cast(i + 100000 as text), 2)`;
      await sql`insert into customers (id, project_id, company_id, name, name_order, created_at)
        select 'c' || i, cast(${project.id} as text), case when i > 20095 then null else cast(${company} as text) end,
        ${name}, ${name}, i from ${numbers} as numbers`.execute(db);
      await sql`insert into customer_words (customer_id, project_id, word, main, name_order)
        select id, project_id, 'anna', 1, name_order from customers where company_id is not null or id like 'c2%'`.execute(
        db,
      );
      const lateName = sql`'zoe ' || substr(cast(i + 100000 as text), 2)`;
      await sql`insert into customers (id, project_id, company_id, name, name_order, created_at)
        select 'z' || i, cast(${project.id} as text), cast(${company} as text), ${lateName}, ${lateName}, 0
        from ${numbers} as numbers where i <= ${sql.lit(late)}`.execute(db);
      // Every tenth has two longer words too, as an address makes them.
      for (const [word, main, every] of [
        ["zoe", 1, 1],
        ["zoe.z@mail.test", 1, 10],
        ["zoed", 0, 10],
      ] as const) {
        await sql`insert into customer_words (customer_id, project_id, word, main, name_order)
          select 'z' || i, cast(${project.id} as text), cast(${word} as text), ${sql.lit(main)}, ${lateName}
          from ${numbers} as numbers where i <= ${sql.lit(late)} and i % ${sql.lit(every)} = 0`.execute(db);
      }
      if (engine === "postgres") await sql`analyze customers`.execute(db);
    });
  });

  const ask = async (query: string) => (await staffAsk(desk, `/customers?${query}`)).body;

  it("is looked through in part where no index knows what is asked for, says so, and is gone on with", async () => {
    for (const where of [`project=${project.id}&`, `project=${project.id}&q=anna&`]) {
      const first = await ask(`${where}company=none`);
      expect(first).toMatchObject({ items: [], lookedThrough: 20_000 });
      const rest = await ask(`${where}company=none&cursor=${first.nextCursor}`);
      expect(rest.items.map(({ name }) => name)).toEqual([20096, 20097, 20098, 20099, 20100].map((n) => `anna ${n}`));
      expect([rest.nextCursor, rest.lookedThrough]).toEqual([null, undefined]);
    }
  });

  it("says nothing of it where the page is full, or an index knows all that fits", async () => {
    for (const query of ["", "q=anna&", "invitation=none&", "q=anna&sort=newest&", "invitation=none&sort=newest&"]) {
      const page = await ask(`${query}project=${project.id}`);
      expect([page.items.length, page.lookedThrough], query).toEqual([25, undefined]);
    }
    expect(await ask(`project=${project.id}&stopped=true`)).toEqual({ items: [], nextCursor: null });
    expect(await ask(`project=${project.id}&q=annabel`)).toEqual({ items: [], nextCursor: null });
  });

  it("shows those of one name each once and in order, however many there are and whoever stands before them", async () => {
    for (const [query, step] of [
      ["q=zoe", 1],
      ["q=zo", 1],
      ["q=zoe&begins=true", 1],
      ["q=zoed", 10],
    ] as const) {
      const names: string[] = [];
      for (let cursor = ""; ;) {
        const page = await ask(`${query}&limit=100${cursor}`);
        names.push(...page.items.map(({ name }) => name));
        expect(page.lookedThrough).toBeUndefined();
        if (page.nextCursor === null) break;
        cursor = `&cursor=${page.nextCursor}`;
      }
      expect(names, query).toEqual(
        Array.from({ length: late / step }, (_, at) => `zoe ${String((at + 1) * step).padStart(5, "0")}`),
      );
    }
  });

  it("is no reason to look at more for a project of few beside it", async () => {
    for (const query of ["q=a", "q=anna", "company=none", "sort=newest", "invitation=registered"]) {
      const page = await ask(`project=${small}&${query}`);
      expect(page.items.map(({ name }) => name)).toEqual(["Anna of few"]);
      expect(page.lookedThrough).toBeUndefined();
    }
  });

  it("takes a cursor of another list, or one that was changed by hand, for what it says or not at all", async () => {
    const { nextCursor } = await ask(`project=${project.id}`);
    const { nextCursor: newest } = await ask(`project=${project.id}&sort=newest`);
    const status = async (query: string) => (await staffAsk(desk, query)).status;
    expect(await status(`/customers?sort=newest&cursor=${nextCursor}`)).toBe(400);
    expect(await status(`/customers?cursor=${newest}`)).toBe(400);
    expect(await status(`/companies?cursor=${newest}`)).toBe(400);
    expect(await status(`/companies?cursor=${nextCursor}`)).toBe(200);
    const changed = Buffer.from(JSON.stringify(["\u{10ffff}", "nobody"])).toString("base64url");
    expect(await ask(`cursor=${changed}`)).toEqual({ items: [], nextCursor: null });
  });
});
