import { describe, expect } from "vitest";
import { makeCompany } from "../testing/people.ts";
import { newKey } from "../testing/desk.ts";
import { submitTicket } from "../testing/verbs.ts";
import { withProject } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";

describe.each(engines)("U-m15: in a colleague's ticket only one's own words are one's own (%s)", (engine) => {
  const { it, desk, project } = withProject(engine, {}, { permissions: { viewCompanyTickets: true } });

  it("read as a thread, and in the answer to one's reply", async () => {
    const companyId = (await makeCompany(desk, project.id)).id;
    const mia = await desk.customer(project.id, { email: "mia@example.com", companyId });
    const ben = await desk.customer(project.id, { name: "Ben", email: "ben@example.com", companyId });
    const { id } = (await submitTicket(desk, project.api, mia.token, { subject: "S", body: "B" })).body.ticket;
    const path = `${project.api}/tickets/${id}` as const;
    const reply = { body: { body: "Me too" }, token: ben.token, key: newKey() };
    expect((await desk.ask(`${path}/messages`, reply)).body.message.author).toMatchObject({ name: "Ben", mine: true });
    const mine = async (token: string) =>
      (await desk.ask(path, { token })).body.ticket.messages.map(({ author }) => author.mine);
    expect(await mine(ben.token)).toEqual([false, true]);
    expect(await mine(mia.token)).toEqual([undefined, undefined]);
  });
});
