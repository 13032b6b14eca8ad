/** Two hundred searches, each with the same answer on both engines. */
import { beforeAll, describe, expect, test } from "vitest";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { makeCompany, staffAsk } from "../testing/people.ts";
import { searchedPeople, searchedTickets, searches } from "../testing/searches.ts";
import { sharedProject } from "../testing/with-desk.ts";

describe.each(engines)("on %s a search", (engine) => {
  const { desk, project } = sharedProject(engine);
  /** In the order in which they were made. */
  const subjects: string[] = [];

  const write = async (subject: string, body: string, more: object = {}): Promise<string> => {
    const values = { project: project.id, subject, body, ...more };
    const made = await staffAsk(desk, "/tickets", { body: values, key: newKey() });
    expect(made.status).toBe(201);
    subjects.push(subject);
    return made.body.ticket.id;
  };

  const found = async (q: string): Promise<string[]> => {
    const answer = await staffAsk(desk, `/tickets?limit=100&q=${encodeURIComponent(q)}`);
    expect(answer.status).toBe(200);
    return answer.body.items.map(({ subject }) => subject);
  };

  beforeAll(async () => {
    const { renamed, company, file, noted, answered } = searchedPeople;
    for (const [subject, body] of searchedTickets) await write(subject, body);
    const wilma = await desk.customer(project.id, { name: renamed.formerly, email: "w@folk.invalid" });
    await write(renamed.subject, renamed.body, { customer: wilma.id });
    const { id: companyId } = await makeCompany(desk, project.id, company.formerly);
    const bo = await desk.customer(project.id, { name: "Bo", email: "b@folk.invalid", companyId });
    await write(company.subject, company.body, { customer: bo.id });
    const upload = await staffAsk(desk, "/attachments", { form: fileForm("1", file.file, "application/pdf") });
    await write(file.subject, file.body, { attachments: [upload.body.id] });
    const reply = (id: string, body: string, internal: boolean) =>
      staffAsk(desk, `/tickets/${id}/messages`, { body: { body, internal }, key: newKey() });
    await reply(await write(noted.subject, noted.body), noted.note, true);
    await reply(await write(answered.subject, answered.body), answered.answer, false);
    await staffAsk(desk, `/customers/${wilma.id}`, { method: "PATCH", body: { name: renamed.name } });
    await staffAsk(desk, `/companies/${companyId}`, { method: "PATCH", body: { name: company.company } });
  });

  test("has an answer by hand to two hundred queries", () => {
    expect(new Set(searches.map(([query]) => query)).size).toBeGreaterThanOrEqual(200);
  });

  test.each(searches.map(([query, ...expected]) => [query, expected] as const))(
    "for %j finds %j",
    async (query, expected) => {
      const newestFirst = expected.toSorted((one, other) => subjects.indexOf(other) - subjects.indexOf(one));
      expect(await found(query)).toEqual(newestFirst);
    },
  );
});
