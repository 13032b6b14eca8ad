/** Doors that stood open elsewhere: intake, set-up, headers that say who somebody is, secrets out of a manual. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { readConfig } from "../config.ts";
import { checkSecret } from "../secret-check.ts";
import { attack, tried } from "../testing/attack.ts";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { createSecrets } from "./secrets.ts";

describe.each(engines)("no door stands open (%s)", (engine) => {
  const { it, desk } = withDesk(engine, { limits: true, trustProxy: 0, mailsOnlyTo: [] });
  beforeEach(() => attack(22));

  it("takes in no mail, with no secret, an empty one or a wrong one", async () => {
    const mail = { from: "mia@shop.test", to: "support@desk.test", subject: "Hi", text: "x", id: "1" };
    for (const path of tried(["", "/mail", "/mailgun", "/postmark", "/sendgrid", "/ses", "/smtp"])) {
      for (const secret of ["none", "", "wrong", "undefined", "null"]) {
        const headers: Record<string, string> =
          secret === "none" ? {} : { Authorization: `Bearer ${secret}`, "X-Webhook-Secret": secret };
        const answer = await desk.ask(`/api/inbound${path}?token=${secret}`, { body: mail, headers });
        expect([401, 404], path).toContain(answer.status);
      }
    }
    expect(await desk.database.read.selectFrom("tickets").select("id").execute()).toEqual([]);
  });

  it("sets nobody up once there is an administrator, whatever the token", async () => {
    for (const token of tried(["", "x", "null", "0".repeat(43)])) {
      const body = { token, name: "Eve", email: "eve@evil.test", password: "a long enough password" };
      expect((await desk.ask("/api/staff/setup", { body })).status).toBe(410);
    }
    expect(await desk.database.read.selectFrom("staff").select("email").execute()).toEqual([
      { email: "ada@desk.test" },
    ]);
  });

  const identities = [
    { "X-Remote-User": "admin" },
    { "Remote-User": "ada@desk.test" },
    { "X-Forwarded-User": "ada@desk.test" },
    { "X-Forwarded-Email": "ada@desk.test" },
    { "X-Auth-Request-Email": "ada@desk.test" },
    { "X-WebAuth-User": "ada@desk.test" },
    { "X-Forwarded-For": "127.0.0.1" },
    { "X-Real-IP": "127.0.0.1" },
    { Authorization: `Basic ${btoa("ada@desk.test:")}` },
  ] as Record<string, string>[];

  it("believes no header about who somebody is, at either door", async () => {
    const { portal } = await desk.project();
    for (const headers of tried(identities)) {
      for (const path of ["/api/staff/session", "/api/staff/tickets", `/api/portal/${portal.key}/tickets`]) {
        expect((await desk.ask(path, { headers })).status, `${path} ${JSON.stringify(headers)}`).toBe(401);
      }
    }
  });

  it("counts by the connection where no proxy of ours stands in front, whatever X-Forwarded-For says", async () => {
    const wrong = (n: number) =>
      desk.ask("/api/staff/session", {
        body: { email: "ada@desk.test", password: "wrong" },
        headers: { "X-Forwarded-For": `198.51.100.${n}`, "X-Real-IP": `198.51.100.${n}`, Forwarded: `for=10.0.0.${n}` },
      });
    const statuses: number[] = [];
    for (const n of tried(Array.from({ length: 12 }, (_, i) => i))) statuses.push((await wrong(n)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  });

  it("works with no other key than the one that the database was made with", async () => {
    await checkSecret(desk.database, createSecrets("a".repeat(64)));
    await expect(checkSecret(desk.database, createSecrets("b".repeat(64)))).rejects.toThrow(/not the one/);
  });
});

describe("a secret that anybody could know", () => {
  beforeEach(() => attack(22));

  const weak = [
    "x",
    "0123456789abcdef0123456789abcde",
    "changeme-changeme-changeme-changeme",
    "CHANGE_ME_TO_SOMETHING_RANDOM_0123456789",
    "secret-secret-secret-secret-secret-1",
    "example-key-0123456789abcdef0123456789",
    "password0123456789abcdef0123456789abc",
    "deskbell-0123456789abcdef0123456789ab",
    "a".repeat(64),
    "abcabcabcabcabcabcabcabcabcabcabcabc",
  ];

  it("is refused by name, and so is none at all where every process needs the same", () => {
    for (const secret of tried(weak)) {
      expect(() => readConfig({ SECRET_KEY: secret }), secret).toThrow(
        /SECRET_KEY (is too short|looks like an example)/,
      );
    }
    const shared = { DATABASE_URL: "postgres://desk@127.0.0.1/desk" };
    for (const env of tried([shared, { ...shared, SECRET_KEY: "" }])) {
      expect(() => readConfig(env)).toThrow(/SECRET_KEY is required/);
    }
  });

  it("keeps the server from starting", async () => {
    const env = { PATH: process.env["PATH"], PORT: "0", SECRET_KEY: weak[2] };
    const main = resolve(import.meta.dirname, "../../dist/server/main.js");
    const server = spawn(process.execPath, [main, "serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [server.stdout, server.stderr]) stream.on("data", (part: Buffer) => (said += part));
    const [code] = await once(server, "close");
    expect([code, said]).toEqual([1, expect.stringContaining("SECRET_KEY looks like an example")]);
  });
});
