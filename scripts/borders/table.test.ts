import { existsSync, globSync } from "node:fs";
import { expect, test } from "vitest";
import { serverOrder, typesUpwards } from "./server-order.ts";
import { objection, packageObjection } from "./table.ts";

test.each([
  ["widget/api.ts", "widget/config.ts"],
  ["server/app.ts", "server/tickets/customer-routes.ts"],
  ["server/tickets/store.ts", "server/db/database.ts"],
  ["server/tickets/change-ticket.ts", "server/access/rules.ts"],
  ["server/accounts/own-proof.ts", "server/identity/store.ts"],
  ["server/commands/demo.ts", "demo-site/server.ts"],
])("%s may import values from %s", (from, to) => {
  expect(objection(from, to, "value")).toBeUndefined();
});

test.each([
  ["widget/api.ts", "server/errors.ts"],
  ["widget/api.ts", "server/admin/api.ts"],
  ["server/admin/api.ts", "server/tickets/status.ts"],
  ["server/admin/api.ts", "widget/api.ts"],
  ["server/db/open.ts", "server/tickets/store.ts"],
  ["server/projects/store.ts", "server/tickets/store.ts"],
  ["server/identity/store.ts", "server/tickets/store.ts"],
  ["server/tickets/store.ts", "server/app.ts"],
  ["demo-site/server.ts", "server/errors.ts"],
])("%s may not import values from %s", (from, to) => {
  expect(existsSync(from) && existsSync(to)).toBe(true);
  expect(objection(from, to, "value")).toMatch(/may not import|only from lines below/);
});

test("routes of every room are for the table of routes alone", () => {
  const routes = globSync("server/*/{routes,*-routes}.ts");
  expect(routes.length).toBeGreaterThan(20);
  for (const file of routes) {
    expect(objection("server/app.ts", file, "value")).toBeUndefined();
    // A file from above every feature, so that nothing but this rule can object.
    expect(objection("server/start.ts", file, "value")).toBe(`only app.ts may import routes (${file})`);
  }
});

test("the staff page calls the desk from its state alone", () => {
  const calls = globSync("server/admin/{api*,upload}.ts");
  const drawn = globSync("server/admin/{views,ui}/**/*.{ts,tsx}");
  expect(calls.length).toBeGreaterThan(3);
  expect(drawn.length).toBeGreaterThan(100);
  for (const file of calls) {
    expect(objection("server/admin/state/queue.ts", file, "value")).toBeUndefined();
    for (const view of drawn)
      expect(objection(view, file, "type")).toBe(`only server/admin/state/ may call the desk (${file})`);
  }
  expect(objection("server/admin/views/app.tsx", "server/admin/problem.ts", "value")).toBeUndefined();
});

test("every room of the server has its line, and every line a room", () => {
  const others = ["admin/", "commands/", "contract/", "demo/", "testing/", "main.ts"];
  const found = globSync(["server/*/", "server/*.ts"])
    .map((path) => path.split("/")[1]!)
    .map((name) => (name.endsWith(".ts") ? name : `${name}/`))
    .filter((name) => !name.endsWith(".test.ts") && !others.includes(name));
  expect(serverOrder.flat().toSorted()).toEqual([...new Set(found)].toSorted());
});

test("a type goes upwards only where the table lists it", () => {
  expect(objection("server/http/env.ts", "server/projects/store.ts", "type")).toBeUndefined();
  expect(objection("server/projects/store.ts", "server/deps.ts", "type")).toBeUndefined();
  expect(objection("server/projects/store.ts", "server/tickets/store.ts", "type")).toContain("lines below");
  for (const [room, above] of Object.entries(typesUpwards)) {
    for (const name of [...above, ...(room === "*" ? [] : [room])]) expect(serverOrder.flat()).toContain(name);
  }
});

test("the contract gives types to everybody, and values to nobody", () => {
  expect(objection("widget/api.ts", "server/contract/index.ts", "type")).toBeUndefined();
  expect(objection("widget/api.ts", "server/contract/index.ts", "value")).toContain("use import type");
  expect(objection("server/contract/staff.ts", "server/errors.ts", "type")).toContain("may not import");
});

test("the widget brings no package but preact and its signals", () => {
  expect(packageObjection("widget/main.tsx", "preact/hooks", "value")).toBeUndefined();
  expect(packageObjection("widget/main.tsx", "@preact/signals", "value")).toBeUndefined();
  expect(packageObjection("widget/main.tsx", "zod", "value")).toBe("widget may not import the package zod");
  expect(packageObjection("server/admin/page.tsx", "node:fs", "value")).toContain("admin may not");
});
