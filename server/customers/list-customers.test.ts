import { beforeAll, describe, expect, it } from "vitest";
import type { Customer } from "../contract/people.ts";
import { makeCompany, staffAsk } from "../testing/people.ts";
import { sharedProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

describe.each(engines)("the list of customers (%s)", (engine) => {
  const { desk, project } = sharedProject(engine);
  let company: string;
  beforeAll(async () => {
    company = (await makeCompany(desk, project.id)).id;
    const people = [
      { name: "zoe", email: "zoe@a.test" },
      { name: "Adam", email: "adam@a.test", companyId: company },
      { name: "Özil", email: "o_1@a.test" },
      { name: "100%", email: "hundred@a.test" },
      { name: "bea", email: "bea@b.test", provenAt: null },
      { name: "Cy", email: "cy@b.test", provenAt: null },
      { name: "Dan", email: "dan@b.test", provenAt: null },
    ];
    for (const person of people) {
      desk.pass(1000);
      await desk.customer(project.id, person);
    }
    const mark = (email: string, set: object) =>
      desk.database.write(({ db }) => db.updateTable("customers").set(set).where("email", "=", email).execute());
    await mark("cy@b.test", { invited_at: 1000 });
    await mark("dan@b.test", { invited_at: 2000, opened_at: 3000 });
    await desk.customer((await desk.project("Other")).id, { name: "Elsewhere", email: "e@b.test" });
  });

  const list = async (query: string): Promise<{ items: Customer[]; nextCursor: string | null }> =>
    (await staffAsk(desk, `/customers?project=${project.id}&${query}`)).body;
  const names = async (query: string) => (await list(query)).items.map(({ name }) => name);
  const walk = async (sort: string): Promise<string[]> => {
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = await list(`sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    return seen;
  };

  it("goes page by page through every order without a gap or a repetition", async () => {
    const everybody = ["100%", "Adam", "bea", "Cy", "Dan", "Özil", "zoe"];
    expect(await walk("name")).toEqual(everybody);
    expect(await walk("newest")).toEqual(["Dan", "Cy", "bea", "100%", "Özil", "Adam", "zoe"]);
    const invited = await walk("invited");
    expect(invited.slice(0, 2)).toEqual(["Dan", "Cy"]);
    expect([...invited].sort()).toEqual([...everybody].sort());
  });

  it("counts a welcome as sent like an invitation, and orders and dates by the later of both", async () => {
    const { id } = await desk.project("Welcomed");
    const put = async (name: string, set: object) => {
      const made = await desk.customer(id, { name, email: `${name}@w.test`, provenAt: null });
      await desk.database.write(({ db }) => db.updateTable("customers").set(set).where("id", "=", made.id).execute());
    };
    await put("never", { opened_at: null });
    await put("invited", { invited_at: 2000 });
    await put("welcomed", { welcomed_at: 3000 });
    await put("invited-then", { invited_at: 1000, welcomed_at: 4000 });
    await put("welcomed-then", { welcomed_at: 1000, invited_at: 5000 });
    await put("opened", { welcomed_at: 500, opened_at: 600 });
    const page = async (query: string): Promise<{ items: Customer[]; nextCursor: string | null }> =>
      (await staffAsk(desk, `/customers?project=${id}&sort=invited&${query}`)).body;
    const sent = ["welcomed-then", "invited-then", "welcomed", "invited"];
    const { items } = await page("invitation=sent");
    expect(items.map(({ name, invitation }) => [name, invitation])).toEqual(sent.map((name) => [name, "sent"]));
    expect(items.map(({ invitedAt }) => Date.parse(invitedAt!))).toEqual([5000, 4000, 3000, 2000]);
    expect((await page("invitation=none")).items).toMatchObject([
      { name: "never", invitation: "none", invitedAt: null },
    ]);
    expect((await page("invitation=opened")).items).toMatchObject([{ name: "opened", invitation: "opened" }]);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const next = await page(`limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...next.items.map(({ name }) => name));
      cursor = next.nextCursor;
    }
    expect(seen).toEqual([...sent, "opened", "never"]);
  });

  it("filters by how far the invitation came, and by company", async () => {
    expect(await names("invitation=none")).toEqual(["bea"]);
    expect(await names("invitation=sent")).toEqual(["Cy"]);
    expect(await names("invitation=opened")).toEqual(["Dan"]);
    expect(await names("invitation=registered")).toHaveLength(4);
    expect(await names(`company=${company}`)).toEqual(["Adam"]);
    expect(await names("company=none")).toHaveLength(6);
    expect((await list("q=dan")).items[0]).toMatchObject({
      invitation: "opened",
      invitedAt: "1970-01-01T00:00:02.000Z",
      openedAt: "1970-01-01T00:00:03.000Z",
      registeredAt: null,
    });
  });

  it("U-M26: finds whose name or address begins with it, apart from those in whose address a piece does", async () => {
    expect(await names("q=a")).toEqual(["100%", "Adam", "Özil", "zoe"]);
    expect(await names("q=a&begins=true")).toEqual(["Adam"]);
    expect(await names("q=DAN&begins=true")).toEqual(["Dan"]);
    expect(await names("q=o_1&begins=true")).toEqual(["Özil"]);
    expect(await names("q=%25&begins=true")).toEqual([]);
    await desk.customer((await desk.project("Two names")).id, { name: "Marta Kowalska", email: "k@w.test" });
    expect((await staffAsk(desk, "/customers?q=kow&begins=true")).body.items).toMatchObject([
      { name: "Marta Kowalska" },
    ]);
  });

  it("refuses what it does not know and breaks on nothing (attack 10)", async () => {
    const bad: string[] = [
      "sort=created_at;DROP TABLE customers",
      "sort=name desc",
      "sort=constructor",
      "dir=desc",
      "invitation=none' OR 1=1--",
      "invitation=bounced",
      "limit=0",
      "limit=101",
      "limit=x",
      "cursor=nonsense",
      `cursor=${Buffer.from('["a"]').toString("base64url")}`,
      `cursor=${Buffer.from("[1,2]").toString("base64url")}`,
      `cursor=${Buffer.from('["a\\u0000","b"]').toString("base64url")}`,
      `cursor=${Buffer.from('["\\ud800","b"]').toString("base64url")}`,
      `sort=newest&cursor=${Buffer.from('[1e308,"b"]').toString("base64url")}`,
      `sort=newest&cursor=${Buffer.from('["1","b"]').toString("base64url")}`,
      `q=${"x".repeat(201)}`,
      "q=%00",
    ];
    for (const query of bad) {
      const answer = await staffAsk(desk, `/customers?project=${project.id}&${query}`);
      expect(answer.status, query).toBe(400);
    }
    for (const query of [
      "q=' OR 1=1--",
      "q=%25' AND pg_sleep(3)--",
      'q=" OR *',
      "q=NEAR(",
      "company=' OR 1=1--",
      `cursor=${Buffer.from(`["' OR 1=1--","x"]`).toString("base64url")}`,
    ]) {
      const answer = await staffAsk(desk, `/customers?project=${project.id}&${query}`);
      expect(answer.status, query).toBe(200);
    }
    expect(await names("")).toHaveLength(7);
  });

  it("knows no id that could never be one", async () => {
    for (const id of ["%00", "%F0%9F%A6%8A", "..%2F..", "' OR 1=1--", "x".repeat(5000)]) {
      for (const path of [`/customers/${id}`, `/customers/${id}/view`, `/companies/${id}`, `/imports/${id}`]) {
        expect((await staffAsk(desk, path)).status, path).toBe(404);
      }
    }
  });

  it("lists companies by name with the number of people in them", async () => {
    for (const name of ["alder", "Beech", "Cedar_1"]) await makeCompany(desk, project.id, name);
    const companies = async (query: string) =>
      (await staffAsk(desk, `/companies?project=${project.id}&${query}`)).body as {
        items: { name: string; customerCount: number }[];
        nextCursor: string | null;
      };
    const first = await companies("limit=3");
    expect(first.items.map(({ name }) => name)).toEqual(["alder", "Beech", "Cedar_1"]);
    const rest = await companies(`limit=3&cursor=${first.nextCursor}`);
    expect(rest.items).toMatchObject([{ name: "Orchard", customerCount: 1 }]);
    expect(rest.nextCursor).toBeNull();
    expect((await companies("q=BEE")).items).toHaveLength(1);
    expect((await companies("q=cedar_1")).items).toHaveLength(1);
    expect((await companies("q=dar")).items).toHaveLength(0);
  });

  it("S9: narrows to accounts that were stopped, whatever else they are", async () => {
    expect(await names("stopped=true")).toEqual([]);
    const [zoe] = (await list("q=zoe")).items;
    await desk.database.write(({ db }) =>
      db.updateTable("customers").set({ stopped_at: desk.now() }).where("id", "=", zoe!.id).execute(),
    );
    expect(await names("stopped=true")).toEqual(["zoe"]);
    expect(await names("stopped=true&invitation=opened")).toEqual([]);
    expect((await staffAsk(desk, "/customers?stopped=true")).body.items).toMatchObject([
      { name: "zoe", stoppedAt: new Date(desk.now()).toISOString() },
    ]);
    expect((await staffAsk(desk, "/customers?stopped=false")).status).toBe(400);
  });

  it("S14: finds who shares an address with somebody else, and says which one it was", async () => {
    const [zoe, adam] = (await list("q=a.test&sort=name")).items.filter(({ name }) => /zoe|Adam/.test(name)).reverse();
    const given = { same_as_id: adam!.id, former_email: "Zoe@a.test" };
    await desk.database.write((tx) => tx.db.updateTable("customers").set(given).where("id", "=", zoe!.id).execute());
    expect(await names("same=true")).toEqual(["zoe"]);
    expect((await staffAsk(desk, "/customers?same=true")).body.items).toHaveLength(1);
    expect((await staffAsk(desk, "/customers?same=false")).status).toBe(400);
    expect((await staffAsk(desk, `/customers/${zoe!.id}`)).body.customer).toMatchObject({
      formerEmail: "Zoe@a.test",
      sameAs: { id: adam!.id, name: "Adam" },
    });
  });
});
