/**
 * The list of a customer for whom all three levels decide something, against that of a visitor, as it was before there
 * were permissions: no account, no company, nothing to resolve. Same tickets, same fields in sight, the same server in
 * this process and without a socket, so that nothing else dilutes the difference.
 */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import type { Hono } from "hono";
import { pino } from "pino";
import { newId } from "../../server/access/tokens.ts";
import { createCompany } from "../../server/companies/store.ts";
import { readConfig } from "../../server/config.ts";
import { createCustomer } from "../../server/customers/store.ts";
import { createProject, findProject, updateProject } from "../../server/projects/store.ts";
import { type Running, start } from "../../server/start.ts";
import type { Print } from "../figures/write.ts";
import { median, figurePrinter } from "./figures.ts";

const maxRatio = 1.15;
const ticketsEach = 30;
const requests = 200;
const warmUpRequests = 2000;
const rounds = 25;

interface Reader {
  path: string;
  token: string;
}

export async function permissions(print: Print): Promise<void> {
  const printFigure = figurePrinter(print);
  const folder = mkdtempSync(join(tmpdir(), "deskbell-bench-"));
  const config = readConfig({ DATA_DIR: folder, PORT: "0", LIMITS: "off" });
  const server = await start({ config, built: "dist", version: "bench", log: pino({ level: "silent" }) });
  try {
    const { customer, visitor } = await fill(server);
    const { app } = server;
    requireAlike(await list(app, customer), await list(app, visitor));
    const [withThem, without] = [await countStatements(app, customer), await countStatements(app, visitor)];
    for (const reader of [customer, visitor]) await time(app, reader, warmUpRequests);
    const times: Record<"customer" | "visitor", number[]> = { customer: [], visitor: [] };
    for (let round = 0; round < rounds; round++) {
      times.customer.push(await time(app, customer, requests));
      times.visitor.push(await time(app, visitor, requests));
    }
    const ratio = median(times.customer.map((took, round) => took / times.visitor[round]!));
    printFigure("list: statements with permissions", `${withThem}`, `= ${without} without`, withThem === without);
    printFigure("list: time with permissions", `${(median(times.customer) * 1000).toFixed(0)} µs`);
    printFigure("list: time without", `${(median(times.visitor) * 1000).toFixed(0)} µs`);
    printFigure("list: times the time", ratio.toFixed(2), `≤ ${maxRatio}`, ratio <= maxRatio);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The two see the same of their tickets, by another way each. */
async function fill({ app, database, sessions }: Running): Promise<{ customer: Reader; visitor: Reader }> {
  const now = Date.now();
  const made = await database.write(async (tx) => {
    const projectId = await createProject(tx, { name: "Bench" }, now);
    const seen = { priority: "view", type: "view", tags: "view", seeAgents: true } as const;
    await updateProject(tx, projectId, { enabled: true, permissions: seen });
    const hidden = { priority: "none", type: "none", viewCompanyTickets: true } as const;
    const companyId = await createCompany(tx, { projectId, name: "Orchard", permissions: hidden }, now);
    const customerId = await createCustomer(
      tx,
      {
        projectId,
        name: "Mia",
        email: "mia@example.com",
        companyId,
        source: "staff",
        provenAt: now,
        // What others of the company sent would bring fields of its own into the list.
        permissions: { priority: "view", type: "view", viewCompanyTickets: false },
      },
      now,
    );
    const visitorId = newId();
    await tx.db.insertInto("visitors").values({ id: visitorId, project_id: projectId, created_at: now }).execute();
    const { key } = (await findProject(tx.db, projectId))!;
    const path = `/api/portal/${key}/tickets`;
    return {
      customer: { path, token: await sessions.create(tx, "customer", { userId: customerId, projectId }) },
      visitor: { path, token: await sessions.create(tx, "visitor", { userId: visitorId, projectId }) },
    };
  });
  for (const { path, token } of Object.values(made)) {
    for (let i = 0; i < ticketsEach; i++) {
      const headers = { ...bearer(token), "Content-Type": "application/json", "Idempotency-Key": randomUUID() };
      const body = JSON.stringify({
        subject: `The lid of tin ${i} does not close`,
        body: "Could you send another one?",
      });
      const answer = await app.request(path, { method: "POST", headers, body });
      if (answer.status !== 201) throw new Error(await answer.text());
    }
  }
  return made;
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

const list = async (app: Hono, { path, token }: Reader): Promise<Record<string, unknown>[]> => {
  const answer = await app.request(path, { headers: bearer(token) });
  return ((await answer.json()) as { items: Record<string, unknown>[] }).items;
};

function requireAlike(one: Record<string, unknown>[], other: Record<string, unknown>[]): void {
  const shape = (items: Record<string, unknown>[]): string => JSON.stringify(items.map((item) => Object.keys(item)));
  if (shape(one) !== shape(other)) throw new Error("The two lists do not show the same fields.");
}

/** @returns milliseconds for one request */
async function time(app: Hono, reader: Reader, count: number): Promise<number> {
  const begun = performance.now();
  for (let i = 0; i < count; i++) await (await app.request(reader.path, { headers: bearer(reader.token) })).text();
  return (performance.now() - begun) / count;
}

/** What SQLite is asked for one list, counted at the statements themselves. */
async function countStatements(app: Hono, reader: Reader): Promise<number> {
  const statement = Object.getPrototypeOf(new Sqlite(":memory:").prepare("select 1")) as Record<string, unknown>;
  const originals = ["all", "get", "run", "iterate"].map((name) => [name, statement[name]] as const);
  let count = 0;
  for (const [name, original] of originals) {
    statement[name] = function counted(this: unknown, ...given: unknown[]): unknown {
      count += 1;
      return (original as (...values: unknown[]) => unknown).apply(this, given);
    };
  }
  try {
    await list(app, reader);
    return count;
  } finally {
    for (const [name, original] of originals) statement[name] = original;
  }
}
