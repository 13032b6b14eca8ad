import { expect, test } from "vitest";
import { objection, packageObjection } from "./table.ts";

test.each([
  ["widget/api.ts", "widget/config.ts"],
  ["server/app.ts", "server/tickets/customer-routes.ts"],
  ["server/tickets/store.ts", "server/db/open.ts"],
  ["server/tickets/store.ts", "server/access/rules.ts"],
  ["server/commands/demo.ts", "demo-site/server.ts"],
])("%s may import values from %s", (from, to) => {
  expect(objection(from, to, "value")).toBeUndefined();
});

test.each([
  ["widget/api.ts", "server/errors.ts"],
  ["widget/api.ts", "server/admin/api.ts"],
  ["server/admin/api.ts", "server/tickets/status.ts"],
  ["server/admin/api.ts", "widget/api.ts"],
  ["server/tickets/store.ts", "server/projects/routes.ts"],
  ["server/db/open.ts", "server/tickets/store.ts"],
  ["server/tickets/store.ts", "server/app.ts"],
  ["demo-site/server.ts", "server/errors.ts"],
])("%s may not import values from %s", (from, to) => {
  expect(objection(from, to, "value")).toContain("may not import");
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
  expect(packageObjection("server/admin/main.tsx", "node:fs", "value")).toContain("admin may not");
});
