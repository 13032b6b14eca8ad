import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { readConfig } from "../../server/config.ts";
import { isFilled, markAsFilled } from "../../server/db/filled.ts";
import { openDatabase } from "../../server/db/open.ts";
import { start } from "../../server/start.ts";
import { engines, openTestDatabase } from "../../server/testing/engines.ts";
import { fill } from "./fill.ts";
import { administrator } from "./people.ts";

const built = resolve(import.meta.dirname, "../../dist");
const say = (): void => {};

describe.each(engines)("a desk that is made up, on %s", (engine) => {
  async function empty() {
    const { database, target, dir, close } = await openTestDatabase(engine);
    onTestFinished(close);
    const env = {
      DATA_DIR: dir,
      SECRET_KEY: "0123456789abcdef0123456789abcdef",
      HOST: "0.0.0.0",
      PORT: "0",
      LOG_LEVEL: "silent",
    };
    const config = readConfig({ ...env, ...(target.engine === "postgres" && { DATABASE_URL: target.url }) });
    return { config, database };
  }

  async function filled(seed: number) {
    const { config } = await empty();
    await fill({ config, tickets: 150, seed, say });
    return config;
  }

  it("is the same for the same seed, and another for another", async () => {
    const words = async (seed: number): Promise<string> => {
      const { database: target } = await filled(seed);
      const database = await openDatabase(target);
      const messages = await database.read.selectFrom("messages").select(["seq", "body"]).orderBy("seq").execute();
      const columns = ["seq", "number", "status", "tags", "last_seq", "held", "subject"] as const;
      const tickets = await database.read.selectFrom("tickets").select(columns).orderBy("seq").execute();
      await database.close();
      expect(tickets).toHaveLength(150);
      return createHash("sha256").update(JSON.stringify({ messages, tickets })).digest("hex");
    };
    const one = await words(1);
    expect(await words(1)).toBe(one);
    expect(await words(2)).not.toBe(one);
  });

  it("opens to its administrator, on this machine alone, and writes on where the made-up numbers end", async () => {
    const config = await filled(1);
    const running = await start({ config, built, version: "test", log: pino({ level: "silent" }) });
    onTestFinished(() => running.close());
    expect(await isFilled(running.database)).toBe(true);
    const { port } = new URL(running.publicUrl);
    const ask = (host: string, path: string, init?: RequestInit) => fetch(`http://${host}:${port}${path}`, init);
    expect((await ask("127.0.0.1", "/readyz")).status).toBe(200);
    await expect(ask("127.0.0.2", "/readyz")).rejects.toThrow("fetch failed");

    const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
    const { email, password } = administrator;
    const session = await ask("127.0.0.1", "/api/staff/session", {
      method: "POST",
      headers,
      body: JSON.stringify({ email, password }),
    });
    expect(session.status).toBe(201);
    const cookie = session.headers.getSetCookie()[0]!.split(";")[0]!;
    const projects = await ask("127.0.0.1", "/api/staff/projects", { headers: { cookie } });
    const { items } = (await projects.json()) as { items: { id: string }[] };
    const made = await ask("127.0.0.1", "/api/staff/tickets", {
      method: "POST",
      headers: { ...headers, cookie, "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify({ project: items[0]!.id, subject: "A new one", body: "Written by hand." }),
    });
    expect(made.status).toBe(201);
  });

  it("is refused where something is already, or was begun", async () => {
    const config = await filled(1);
    await expect(fill({ config, tickets: 10, seed: 1, say })).rejects.toThrow("holds a desk already");
    const begun = await empty();
    await markAsFilled(begun.database);
    await expect(fill({ config: begun.config, tickets: 10, seed: 1, say })).rejects.toThrow("was cut off");
  });
});
