import { beforeAll, describe, expect, it } from "vitest";
import { type Conversation, fileForm, startConversation } from "../testing/conversation.ts";
import { newKey, type TestDesk } from "../testing/desk.ts";
import { sharedDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("somebody else's ticket is like one that never was (%s)", (engine) => {
  const desk = sharedDesk(engine);
  let mine: Conversation;
  let colleague: string;
  let elsewhere: Conversation;
  let fileId: string;
  beforeAll(async () => {
    mine = await startConversation(desk);
    colleague = await desk.visitor(mine.project.portal.key);
    elsewhere = await startConversation(desk);
    const upload = await desk.ask(`${mine.portal}/attachments`, {
      form: fileForm("secret word", "a.txt"),
      token: mine.token,
    });
    fileId = upload.body.id;
    const body = { body: "Here is the xylophone.", attachments: [fileId] };
    await desk.ask(`${mine.portal}/tickets/${mine.ticket.id}/messages`, { body, token: mine.token, key: newKey() });
  });

  const unknown = "0".repeat(32);
  const calls: [string, (portal: string, id: string, token?: string) => ReturnType<TestDesk["ask"]>][] = [
    ["reading", (portal, id, token) => desk.ask(`${portal}/tickets/${id}`, { token: token! })],
    [
      "replying",
      (portal, id, token) =>
        desk.ask(`${portal}/tickets/${id}/messages`, { token: token!, key: newKey(), body: { body: "x" } }),
    ],
    [
      "changing",
      (portal, id, token) =>
        desk.ask(`${portal}/tickets/${id}`, { token: token!, method: "PATCH", body: { read: true } }),
    ],
    [
      "linking",
      (portal, id, token) => desk.ask(`${portal}/tickets/${id}/tracking-links`, { token: token!, method: "POST" }),
    ],
  ];

  it.each(calls)("byte for byte when %s", async (_, call) => {
    for (const token of [colleague, elsewhere.token]) {
      const portal = token === colleague ? mine.portal : elsewhere.portal;
      const theirs = await call(portal, mine.ticket.id, token);
      const none = await call(portal, unknown, token);
      expect([theirs.status, theirs.text]).toEqual([404, none.text]);
    }
  });

  it.each(calls)("and needs a token when %s", async (_, call) => {
    expect((await call(mine.portal, mine.ticket.id)).status).toBe(401);
  });

  it("refuses a token of another project", async () => {
    const answer = await desk.ask(`${mine.portal}/tickets`, { token: elsewhere.token });
    expect([answer.status, answer.body.error.code]).toEqual([401, "unauthenticated"]);
  });

  it("refuses a token from another site than the one it was made at", async () => {
    const made = await desk.ask(`${mine.portal}/visitors`, {
      method: "POST",
      headers: { Origin: "https://shop.test" },
    });
    const from = (origin: string) =>
      desk.ask(`${mine.portal}/tickets`, { token: made.body.token, headers: { Origin: origin } });
    expect((await from("https://shop.test")).status).toBe(200);
    expect((await from("https://evil.test")).status).toBe(401);
  });

  it("finds a word for its writer and for nobody else", async () => {
    const search = (portal: string, token: string) => desk.ask(`${portal}/tickets?q=xylophone`, { token });
    expect((await search(mine.portal, mine.token)).body.items).toHaveLength(1);
    expect((await search(mine.portal, colleague)).body.items).toEqual([]);
    expect((await search(elsewhere.portal, elsewhere.token)).body.items).toEqual([]);
  });

  it("does not find internal notes for customers, nor show them", async () => {
    const note = { body: "A zeppelin of a customer.", internal: true };
    await desk.ask(`/api/staff/tickets/${mine.ticket.id}/messages`, { body: note, cookie: desk.admin, key: newKey() });
    expect((await desk.ask(`${mine.portal}/tickets?q=zeppelin`, { token: mine.token })).body.items).toEqual([]);
    expect((await desk.ask(`${mine.portal}/tickets/${mine.ticket.id}`, { token: mine.token })).text).not.toContain(
      "zeppelin",
    );
    const staff = await desk.ask("/api/staff/tickets?q=zeppelin", { cookie: desk.admin });
    expect(staff.body.items).toHaveLength(1);
  });

  it("hands out a file to its reader only (attack 6)", async () => {
    const read = (portal: string, token?: string, id = fileId) =>
      desk.ask(`${portal}/attachments/${id}`, { token: token! });
    expect((await read(mine.portal, mine.token)).text).toBe("secret word");
    const stranger = await read(mine.portal, colleague);
    expect([stranger.status, stranger.text]).toEqual([404, (await read(mine.portal, colleague, unknown)).text]);
    expect((await read(elsewhere.portal, elsewhere.token)).status).toBe(404);
    expect((await read(mine.portal)).status).toBe(401);
  });

  it("does not put somebody else's upload on a message (attack 7)", async () => {
    const upload = await desk.ask(`${mine.portal}/attachments`, { form: fileForm("mine", "b.txt"), token: mine.token });
    const body = { subject: "Give me", body: "that file", attachments: [upload.body.id] };
    const answer = await submitTicket(desk, mine.portal, colleague, body);
    expect([answer.status, answer.body.error.code]).toEqual([422, "attachment_unknown"]);
  });

  it("keeps a message without its file from being saved", async () => {
    const body = { body: "See attachment", attachments: [unknown] };
    const path = `${mine.portal}/tickets/${mine.ticket.id}/messages`;
    expect((await desk.ask(path, { body, token: mine.token, key: newKey() })).status).toBe(422);
    const { messages } = (await desk.ask(`${mine.portal}/tickets/${mine.ticket.id}`, { token: mine.token })).body
      .ticket;
    expect(messages.some((message) => message.body === "See attachment")).toBe(false);
  });
});
