/** What an event costs the database does not grow with those who hear of it. */
import { afterEach, describe, expect, vi } from "vitest";
import { announceAccess, concerning } from "../db/announce-access.ts";
import type { NewEvent } from "../db/database.ts";
import { createStaff } from "../staff/store.ts";
import { engines } from "../testing/engines.ts";
import { type EventReader, readEvents } from "../testing/event-reader.ts";
import { noteSelects } from "../testing/statements.ts";
import { submitTicket } from "../testing/verbs.ts";
import { withConversation } from "../testing/with-desk.ts";
import type { EventRow } from "./subscriber.ts";

const tabsEach = 5;

describe.each(engines)("an event and many open tabs of staff (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);
  const open: EventReader[] = [];
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all(open.splice(0).map((reader) => reader.close()));
  });

  /** Cookies of so many agents, each with a session of their own. */
  const agents = (count: number): Promise<string[]> =>
    desk.database.write(async (tx) => {
      const cookies: string[] = [];
      for (let at = 0; at < count; at++) {
        const values = { name: `Agent ${at}`, email: `agent${at}@desk.test`, role: "agent" as const };
        const userId = await createStaff(tx, { ...values, passwordHash: "none" }, desk.now());
        const token = await desk.sessions.create(tx, "staff", { userId });
        cookies.push(`${desk.admin.split("=")[0]}=${token}`);
      }
      return cookies;
    });
  const follow = async (cookies: readonly string[], more: Record<string, string> = {}): Promise<EventReader[]> => {
    const tabs = cookies.flatMap((cookie) => Array.from({ length: tabsEach }, () => cookie));
    const streams = await Promise.all(tabs.map((Cookie) => readEvents(desk, "/api/staff/events", { Cookie, ...more })));
    open.push(...streams);
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
    return streams;
  };
  /** Until each has heard of this ticket, which comes last. */
  const heard = (streams: readonly EventReader[], id: string): Promise<unknown> =>
    Promise.all(
      streams.map(async (stream) => {
        for (let event = await stream.next("ticket.updated"); event; event = await stream.next("ticket.updated")) {
          if (event.data.ticket.id === id) return;
        }
        throw new Error("The stream has ended");
      }),
    );
  const selects = async (work: () => Promise<unknown>): Promise<string[]> => {
    const asked = noteSelects();
    await work();
    vi.restoreAllMocks();
    // How often the table of events is looked through, and whether the database is there, follows the clock.
    return asked.filter((text) => / from "(?!events")/.test(text));
  };
  const another = async (): Promise<string> =>
    (await submitTicket(desk, talk.portal, talk.token, { subject: "Last", body: "Words" })).body.ticket.id;
  const tell = (...events: NewEvent[]) => desk.database.write(async (tx) => events.forEach((event) => tx.emit(event)));

  it("cost the same statements for one tab as for five hundred, whatever has happened", async () => {
    const projectId = talk.project.id;
    const last = await another();
    const { id: ticketId, messages } = talk.ticket;
    const ofTicket = { projectId, ticketId };
    const messageId = messages[0]!.id;
    const happens: Record<EventRow["type"], NewEvent[]> = {
      "ticket.created": [{ type: "ticket.created", ...ofTicket, messageId }],
      "ticket.updated": [{ type: "ticket.updated", ...ofTicket }],
      "ticket.pending": [{ type: "ticket.pending", ...ofTicket, concerns: "staff" }],
      "message.created": [{ type: "message.created", ...ofTicket, messageId }],
      "message.mailed": [{ type: "message.mailed", ...ofTicket, messageId, concerns: "staff" }],
      "access.changed": [
        { type: "access.changed", projectId },
        { type: "access.changed", projectId: "of a new project" },
        { type: "access.changed", projectId: "", concerns: concerning("staff", "somebody") },
        { type: "access.changed", projectId, concerns: concerning("company", "one") },
      ],
      "session.ended": [
        { type: "session.ended", projectId: "" },
        { type: "session.ended", projectId },
      ],
      "portal.off": [{ type: "portal.off", projectId }],
    };
    const costs = async (streams: readonly EventReader[]): Promise<Record<string, number>> => {
      const counted: Record<string, number> = {};
      // What each stream begins with was asked before this comes.
      await tell({ type: "ticket.updated", projectId, ticketId: last });
      await heard(streams, last);
      for (const [type, events] of Object.entries(happens)) {
        for (const [at, event] of events.entries()) {
          const told = () => tell(event, { type: "ticket.updated", projectId, ticketId: last });
          const asked = await selects(async () => {
            await told();
            await heard(streams, last);
          });
          counted[`${type} ${at}`] = asked.length;
        }
      }
      return counted;
    };
    const cookies = await agents(100);
    const first = await readEvents(desk, "/api/staff/events", { Cookie: cookies[0]! });
    open.push(first);
    const ofOne = await costs([first]);
    expect(Math.min(...Object.values(ofOne))).toBeGreaterThan(0);
    await first.close();
    const streams = await follow(cookies);
    expect(streams).toHaveLength(500);
    expect(await costs(streams)).toEqual(ofOne);
  }, 60_000);

  it("are read once for all who come back at the same time", async () => {
    const cookies = await agents(20);
    const since = String(desk.hub.last);
    const last = await another();
    const { ticket, project } = talk;
    const missed = Array.from({ length: 20 }, (): NewEvent => {
      return { type: "ticket.updated", projectId: project.id, ticketId: ticket.id };
    });
    await tell(...missed, { type: "ticket.updated", projectId: project.id, ticketId: last });
    await expect.poll(() => desk.hub.last - Number(since), { interval: 5 }).toBeGreaterThanOrEqual(22);
    const readings = async (who: readonly string[]): Promise<number> => {
      const asked = await selects(async () => heard(await follow(who, { "Last-Event-ID": since }), last));
      return asked.filter((text) => text.includes('from "tickets"')).length;
    };
    // Five tabs of one person read it once, or as often as they came apart; so do a hundred of all.
    const ofOne = await readings(cookies.slice(0, 1));
    await Promise.all(open.splice(0).map((reader) => reader.close()));
    expect(await readings(cookies)).toBeLessThan(10 * ofOne);
  });

  it("are heard by nobody whose session has ended before them, among many who go on", async () => {
    const cookies = await agents(3);
    const last = await another();
    const streams = await follow(cookies);
    const [gone, stays] = [streams.slice(0, tabsEach), streams.slice(tabsEach)];
    await desk.database.write(async (tx) => {
      await desk.sessions.end(tx, cookies[0]!.split("=")[1]!);
      tx.emit({ projectId: "", type: "session.ended" });
      tx.emit({ projectId: talk.project.id, type: "ticket.updated", ticketId: last });
    });
    await heard(stays, last);
    for (const stream of gone) expect((await stream.rest()).map(({ type }) => type)).toEqual(["access.changed"]);
  });

  it("end with the sessions of all who did nothing for long, by one look at them", async () => {
    const streams = await follow(await agents(20));
    const asked = await selects(async () => {
      desk.pass(13 * 3_600_000);
      for (const stream of streams) expect((await stream.rest()).at(-1)?.type).toBe("access.changed");
    });
    const looks = asked.filter((text) => /from "(staff|sessions)"/.test(text)).length;
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThan(20);
  });

  it("reach somebody of staff whose projects become others at the same time by what they have now", async () => {
    const [cookie] = await agents(1);
    const { id } = (await desk.ask("/api/staff/session", { cookie: cookie! })).body.staff;
    const last = await another();
    const [lost] = await follow([cookie!]);
    const others = await follow([desk.admin]);
    await desk.database.write(async (tx) => {
      await tx.db.updateTable("staff").set({ projects: "[]" }).where("id", "=", id).execute();
      announceAccess(tx, "", "staff", id);
      tx.emit({ projectId: talk.project.id, type: "ticket.updated", ticketId: last });
      tx.emit({ projectId: "", type: "access.changed" });
    });
    await heard(others, last);
    expect([(await lost!.next())?.type, (await lost!.next())?.type]).toEqual(["access.changed", "access.changed"]);
  });
});
