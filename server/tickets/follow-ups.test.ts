import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Conversation, startConversation } from "../testing/conversation.ts";
import { newKey, openDesk, type TestDesk } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";

const day = 24 * 3_600_000;

describe.each(engines)("S25: who follows a ticket by its link follows what goes on from it (%s)", (engine) => {
  let desk: TestDesk;
  let talk: Conversation;
  beforeEach(async () => {
    desk = await openDesk(engine);
    talk = await startConversation(desk);
  });
  afterEach(() => desk.close());

  const linkTo = async (id: string): Promise<string> => {
    const made = await desk.ask(`${talk.portal}/tickets/${id}/tracking-links`, { method: "POST", token: talk.token });
    return made.body.url.split("#ticket=")[1];
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
    (await desk.ask(`${talk.portal}/tickets`, { token })).body.items.map(({ number }: { number: number }) => number);

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
});
