import { describe, expect, it, onTestFinished, vi } from "vitest";
import { pino } from "pino";
import { jobHandlers } from "../background/handlers.ts";
import { startJobRunner } from "../jobs/runner.ts";
import { claimJobs } from "../jobs/store.ts";
import { startConversation } from "../testing/conversation.ts";
import { openDesk } from "../testing/desk.ts";
import { withMail } from "../testing/with-mail.ts";
import { engines } from "../testing/engines.ts";
import { mailContent, mailerFor, mailRow, queue } from "../testing/mail.ts";
import { openTarPit } from "../testing/smtp-sink.ts";

const minute = 60_000;
const hour = 60 * minute;

describe.each(engines)("a mail that is not taken (%s)", (engine) => {
  const { it, desk, sink } = withMail(engine);

  const passAndRun = async (milliseconds: number) => {
    desk.pass(milliseconds);
    await desk.jobs.runDue();
  };
  const state = async (id: string) => {
    const { state: now, problem } = await mailRow(desk, id);
    return [now, problem];
  };
  const jobs = () => desk.database.read.selectFrom("jobs").selectAll().where("kind", "=", "mail").execute();
  const subjects = () => sink.mails.map(({ mail }) => mail.subject);

  it("is tried again after 1, 5 and 30 minutes and then hourly when the server says later, as the same mail", async () => {
    sink.treat.set("mia@example.com", "451 Try again later");
    const id = await queue(desk, "mia@example.com");
    await passAndRun(0);
    expect(sink.recipients).toHaveLength(1);
    for (const [wait, tries] of [
      [minute, 2],
      [5 * minute, 3],
      [30 * minute, 4],
      [hour, 5],
      [hour, 6],
    ] as const) {
      await passAndRun(wait - 1000);
      expect(sink.recipients).toHaveLength(tries - 1);
      await passAndRun(1000);
      expect(sink.recipients).toHaveLength(tries);
    }
    expect(await state(id)).toEqual(["queued", expect.stringContaining("451 Try again later")]);
    sink.treat.clear();
    await passAndRun(hour);
    expect(await state(id)).toEqual(["sent", null]);
    expect(sink.mails.map(({ mail }) => mail.messageId)).toEqual([`<${id}@desk.test>`]);
  });

  it("is given up a day after it was written", async () => {
    sink.treat.set("mia@example.com", "451 Try again later");
    const id = await queue(desk, "mia@example.com");
    for (let hours = 0; hours <= 23; hours++) {
      await passAndRun(hour);
      expect((await state(id))[0]).toBe(hours < 23 ? "queued" : "failed");
    }
    expect(await jobs()).toEqual([]);
  });

  it("is refused for good by a 550: staff read why, nobody tries it again", async () => {
    sink.treat.set("mia@example.com", "550 No such user here");
    const id = await queue(desk, "mia@example.com");
    await passAndRun(0);
    expect(await state(id)).toEqual(["failed", expect.stringContaining("550 No such user here")]);
    expect(await jobs()).toEqual([]);
    await passAndRun(48 * hour);
    expect(sink.recipients).toHaveLength(1);
    const read = await desk.ask(`/api/staff/mail/${id}`, { cookie: desk.admin });
    // The session ended meanwhile; reading again shows the reason.
    expect(read.status).toBe(401);
    await desk.signInAgain();
    const again = await desk.ask(`/api/staff/mail/${id}`, { cookie: desk.admin });
    expect(again.body.mail).toMatchObject({ state: "failed", problem: expect.stringContaining("550 No such user") });
  });

  it("can be sent again by staff, once, as the same mail", async () => {
    sink.treat.set("mia@example.com", "550 No such user here");
    const id = await queue(desk, "mia@example.com");
    await passAndRun(0);
    sink.treat.clear();
    const replay = () => desk.ask(`/api/staff/mail/${id}/replay`, { method: "POST", cookie: desk.admin });
    const [one, two] = await Promise.all([replay(), replay()]);
    expect([one!.status, two!.status].sort()).toEqual([200, 409]);
    await passAndRun(0);
    expect(await state(id)).toEqual(["sent", null]);
    expect(sink.mails.map(({ mail }) => mail.messageId)).toEqual([`<${id}@desk.test>`]);
    expect(sink.mails[0]!.mail.text).toMatch(/#ticket=s{43}/);
    expect((await replay()).status).toBe(409);
    expect((await desk.ask("/api/staff/mail/none/replay", { method: "POST", cookie: desk.admin })).status).toBe(404);
    expect((await desk.ask(`/api/staff/mail/${id}/replay`, { method: "POST" })).status).toBe(401);
  });

  it("does not show its secrets in the reason that the server gave", async () => {
    const link = `https://desk.test/p/acme#ticket=${"s".repeat(43)}`;
    sink.treat.set("mia@example.com", `550 Blocked for ${link} and ${"s".repeat(43)}`);
    const id = await queue(desk, "mia@example.com");
    await passAndRun(0);
    expect(await state(id)).toEqual(["failed", expect.stringMatching(/550 Blocked for … and …$/)]);
  });

  it("comes a second time only when the server went away before it said yes, under the same Message-ID", async () => {
    sink.treat.set("lost@example.com", "drop");
    const lost = await queue(desk, "lost@example.com");
    const others = await Promise.all([1, 2, 3].map((n) => queue(desk, `other${n}@example.com`)));
    await passAndRun(0);
    expect((await state(lost))[0]).toBe("queued");
    sink.treat.clear();
    await passAndRun(minute);
    const ids = sink.mails.map(({ mail }) => mail.messageId);
    expect(ids.filter((id) => id === `<${lost}@desk.test>`)).toHaveLength(2);
    for (const other of others) expect(ids.filter((id) => id === `<${other}@desk.test>`)).toHaveLength(1);
  });

  it("survives an hour without a mail server: 200 mails arrive, each once, those of a ticket in their order", async () => {
    const { project } = await startConversation(desk);
    const tickets = await desk.database.read.selectFrom("tickets").select("id").execute();
    sink.down = true;
    const expected: string[] = [];
    for (let n = 0; n < 200; n++) {
      const ticket = n % 10;
      const subject = `ticket ${ticket}, mail ${String(n).padStart(3, "0")}`;
      expected.push(subject);
      // Ten tickets, of which the database knows one: what counts here is their number.
      const ticketId = ticket === 0 ? tickets[0]!.id : `ticket-${ticket}`;
      await queue(desk, `reader${ticket}@example.com`, {
        projectId: project.id,
        ticketId,
        content: mailContent(subject),
      });
      if (n % 50 === 0) await passAndRun(15 * minute);
    }
    expect(sink.mails).toEqual([]);
    sink.down = false;
    for (let tries = 0; tries < 3; tries++) await passAndRun(hour);
    expect(subjects().toSorted()).toEqual(expected.toSorted());
    for (let ticket = 0; ticket < 10; ticket++) {
      const ofTicket = subjects().filter((subject) => subject!.startsWith(`ticket ${ticket},`));
      expect(ofTicket).toEqual(expected.filter((subject) => subject.startsWith(`ticket ${ticket},`)));
    }
    expect(sink.connections.most).toBeLessThanOrEqual(5);
    expect(await jobs()).toEqual([]);
  }, 60_000);

  it("holds up the later mails of its ticket, and nobody else's", async () => {
    sink.treat.set("mia@example.com", "451 Try again later");
    await queue(desk, "mia@example.com", { ticketId: "one", content: mailContent("first") });
    await queue(desk, "mia@example.com", { ticketId: "one", content: mailContent("second") });
    await queue(desk, "ben@example.com", { ticketId: "one", content: mailContent("to a colleague") });
    await passAndRun(0);
    expect(subjects()).toEqual(["to a colleague"]);
    sink.treat.clear();
    // Neither ticket nor order: a code to sign in with must not wait for a receipt.
    await queue(desk, "mia@example.com", { content: mailContent("a code") });
    await passAndRun(0);
    expect(subjects()).toEqual(["to a colleague", "a code"]);
    await passAndRun(minute);
    expect(subjects()).toEqual(["to a colleague", "a code", "first", "second"]);
  });

  it("does not hold up others while the server is slow with it, nor jobs of another kind", async () => {
    for (let n = 0; n < 4; n++) {
      sink.treat.set(`slow${n}@example.com`, "stall");
      await queue(desk, `slow${n}@example.com`);
    }
    const running = desk.jobs.runDue();
    await vi.waitFor(() => expect(sink.recipients).toHaveLength(4));
    await queue(desk, "mia@example.com", { content: mailContent("quick") });
    await desk.database.write(({ db }) =>
      db
        .insertInto("jobs")
        .values({ kind: "sweep", payload: "{}", run_at: desk.now(), attempts: 0, leased_until: 0 })
        .execute(),
    );
    void desk.jobs.runDue();
    await vi.waitFor(() => expect(subjects()).toEqual(["quick"]));
    await vi.waitFor(async () => {
      const due = desk.database.read.selectFrom("jobs").select("seq").where("kind", "=", "sweep");
      expect(await due.where("run_at", "<=", desk.now()).execute()).toEqual([]);
    });
    expect(sink.connections.most).toBeLessThanOrEqual(5);
    await sink.close();
    await running;
  });

  it("is taken over when the process that had it died, but not before its lease is over", async () => {
    const id = await queue(desk, "mia@example.com");
    // A process that claims a job and is never heard of again.
    expect(await desk.database.write((tx) => claimJobs(tx, "mail", desk.now(), minute, 5))).toHaveLength(1);
    await passAndRun(minute - 1);
    expect(sink.mails).toEqual([]);
    await passAndRun(1);
    expect((await state(id))[0]).toBe("sent");
    expect(sink.mails).toHaveLength(1);
  });

  it("stays with the process that is still at it, however long that takes", async () => {
    sink.treat.set("mia@example.com", "stall");
    await queue(desk, "mia@example.com");
    const log = pino({ level: "silent" });
    const { database, now } = desk;
    const runner = startJobRunner({ database, now, log, handlers: jobHandlers(desk), tickMs: 5, closeTimeoutMs: 10 });
    await vi.waitFor(() => expect(sink.recipients).toHaveLength(1));
    const [claimed] = await jobs();
    desk.pass(minute / 2);
    await vi.waitFor(async () => expect((await jobs())[0]!.leased_until).toBe(claimed!.leased_until + minute / 2));
    await runner.close();
  });

  it("is not begun a second time here when the clock jumps while it is being delivered", async () => {
    sink.treat.set("mia@example.com", "stall");
    await queue(desk, "mia@example.com");
    const running = desk.jobs.runDue();
    await vi.waitFor(() => expect(sink.recipients).toHaveLength(1));
    desk.pass(24 * hour);
    sink.treat.clear();
    await queue(desk, "ben@example.com");
    void desk.jobs.runDue();
    await vi.waitFor(() => expect(sink.mails).toHaveLength(1));
    expect(sink.recipients).toEqual(["mia@example.com", "ben@example.com"]);
    await sink.close();
    await running;
  });

  it("is given back at a stop, so that the next process sends it at once", async () => {
    sink.treat.set("mia@example.com", "stall");
    const id = await queue(desk, "mia@example.com");
    const runner = startJobRunner({
      database: desk.database,
      now: desk.now,
      log: pino({ level: "silent" }),
      handlers: jobHandlers(desk),
      tickMs: 2 ** 30,
      closeTimeoutMs: 10,
    });
    void runner.runDue();
    await vi.waitFor(() => expect(sink.recipients).toHaveLength(1));
    await runner.close();
    expect(await state(id)).toEqual(["queued", null]);
    sink.treat.clear();
    await passAndRun(0);
    expect((await state(id))[0]).toBe("sent");
  });
});

describe.each(engines)("a mail server that says nothing (%s)", (engine) => {
  it("is left after a while, and the mail is tried again", async () => {
    const pit = await openTarPit();
    onTestFinished(pit.close);
    const desk = await openDesk(engine, { mailer: mailerFor(pit, { timeoutMs: 50 }) });
    onTestFinished(desk.close);
    const id = await queue(desk, "mia@example.com");
    await desk.jobs.runDue();
    expect(await mailRow(desk, id)).toMatchObject({ state: "queued", problem: "Not taken within 0.05 seconds." });
  });
});
