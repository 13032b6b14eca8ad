/** Reads a `text/event-stream` answer event by event. */
import { expect } from "vitest";
import type { StaffMessage, StaffTicket } from "../contract/staff.ts";
import type { Ticket } from "../contract/tickets.ts";
import type { TestDesk } from "./desk.ts";

export interface ReadEvent {
  id: string;
  type: string;
  /** What events of customers and of staff may carry. */
  data: { ticket: Ticket & Omit<StaffTicket, keyof Ticket>; message: StaffMessage };
}

export interface EventReader {
  status: number;
  headers: Headers;
  /** Skips forward to the next event of this type; undefined when the stream ends before one comes. */
  next(type?: string): Promise<ReadEvent | undefined>;
  /** Everything until the stream ends. */
  rest(): Promise<ReadEvent[]>;
  lastId(): string;
  close(): Promise<void>;
}

/** Who says where to resume from is in the middle of something; everybody else hears what comes from now on. */
export async function readEvents(desk: TestDesk, path: string, headers: Record<string, string>): Promise<EventReader> {
  if (headers["Last-Event-ID"] === undefined) await newsAreOut(desk);
  const answer = await desk.app.request(path, { headers });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let lastId = "";

  const block = async (): Promise<string | undefined> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const found = text.slice(0, end);
        text = text.slice(end + 2);
        return found;
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += value;
    }
  };

  const next = async (type?: string): Promise<ReadEvent | undefined> => {
    for (let found = await block(); found !== undefined; found = await block()) {
      const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, "m").exec(found!)?.[1];
      lastId = field("id") ?? lastId;
      const event = field("event");
      if (event && (!type || event === type))
        return { id: lastId, type: event, data: JSON.parse(field("data")!) as ReadEvent["data"] };
    }
    return undefined;
  };

  return {
    status: answer.status,
    headers: answer.headers,
    lastId: () => lastId,
    next,
    async rest() {
      const events: ReadEvent[] = [];
      for (let event = await next(); event; event = await next()) events.push(event);
      return events;
    },
    close: () => reader.cancel(),
  };
}

/** On Postgres news reach the streams a moment after their commit: those from before would be heard by who comes now. */
async function newsAreOut(desk: TestDesk): Promise<void> {
  const events = desk.database.read.selectFrom("events").select((eb) => eb.fn.max("seq").as("seq"));
  const newest = Number((await events.executeTakeFirstOrThrow()).seq);
  await expect.poll(() => desk.hub.last, { interval: 5, timeout: 10_000 }).toBeGreaterThanOrEqual(newest);
}
