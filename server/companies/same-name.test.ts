/** One name, one company: whoever names it means the same one on both engines, and doubles from before are told of. */
import { describe, expect } from "vitest";
import type { Company } from "../contract/people.ts";
import { engines } from "../testing/engines.ts";
import { makeCompany, makeCustomer, makeKey, staffAsk } from "../testing/people.ts";
import { withProject } from "../testing/with-desk.ts";
import { fileForm } from "../testing/conversation.ts";
import { createCompany } from "./store.ts";

describe.each(engines)("F9: companies of one name (%s)", (engine) => {
  const { it, desk, project } = withProject(engine);

  const create = (name: string, more = {}) =>
    staffAsk(desk, "/companies", { body: { project: project.id, name, ...more } });
  const change = (id: string, body: object) => staffAsk(desk, `/companies/${id}`, { method: "PATCH", body });
  const list = async (query = ""): Promise<Company[]> => (await staffAsk(desk, `/companies?${query}`)).body.items;
  const told = async (): Promise<[string, string | undefined][]> =>
    (await list("same=true")).map(({ id, sameAs }) => [id, sameAs?.id]);
  /** As the site makes one that it knows by an id alone. */
  const ofSite = (name: string) =>
    desk.database.write((tx) =>
      createCompany(tx, { projectId: project.id, name, externalId: name, mayShareName: true }, desk.now()),
    );

  it.each([
    ["Müller", "MÜLLER"],
    ["ÄRZTEHAUS", "ärztehaus"],
    ["Müller", "Mu\u0308ller"],
    ["Acme GmbH", " Acme\u00a0 GmbH "],
    ["Straße", "STRASSE"],
  ])("%s is not made again as %j", async (name, again) => {
    const { id } = await makeCompany(desk, project.id, name);
    expect((await create(again)).body.error.fields).toEqual({ name: "taken" });
    const { ask } = await makeKey(desk, ["customers:write"]);
    const body = { project: project.id, name: again, externalId: "x" };
    expect((await ask("/companies", { body })).body.error.fields).toEqual({ name: "taken" });
    const { id: other } = await makeCompany(desk, project.id, "Another");
    expect((await change(other, { name: again })).body.error.fields).toEqual({ name: "taken" });
    // Its own, in another spelling.
    expect((await change(id, { name: again })).body.company).toMatchObject({ id, name: again, sameAs: null });
  });

  it.each([
    ["Müller", "Muller"],
    ["Müller", "Mueller"],
    ["Studio 10²", "Studio 102"],
  ])("%s and %s are two", async (name, other) => {
    await makeCompany(desk, project.id, name);
    expect((await create(other)).status).toBe(201);
  });

  it("is the company of a file, in whatever letters it is written there", async () => {
    const { id } = await makeCompany(desk, project.id, "Ärztehaus  Nord");
    const file =
      "Name;E-Mail;Firma\nAda;ada@a.test;ÄRZTEHAUS NORD\nBo;bo@a.test;A\u0308rztehaus\u00a0Nord\nCy;cy@a.test;Neu\nDi;di@a.test;NEU";
    const form = fileForm(file, "people.csv", "text/csv");
    const { import: started } = (await staffAsk(desk, `/imports?project=${project.id}`, { form })).body;
    await desk.jobs.runDue();
    expect((await staffAsk(desk, `/imports/${started.id}`)).body.import).toMatchObject({ state: "done", made: 4 });
    expect((await list()).map(({ name, customerCount }) => [name, customerCount])).toEqual([
      ["Ärztehaus  Nord", 2],
      ["Neu", 2],
    ]);
    // Again: there is nothing to change.
    const preview = await staffAsk(desk, `/imports?project=${project.id}&dryRun=true`, {
      form: fileForm(file, "people.csv", "text/csv"),
    });
    expect(preview.body).toMatchObject({ same: 4, changed: 0 });
    expect((await list()).find((company) => company.id === id)?.customerCount).toBe(2);
  });

  it("that a site makes beside one that is there is told of, until one of the two has another name", async () => {
    const { id } = await makeCompany(desk, project.id, "Orchard");
    desk.pass(1000);
    const second = await ofSite("ORCHARD");
    desk.pass(1000);
    const third = await ofSite("orchard");
    expect(await told()).toEqual(
      [
        [second, id],
        [third, id],
      ].toSorted(),
    );
    // Whatever else is changed about it, its name is no reason to refuse.
    expect((await change(second, { name: "Orchard", externalId: "o2" })).status).toBe(200);
    await change(id, { name: "Apple orchard" });
    expect(await told()).toEqual([[third, second]]);
    expect((await create("oRCHARD")).body.error.fields).toEqual({ name: "taken" });
    expect((await staffAsk(desk, `/companies/${second}`, { method: "DELETE" })).status).toBe(204);
    expect(await told()).toEqual([]);
    expect((await create("oRCHARD")).body.error.fields).toEqual({ name: "taken" });
    await change(third, { name: "Pear orchard" });
    expect((await create("oRCHARD")).status).toBe(201);
  });

  it("is told of within the projects that somebody has", async () => {
    await makeCompany(desk, project.id, "Orchard");
    const second = await ofSite("orchard");
    const other = await desk.project("Other");
    await makeCompany(desk, other.id, "Orchard");
    expect((await list(`same=true&project=${project.id}`)).map(({ id }) => id)).toEqual([second]);
    expect(await list(`same=true&project=${other.id}`)).toEqual([]);
    expect((await staffAsk(desk, "/companies?same=false")).status).toBe(400);
  });

  it("is one company, however many make it at once", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => create(i % 2 ? "Gleich" : "GLEICH")));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400, 400, 400, 400, 400, 400]);
    expect(await list()).toHaveLength(1);
  });

  it("is the one that a file spells, where two have it already", async () => {
    const { id: older } = await makeCompany(desk, project.id, "Straße");
    const newer = await ofSite("STRASSE");
    const rows = ["Name;Email;Company", "A;a@x.test;Straße", "B;b@x.test;STRASSE", "C;c@x.test;strasse"].join("\n");
    const form = fileForm(rows, "people.csv", "text/csv");
    expect((await staffAsk(desk, `/imports?project=${project.id}`, { form })).status).toBe(201);
    await desk.jobs.runDue();
    const people = desk.database.read.selectFrom("customers").select(["name", "company_id"]).orderBy("name");
    expect((await people.execute()).map(({ name, company_id }) => [name, company_id])).toEqual([
      ["A", older],
      ["B", newer],
      ["C", older],
    ]);
  });

  it("shows colleagues each other's tickets only where it is one", async () => {
    const one = await makeCompany(desk, project.id, "Müller");
    const other = await makeCompany(desk, project.id, "Muller");
    const { id } = await makeCustomer(desk, project.id, { email: "m@a.test", company: other.id });
    expect((await staffAsk(desk, `/customers?company=${one.id}`)).body.items).toEqual([]);
    expect((await staffAsk(desk, `/customers?company=${other.id}`)).body.items).toMatchObject([{ id }]);
  });
});
