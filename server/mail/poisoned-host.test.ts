/** What no `Request` can carry: requests as they come over a socket, with two hosts, none, or a whole address. */
import { connect, type AddressInfo, type Server } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attack, tried } from "../testing/attack.ts";
import { joinDesk } from "../testing/colleague.ts";
import { deskUrl } from "../testing/desk.ts";
import { sharedMail } from "../testing/with-mail.ts";

describe("attack 12: links begin with our own address, whatever host a socket claims", () => {
  const { desk, sink } = sharedMail("sqlite");
  let server: Server;
  let portal: string;
  beforeAll(async () => {
    server = createAdaptorServer({ fetch: desk.app.fetch }) as Server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    portal = `/api/portal/${(await desk.project()).portal.key}`;
    await joinDesk(desk, "Bo");
    await desk.jobs.runDue();
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** @returns the status; 0 where the connection is closed without a word */
  const send = (target: string, hosts: string[], body: string): Promise<number> =>
    new Promise((done, failed) => {
      const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
      let heard = "";
      socket.on("data", (part) => (heard += part.toString("latin1")));
      socket.on("error", failed);
      socket.on("close", () => done(Number(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? 0)));
      const lines = [
        `POST ${target} HTTP/1.1`,
        ...hosts,
        "Content-Type: application/json",
        `Content-Length: ${body.length}`,
        "Sec-Fetch-Site: same-origin",
        "Connection: close",
      ];
      socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
    });

  const poisons: [how: string, hosts: string[], origin?: string][] = [
    ["another host", ["Host: evil.test"]],
    ["two hosts, ours first", ["Host: desk.test", "Host: evil.test"]],
    ["two hosts, ours last", ["Host: evil.test", "Host: desk.test"]],
    ["two hosts in one line", ["Host: desk.test, evil.test"]],
    ["a folded host", ["Host: desk.test", " evil.test"]],
    ["a host with a user", ["Host: desk.test@evil.test"]],
    ["a host with a path", ["Host: evil.test/desk.test"]],
    ["a host with a port that is none", ["Host: desk.test:@evil.test"]],
    ["an empty host", ["Host: "]],
    ["no host", []],
    ["a whole address", ["Host: desk.test"], "http://evil.test"],
    ["a whole address and two hosts", ["Host: desk.test", "Host: evil.test"], "https://evil.test"],
    ["every header of a proxy", ["Host: evil.test", "X-Forwarded-Host: evil.test", "Forwarded: host=evil.test"]],
  ];

  it.each(poisons)("%s", async (_, hosts, origin = "") => {
    attack(12);
    const asks: [path: string, body: object, recipient: string][] = [
      [`${portal}/session/codes`, { email: "mia@shop.test" }, "mia@shop.test"],
      [`${portal}/registrations`, { name: "Leo", email: "leo@shop.test" }, "leo@shop.test"],
      ["/api/staff/password-links", { email: "bo@desk.test" }, "bo@desk.test"],
    ];
    for (const [path, body, recipient] of tried(asks)) {
      const already = sink.mails.length;
      const status = await send(origin + path, hosts, JSON.stringify(body));
      expect([202, 400, 421], path).toContain(status);
      // The job that makes a code leaves one that mails it.
      for (let i = 0; i < 2; i++) await desk.jobs.runDue();
      const come = sink.mails.slice(already);
      expect(come.map(({ to }) => to)).toEqual(status === 202 ? [[recipient]] : []);
      for (const { raw, mail } of come) {
        expect(raw).not.toContain("evil.test");
        const links = `${mail.text} ${mail.html}`.match(/[a-z]+:\/\/[^\s"<]+/g)!;
        for (const link of links) expect(link.startsWith(`${deskUrl}/`), link).toBe(true);
      }
    }
  });
});
