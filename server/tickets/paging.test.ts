import { describe, expect } from "vitest";
import type { StaffTicketWithMessages } from "../contract/staff.ts";
import type { TicketWithMessages } from "../contract/tickets.ts";
import { fileForm, startConversation } from "../testing/conversation.ts";
import { deskUrl, newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { addMessage, lockTicket } from "./store.ts";

const megabyte = 1_000_000;

describe.each(engines)("a thread comes in pages (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);

  /** As if so many letters had been written, without the hours that the limits take. */
  const write = (count: number, bodyOf: (at: number) => string, internal = false): Promise<string[]> =>
    desk.database.write(async (tx) => {
      const ticket = (await lockTicket(tx, talk.ticket.id))!;
      const author = { kind: internal ? ("staff" as const) : ("customer" as const), id: null, name: "Mia" };
      const ids = [];
      for (let at = 0; at < count; at++) {
        ids.push(await addMessage(tx, ticket, { body: bodyOf(at), author, internal }, undefined, desk.now()));
      }
      return ids;
    });
  const read = (query = "", id = talk.ticket.id) =>
    desk.ask(`${talk.portal}/tickets/${id}${query}`, { token: talk.token });
  const staffRead = (query = "", id = talk.ticket.id) =>
    desk.ask(`/api/staff/tickets/${id}${query}`, { cookie: desk.admin });
  const wholeThread = async (ask: typeof read | typeof staffRead, limit: number): Promise<string[]> => {
    const bodies: string[] = [];
    let before = "";
    for (;;) {
      const { ticket } = (await ask(`?limit=${limit}${before}`)).body;
      bodies.unshift(...ticket.messages.map(({ body }) => body));
      if (!ticket.earlier) return bodies;
      before = `&before=${ticket.messages[0]!.id}`;
    }
  };

  it("S3: the newest first, and each letter once, on both doors", async () => {
    await write(70, (at) => `Letter ${at}`);
    await write(3, (at) => `Note ${at}`, true);
    const letters = ["It never came.", ...Array.from({ length: 70 }, (_, at) => `Letter ${at}`)];
    const newest = (await read("?limit=2")).body.ticket;
    expect(newest.messages.map(({ body }) => body)).toEqual(["Letter 68", "Letter 69"]);
    expect(newest.earlier).toBe(true);
    for (const limit of [1, 7, 71, 100]) expect(await wholeThread(read, limit)).toEqual(letters);
    expect(await wholeThread(staffRead, 10)).toEqual([...letters, "Note 0", "Note 1", "Note 2"]);
    expect((await read("?limit=71")).body.ticket.earlier).toBe(false);
    const byDefault = (await read(`?before=${newest.messages[0]!.id}`)).body.ticket;
    expect(byDefault.messages).toHaveLength(50);
  });

  it("S3: a page that gets larger than 1 MB ends earlier, and the rest comes with the next", async () => {
    // Each sign is six bytes of JSON, and all that a letter may hold.
    await write(12, (at) => String.fromCharCode(97 + at) + "\u0001".repeat(19_999));
    for (const ask of [read, staffRead]) {
      const page = await ask("?limit=100");
      expect(Buffer.byteLength(page.text)).toBeLessThan(megabyte);
      expect(page.body.ticket.earlier).toBe(true);
      expect(page.body.ticket.messages.at(-1)!.body[0]).toBe("l");
      expect((await wholeThread(ask, 100)).map((body) => body[0]).join("")).toBe("Iabcdefghijkl");
    }
  });

  it("S3: while long pages are read, whoever asks for little has a turn after every letter that is hard to read", async () => {
    const letters = 12;
    await write(letters, (at) => `${at} ${"*a _b ".repeat(3000)}`);
    let turns = 0;
    let reading = true;
    const count = (): void => {
      turns += 1;
      if (reading) setImmediate(count);
    };
    setImmediate(count);
    const pages = await Promise.all([read("?limit=50"), staffRead("?limit=50"), read("?limit=50")]);
    reading = false;
    for (const { body } of pages) expect(body.ticket.messages).toHaveLength(letters + 1);
    expect(turns).toBeGreaterThan(pages.length * letters * 0.4);
  });

  it("S3: nobody who writes waits for a long page that answers a ticket sent again", async () => {
    const key = newKey();
    const body = { subject: "Long", body: "The first." };
    const send = (as: string, under: string) => desk.ask(`${talk.portal}/tickets`, { token: as, key: under, body });
    const { id } = (await send(talk.token, key)).body.ticket;
    await desk.database.write(async (tx) => {
      const ticket = (await lockTicket(tx, id))!;
      const author = { kind: "customer" as const, id: null, name: "Mia" };
      const letter = "a ".repeat(9000);
      for (let at = 0; at < 10; at++) await addMessage(tx, ticket, { body: letter, author }, undefined, desk.now());
    });
    const other = await desk.visitor(talk.project.portal.key);
    const answered: string[] = [];
    const note = (name: string) => (answer: { status: number }) => void answered.push(`${name} ${answer.status}`);
    const again = send(talk.token, key).then(note("again"));
    const others = send(other, newKey()).then(note("other"));
    await Promise.all([again, others]);
    // The page takes turns, and the other's ticket none of them. On Postgres both write at once, in any order.
    if (engine === "sqlite") expect(answered).toEqual(["other 201", "again 201"]);
    expect((await send(talk.token, key)).body.ticket.messages).toHaveLength(11);
  });

  it("S3: who knows of no pages gets 200 letters, and above them where the others are", async () => {
    await write(199, (at) => `Letter ${at}`);
    const whole = (await read()).body.ticket;
    expect(whole.messages).toHaveLength(200);
    expect(whole).toMatchObject({
      earlier: false,
      messages: [{ author: { kind: "customer" } }, ...Array(199).fill({})],
    });
    await write(1, () => "One more");
    const link = `${deskUrl}/p/${talk.project.portal.key}#tickets/${talk.ticket.id}`;
    const staffLink = `${deskUrl}/admin#tickets/${talk.ticket.id}`;
    for (const [ask, href] of [
      [read, link],
      [staffRead, staffLink],
    ] as const) {
      const { ticket } = (await ask()).body;
      expect(ticket.earlier).toBe(true);
      expect(ticket.messages).toHaveLength(201);
      const [note, first] = ticket.messages;
      expect(note).toMatchObject({
        author: { kind: "system", name: "" },
        attachments: [],
        createdAt: first!.createdAt,
      });
      expect(note!.body).toContain(href);
      expect(JSON.stringify(note!.content)).toContain(`"href":"${href}"`);
      expect(first!.body).toBe("Letter 0");
      expect((await ask(`?before=${note!.id}`)).status).toBe(400);
    }
  });

  it("S3: who knows of no pages gets at most 500 kB", async () => {
    await write(30, () => "ä".repeat(20_000));
    const { text, body } = await read();
    expect(Buffer.byteLength(text)).toBeLessThan(megabyte / 2 + 10_000);
    expect(body.ticket.messages[0]!.author.kind).toBe("system");
    expect(body.ticket.messages.length).toBeGreaterThan(4);
  });

  it("S3: a page has the files of its own letters", async () => {
    const form = fileForm("Hello", "a.txt");
    const upload = await desk.ask(`${talk.portal}/attachments`, { form, token: talk.token });
    const body = { body: "With a file", attachments: [upload.body.id] };
    await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}/messages`, { body, token: talk.token, key: newKey() });
    await write(1, () => "Without");
    const filesOf = ({ messages }: TicketWithMessages | StaffTicketWithMessages) =>
      messages.map(({ attachments }) => attachments.map(({ name }) => name));
    for (const ask of [read, staffRead]) {
      expect(filesOf((await ask("?limit=1")).body.ticket)).toEqual([[]]);
      expect(filesOf((await ask("?limit=2")).body.ticket)).toEqual([["a.txt"], []]);
    }
  });

  it("S3: a place that a reader cannot see is refused like one that never was", async () => {
    const [note] = await write(1, () => "Not for customers", true);
    const [mine] = await write(1, () => "Mine");
    const other = await startConversation(desk);
    const foreign = other.ticket.messages[0]!.id;
    const never = await read("?limit=5&before=never");
    expect(never.status).toBe(400);
    expect(never.body).toMatchObject({ error: { code: "fields_invalid", fields: { before: "not_allowed" } } });
    for (const before of [note, foreign, "", "earlier", "a%00b", "%F0%9F", "x".repeat(64)]) {
      expect((await read(`?limit=5&before=${before}`)).status, before).toBe(400);
    }
    for (const before of [note, foreign]) expect((await read(`?limit=5&before=${before}`)).text).toBe(never.text);
    expect((await staffRead(`?limit=5&before=${foreign}`)).text).toBe(never.text);
    expect((await staffRead(`?limit=5&before=${note}`)).status).toBe(200);
    // Whose ticket it is comes first: a stranger's answer does not depend on what they name.
    const strangers = await read(`?before=${mine}`, other.ticket.id);
    expect(strangers.status).toBe(404);
    expect(strangers.text).toBe((await read(`?before=never`, other.ticket.id)).text);
    expect(strangers.text).toBe((await read("", "never")).text);
  });

  it("S3: a number of letters that is none is refused", async () => {
    for (const limit of ["0", "-1", "101", "1.5", "x", "", "1e9"]) {
      for (const ask of [read, staffRead]) expect((await ask(`?limit=${limit}`)).status, limit).toBe(400);
    }
    expect((await read("?limits=5")).status).toBe(400);
  });
});
