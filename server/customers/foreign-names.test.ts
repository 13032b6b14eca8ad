import { sql } from "kysely";
import { expect, test } from "vitest";
import { joinDesk } from "../testing/colleague.ts";
import { sharedDesk } from "../testing/with-desk.ts";

const desk = sharedDesk("sqlite");
const foreignCustomers = 20_500;
const ownProjects = 61;

test("a cursor names nobody of a project that one does not have, however many one has", async () => {
  const own = await desk.project("Own");
  const foreign = await desk.project("Foreign");
  const ids = [own.id];
  await desk.database.write(async ({ db }) => {
    const row = await db.selectFrom("projects").selectAll().where("id", "=", own.id).executeTakeFirstOrThrow();
    for (let n = 1; n < ownProjects; n++) {
      const id = n.toString(16).padStart(32, "0");
      ids.push(id);
      await db
        .insertInto("projects")
        .values({ ...row, id, name: `P${n}`, key: `k${n}` })
        .execute();
    }
    await sql`with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${foreignCustomers})
      insert into customers (id, project_id, name, name_order, permissions, source, created_at)
      select 'c' || n, ${foreign.id}, 'Secret Person ' || n, 'secret person ' || n, '{}', 'import', 1 from numbers`.execute(
      db,
    );
  });
  const { cookie } = await joinDesk(desk, "Oda", "agent", ids);
  for (const sort of ["name", "newest", "invited"]) {
    const { body } = await desk.ask(`/api/staff/customers?sort=${sort}`, { cookie });
    expect([sort, body.items, body.nextCursor]).toEqual([sort, [], null]);
  }
  const all = await desk.ask("/api/staff/customers", { cookie: desk.admin });
  expect(all.body.nextCursor).not.toBeNull();
});
