import { afterEach, beforeEach, describe, expect } from "vitest";
import { withConversation } from "../testing/with-desk.ts";
import { asBytes, listenAt, type ListeningDesk, type RawAnswer, type SendOptions } from "../testing/raw-http.ts";
import { submitTicket } from "../testing/verbs.ts";

// What a connection leaves behind is the same over either database.
describe("nobody leaves anything behind", () => {
  const failures: string[] = [];
  const { test, desk, talk } = withConversation("sqlite", {
    onLog: (line) => {
      if ((JSON.parse(line) as { level: number }).level >= 50) failures.push(line);
    },
  });
  let web: ListeningDesk;
  let file: string;
  beforeEach(async () => {
    const form = new FormData();
    form.set("file", new File(["what was on the kettle"], "kettle.txt"));
    const sent = await desk.ask(`${talk.portal}/attachments`, { form, token: talk.token });
    file = sent.body.id;
    web = await listenAt(desk);
    // The first request opens what stays open.
    await web.send(asBytes({ path: "/healthz" }));
    // As do the first lists, in each thread that reads them.
    await Promise.all([1, 2].map(() => desk.database.lists.selectFrom("settings").select("name").execute()));
  });
  afterEach(async () => {
    failures.length = 0;
    await web.close();
  });

  /** Every route that the router knows, with names of things that are there where they can be. */
  const routes = (): string[] => {
    const names: Record<string, string> = { key: talk.project.portal.key, version: "test", name: "main.js" };
    const own = (path: string): string => (path.includes("attachments") ? file : talk.ticket.id);
    const filled = (path: string): string => path.replace(/:(\w+)/g, (_, name: string) => names[name] ?? own(path));
    return [...new Set(desk.app.routes.map(({ path }) => path))].filter((path) => !path.includes("*")).map(filled);
  };
  const headers = (path: string): Record<string, string> =>
    path.startsWith("/api/staff")
      ? { Cookie: desk.admin, "Sec-Fetch-Site": "same-origin" }
      : { Authorization: `Bearer ${talk.token}` };
  const everywhere = (method: string, options?: SendOptions): Promise<[string, RawAnswer][]> =>
    Promise.all(
      routes().map(async (path) => [path, await web.send(asBytes({ method, path, headers: headers(path) }), options)]),
    );
  const broken = (answers: [string, RawAnswer][]) =>
    answers.filter(([, { status }]) => status >= 500).map(([path, { status }]) => [path, status]);

  test("S8: HEAD leaves no subscriber and no open file on any route, and says what GET would", async () => {
    const before = web.traces();
    expect(routes().length).toBeGreaterThan(70);
    for (let round = 0; round < 2; round++) {
      const answers = await everywhere("HEAD");
      expect(broken(answers)).toEqual([]);
      expect(answers.filter(([, { body, status }]) => body !== "" || status === 0)).toEqual([]);
      expect(new Map(answers).get(`${talk.portal}/events`)?.status).toBe(200);
    }
    await web.settled(before);
    for (const path of [`${talk.portal}/attachments/${file}`, "/widget.js", "/admin"]) {
      const [head, get] = await Promise.all(
        ["HEAD", "GET"].map((method) => web.send(asBytes({ method, path, headers: headers(path) }))),
      );
      expect(head!.status, path).toBe(get!.status);
      const length = head!.headers.get("Content-Length");
      expect([null, get!.headers.get("Content-Length")], path).toContain(length);
    }
    const whole = await web.send(
      asBytes({ method: "HEAD", path: `${talk.portal}/attachments/${file}`, headers: headers("/") }),
    );
    expect(whole.headers.get("Content-Length")).toBe("22");
  });

  test.each(["OPTIONS", "TRACE", "PROPFIND", "PUT", "FOO", "get"])(
    "S8: %s is no trouble on any route",
    async (method) => {
      const before = web.traces();
      expect(broken(await everywhere(method))).toEqual([]);
      await web.settled(before);
      const { status } = await submitTicket(desk, talk.portal, talk.token, {
        subject: "Hello",
        body: "Is somebody there?",
      });
      expect(status).toBe(201);
    },
  );

  test("S8: sockets that are half closed, or reset, leave nothing on any route", async () => {
    const before = web.traces();
    for (let round = 0; round < 2; round++) {
      expect(broken(await everywhere("GET", { ending: "half", until: "head" }))).toEqual([]);
      await everywhere("GET", { ending: "reset" });
    }
    await web.settled(before);
  });

  test("S25: whoever reads no file to its end, or only asks for it, is no failure of ours", async () => {
    const form = new FormData();
    form.set("file", new File([new Uint8Array(4_000_000)], "long.bin"));
    const { id } = (await desk.ask(`${talk.portal}/attachments`, { form, token: talk.token })).body;
    const path = `${talk.portal}/attachments/${id}`;
    const before = web.traces();
    await web.send(asBytes({ method: "HEAD", path, headers: headers(path) }));
    await web.send(asBytes({ path, headers: headers(path) }), { until: "head" });
    await web.send(asBytes({ path, headers: headers(path) }), { ending: "reset" });
    await web.settled(before);
    expect(failures).toEqual([]);
  });
});
