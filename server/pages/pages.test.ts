import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Conversation, startConversation } from "../testing/conversation.ts";
import { openDesk, type TestDesk } from "../testing/desk.ts";

describe("the pages that the server writes itself", () => {
  let desk: TestDesk;
  let talk: Conversation;
  beforeAll(async () => {
    desk = await openDesk("sqlite");
    talk = await startConversation(desk);
  });
  afterAll(() => desk.close());

  it("leads who types the address alone to the staff page", async () => {
    const answer = await desk.app.request("/");
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, "/admin"]);
  });

  it.each([
    ["the hosted portal", () => `/p/${talk.project.portal.key}`, 200],
    ["a portal that is not there", () => "/p/nobody-000000", 404],
    ["the staff page", () => "/admin", 200],
  ])("allow their own style and no other: %s", async (_, path, status) => {
    const answer = await desk.app.request(path());
    expect(answer.status).toBe(status);
    const [, style] = /<style>([^]*?)<\/style>/.exec(await answer.text())!;
    const digest = createHash("sha256").update(style!).digest("base64");
    expect(answer.headers.get("Content-Security-Policy")).toContain(`'sha256-${digest}'`);
  });
});
