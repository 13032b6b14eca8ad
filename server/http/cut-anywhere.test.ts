import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newKey } from "../testing/desk.ts";
import { sharedConversation } from "../testing/with-desk.ts";
import { asBytes, cuts, listenAt, type ListeningDesk } from "../testing/raw-http.ts";
import { makeSiteKey, siteToken } from "../testing/site-token.ts";

describe("a connection that breaks anywhere", () => {
  const loud: string[] = [];
  const { desk, talk } = sharedConversation("sqlite", {
    onLog: (line) => {
      if ((JSON.parse(line) as { level: number }).level >= 40) loud.push(line);
    },
  });
  let web: ListeningDesk;
  beforeAll(async () => {
    web = await listenAt(desk);
    await web.send(asBytes({ path: "/healthz" }));
  });
  beforeEach(() => {
    loud.length = 0;
  });
  afterAll(() => web.close());

  const ticket = { subject: "Tée, \u{1F375} & \\u0000", body: 'Words\n"quoted" \\ and \u{10FFFF}' };
  const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}): Uint8Array => {
    const about = { Authorization: `Bearer ${talk.token}`, "Idempotency-Key": newKey() };
    return asBytes({
      method: "POST",
      path: `${talk.portal}${path}`,
      headers: { ...about, "Content-Type": "application/json", ...headers },
      body,
    });
  };
  const inChunks = (text: string): string =>
    `${[...Buffer.from(text)].map((byte) => `1;a="b"\r\n${String.fromCharCode(byte)}\r\n`).join("")}0\r\nX-Trailer: 1\r\n\r\n`;
  const chunked = { "Transfer-Encoding": "chunked", Trailer: "X-Trailer", "Content-Length": "" };
  const withoutLength = (bytes: Uint8Array): Uint8Array =>
    Buffer.from(Buffer.from(bytes).toString("latin1").replace("Content-Length: \r\n", ""), "latin1");

  /** Every beginning of it, twenty at once; every other one is reset instead of half closed. */
  const cutEverywhere = async (whole: Uint8Array): Promise<number[]> => {
    const all = [...cuts(whole)];
    const statuses: number[] = [];
    const work = async (): Promise<void> => {
      for (let bytes = all.pop(); bytes; bytes = all.pop()) {
        const { status } = await web.send(bytes, { ending: all.length % 2 ? "half" : "reset", until: "head" });
        statuses.push(status);
      }
    };
    await Promise.all(Array.from({ length: 20 }, work));
    return statuses;
  };

  const shapes: [name: string, make: () => Uint8Array | Promise<Uint8Array>][] = [
    ["JSON of a ticket", () => post("/tickets", JSON.stringify(ticket))],
    [
      "JSON in chunks with extensions and a trailer",
      () => withoutLength(post("/tickets", inChunks(JSON.stringify(ticket)), chunked)),
    ],
    [
      "a JWT of the site",
      async () => {
        const key = await makeSiteKey(desk, talk.project);
        const token = siteToken(key, desk.now(), { sub: "mia", email: "mia@shop.test", name: "Mia" });
        return post("/identity", JSON.stringify({ token }));
      },
    ],
    [
      "an event stream that resumes",
      () =>
        asBytes({
          path: `${talk.portal}/events`,
          headers: { Authorization: `Bearer ${talk.token}`, Accept: "text/event-stream", "Last-Event-ID": "1" },
        }),
    ],
    [
      "headers that few send",
      () =>
        post("/tickets", JSON.stringify(ticket), {
          Expect: "100-continue",
          Upgrade: "websocket, h2c",
          Connection: "Upgrade, HTTP2-Settings",
          Range: "bytes=0-0,-1,5-",
          "Accept-Language": "de;q=0.5, *;q=0, ar-SA-u-nu-latn;q=0.1",
          Cookie: 'a="b; c"; =; ;;',
        }),
    ],
  ];

  test.each(shapes)("S1, S25: %s, cut at every byte, leaves nothing, and nobody is alarmed", async (_name, make) => {
    const before = web.traces();
    const whole = await make();
    const statuses = await cutEverywhere(whole);
    expect(statuses.length).toBe([...cuts(whole)].length);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    await web.settled(before);
    expect(loud).toEqual([]);
    const sent = { body: ticket, token: talk.token, key: newKey() };
    expect((await desk.ask(`${talk.portal}/tickets`, sent)).status).toBe(201);
  });

  /** Values of headers as RFCs and those who read them loosely know them. */
  const headers: [name: string, values: string[]][] = [
    ["Last-Event-ID", ["0", "-1", "1e3", "999999999999999", "9".repeat(400), "\u00e9", "1, 2", " "]],
    [
      "Authorization",
      ["Bearer", "Bearer ", "bearer x", "Basic Og==", "Bearer a b", `Bearer ${"x".repeat(9000)}`, "Bearer ey.ey.ey"],
    ],
    ["Cookie", ["__Host-session", "=", ";;;", `__Host-session=${"x".repeat(9000)}`, "a=b; a=b", "%zz=%zz"]],
    ["Accept", ["*/*;q=2", "text/event-stream;q=0", ",".repeat(5000), "text/html;".repeat(1000)]],
    [
      "Accept-Language",
      ["*", ",;=,", "x-".repeat(3000), "de;q=NaN", Array.from({ length: 2000 }, (_, n) => `a${n};q=0.${n}`).join()],
    ],
    ["Accept-Encoding", ["br;q=0", "*", "gzip,".repeat(2000)]],
    [
      "Content-Type",
      [
        "",
        "application/json;charset=utf-16",
        "application/json;",
        "multipart/form-data; boundary=",
        "text/event-stream",
      ],
    ],
    ["Content-Encoding", ["gzip", "br, br, br"]],
    ["Origin", ["null", "https://shop.test, https://desk.test", "file://", "x".repeat(5000)]],
    ["X-Forwarded-For", ["", ",,,", "::1%eth0", "1.2.3.4:80", "[::1]:80", `${"1.1.1.1,".repeat(1000)}`]],
    ["If-None-Match", ["*", '"', "W/".repeat(4000)]],
    ["Range", ["bytes=0-", "bytes=5-1", "bytes=".repeat(1000)]],
    ["Host", ["", "desk.test:99999", "a b", "[::1", "desk.test/p/x", "user@desk.test"]],
    ["Transfer-Encoding", ["gzip, chunked", "identity", "chunked, chunked"]],
    ["Expect", ["200-ok"]],
    ["Idempotency-Key", ["", "x".repeat(9000)]],
  ];
  /** Bodies of JSON that one parser takes and another refuses. */
  const bodies: (string | Uint8Array)[] = [
    "",
    "null",
    "[]",
    '"text"',
    "1e400",
    "{",
    '{"a":1,}',
    "{'a':1}",
    '{"subject":"a","subject":"b","body":"c"}',
    '{"__proto__":{"subject":"a"},"body":"b"}',
    '{"constructor":{"prototype":{"x":1}},"subject":"a","body":"b"}',
    '{"subject":"\\ud800","body":"b"}',
    '{"subject":"\\u0000","body":"b"}',
    "\ufeff{}",
    Uint8Array.of(0x7b, 0xff, 0x7d),
    Uint8Array.of(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00),
    "[".repeat(49_000),
    `${"[".repeat(49_000)}${"]".repeat(49_000)}`,
    `{"a":`.repeat(15_000),
    `{${Array.from({ length: 7000 }, (_, n) => `"${n}":0`).join()}}`,
    `{${'"subject":"a",'.repeat(6000)}"body":"b"}`,
    `"${"\\u0061".repeat(16_000)}"`,
    "1".repeat(99_000),
    " ".repeat(99_000),
  ];

  test("S1: odd headers and odd JSON are answered or refused, on tickets, streams, sign-in and pages", async () => {
    const before = web.traces();
    const requests = headers.flatMap(([name, values]) =>
      values.flatMap((value) => [
        asBytes({ path: `${talk.portal}/events`, headers: { Authorization: `Bearer ${talk.token}`, [name]: value } }),
        asBytes({ path: "/p/nobody", headers: { [name]: value } }),
        asBytes({ path: "/api/staff/session", headers: { [name]: value } }),
        post("/tickets", JSON.stringify(ticket), { [name]: value }),
      ]),
    );
    requests.push(
      ...bodies.flatMap((body) => [post("/tickets", body), post("/session", body), post("/identity", body)]),
    );
    const statuses = new Set<number>();
    const work = async (): Promise<void> => {
      for (let bytes = requests.pop(); bytes; bytes = requests.pop()) {
        statuses.add((await web.send(bytes, { until: "head" })).status);
      }
    };
    await Promise.all(Array.from({ length: 4 }, work));
    expect([...statuses].filter((status) => status >= 500)).toEqual([]);
    await web.settled(before);
    expect(loud).toEqual([]);
  });
});
