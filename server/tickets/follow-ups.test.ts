import { describe, expect } from "vitest";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { staffAsk } from "../testing/people.ts";

const day = 24 * 3_600_000;

describe.each(engines)("S25: who follows a ticket by its link follows what goes on from it (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);

  const linkTo = async (id: string): Promise<string> => {
    const made = await desk.ask(`${talk.portal}/tickets/${id}/tracking-links`, { method: "POST", token: talk.token });
    return made.body.url.split("#ticket=")[1]!;
  };
  const open = async (secret: string): Promise<string> =>
    (await desk.ask(`${talk.portal}/tracking`, { body: { secret } })).body.token;
  const closeLongAgo = async (id: string): Promise<void> => {
    await desk.signInAgain();
    const patch = { body: { status: "closed" }, method: "PATCH", cookie: desk.admin };
    expect((await desk.ask(`/api/staff/tickets/${id}`, patch)).status).toBe(200);
    desk.pass(20 * day);
  };
  const reply = (id: string, token: string) =>
    desk.ask(`${talk.portal}/tickets/${id}/messages`, { body: { body: "Again." }, token, key: newKey() });
  const numbers = async (token: string): Promise<number[]> =>
    (await desk.ask(`${talk.portal}/tickets`, { token })).body.items.map(({ number }) => number);

  it("as often as it was closed and answered, and nothing that came before or beside it", async () => {
    const first = await linkTo(talk.ticket.id);
    const chain = [talk.ticket.id];
    for (let number = 2; number <= 4; number++) {
      await closeLongAgo(chain.at(-1)!);
      const { status, body } = await reply(chain.at(-1)!, await open(first));
      expect([status, body.ticket.number]).toEqual([201, number]);
      chain.push(body.ticket.id);
    }
    expect(await numbers(await open(first))).toEqual([4, 3, 2, 1]);
    expect((await reply(chain.at(-1)!, await open(first))).status).toBe(201);

    const inBetween = await open(await linkTo(chain[2]!));
    expect(await numbers(inBetween)).toEqual([4, 3]);
    for (const earlier of chain.slice(0, 2)) expect((await reply(earlier, inBetween)).status).toBe(404);
  });

  it("and not what is somebody else's since: who wrote before keeps what they have, and no more", async () => {
    const secret = await linkTo(talk.ticket.id);
    await closeLongAgo(talk.ticket.id);
    const follower = await open(secret);
    const second = (await reply(talk.ticket.id, follower)).body.ticket.id;
    await nameAddress("mia@mail.test");
    const mia = await desk.customer(talk.project.id, { email: "mia@mail.test" });
    expect(await numbers(follower)).toEqual([2, 1]);
    const claim = { token: mia.token, body: { mine: true } };
    expect((await desk.ask(`${talk.portal}/claims/${second}`, claim)).status).toBe(204);
    expect((await reply(second, mia.token)).status).toBe(201);

    for (const token of [follower, await open(secret)]) {
      expect(await numbers(token)).toEqual([1]);
      expect((await desk.ask(`${talk.portal}/tickets/${second}`, { token })).status).toBe(404);
      expect((await reply(second, token)).status).toBe(404);
    }
    // Hers goes on for her, and what goes on from it is hers as well.
    await closeLongAgo(second);
    const owner = { userId: mia.id, projectId: talk.project.id };
    const later = await desk.database.write((tx) => desk.sessions.create(tx, "customer", owner));
    const third = (await reply(second, later)).body.ticket.id;
    expect((await reply(third, await open(secret))).status).toBe(404);
    expect((await reply(talk.ticket.id, await open(secret))).status).toBe(201);
    await desk.signInAgain();
    expect((await staffAsk(desk, `/customers/${mia.id}`, { method: "DELETE" })).status).toBe(204);
    for (const id of [second, third]) expect((await reply(id, await open(secret))).status).toBe(404);
  });

  /** As if whoever wrote had typed it. */
  const nameAddress = (address: string) =>
    desk.database.write(({ db }) => db.updateTable("tickets").set({ claimed_email: address }).execute());
});
