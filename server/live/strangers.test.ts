import { beforeEach, describe, expect, it } from "vitest";
import { attack, tried } from "../testing/attack.ts";
import { newKey } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { type EventReader, type ReadEvent, readEvents } from "../testing/event-reader.ts";
import { sharedScene, secretWord } from "../testing/rights/scene.ts";

const people = ["visitor", "otherCompany", "otherProject", "colleague"] as const;

describe.each(engines)("live events (%s)", (engine) => {
  const scene = sharedScene(engine);
  beforeEach(() => attack(8));

  /** Everything that somebody heard, until they themselves made a ticket. */
  const heardUntilOwnTicket = async (person: (typeof people)[number], stream: EventReader): Promise<ReadEvent[]> => {
    const body = { subject: `Of ${person}`, body: "Hello" };
    const token = await scene.tokenOf(person);
    const made = await scene.desk.ask(`${scene.portalOf(person)}/tickets`, { body, token, key: newKey() });
    const heard: ReadEvent[] = [];
    for (let event = await stream.next(); event; event = await stream.next()) {
      heard.push(event);
      if (event.type === "ticket.created" && event.data.ticket.id === made.body.ticket.id) break;
    }
    return heard;
  };

  it("bring nobody a word of the owner's ticket but a colleague, and nobody a note", async () => {
    const { desk } = scene;
    const ticket = `/tickets/${scene.ids["tickets"]}`;
    const streams = new Map<string, EventReader>();
    for (const person of people) {
      const headers = { Authorization: `Bearer ${await scene.tokenOf(person)}` };
      streams.set(person, await readEvents(desk, `${scene.portalOf(person)}/events`, headers));
    }
    const say = (path: string, body: object, who: object) => desk.ask(path, { body, key: newKey(), ...who });
    const owner = { token: await scene.tokenOf("owner") };
    const staff = { cookie: await scene.cookieOf("agent") };
    const portal = scene.portalOf("owner");
    await say(`${portal}${ticket}/messages`, { body: `The ${secretWord} again.` }, owner);
    await say(`${portal}/tickets`, { subject: secretWord, body: secretWord }, owner);
    await say(`/api/staff${ticket}/messages`, { body: `Your ${secretWord} is here.` }, staff);
    await say(`/api/staff${ticket}/messages`, { body: "A zeppelin of a customer.", internal: true }, staff);
    await desk.ask(`/api/staff${ticket}`, { method: "PATCH", body: { priority: "urgent" }, ...staff });
    const words: Record<string, boolean> = {};
    for (const person of people) {
      const stream = streams.get(person)!;
      const frames = JSON.stringify([...tried(await heardUntilOwnTicket(person, stream))]);
      expect(frames).not.toContain("zeppelin");
      words[person] = frames.includes(secretWord);
      await stream.close();
    }
    expect(words).toEqual({ visitor: false, otherCompany: false, otherProject: false, colleague: true });
  });
});
