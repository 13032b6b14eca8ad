import { expect, it } from "vitest";
import { sharedConversation } from "../testing/with-desk.ts";

const { desk, talk } = sharedConversation("sqlite");

const foreign = "cross-origin";
const own = "same-origin";
const addresses: [path: string, readableBy: string][] = [
  ["/", own],
  ["/admin", own],
  ["/admin/assets/nothing.js", own],
  ["/p/<key>", own],
  ["/p/nothing", own],
  ["/widget.js", foreign],
  ["/w/0.0.0/nothing.js", own],
  ["/healthz", own],
  ["/readyz", own],
  ["/nothing", own],
  ["/api/nothing", own],
  ["/api/portal/<key>", foreign],
  ["/api/portal/<key>/tickets", foreign],
  ["/api/portal/<key>/nothing", foreign],
  ["/api/portal/nothing", foreign],
  ["/api/staff/session", own],
  ["/api/staff/tickets", own],
  ["/api/staff/nothing", own],
];

it.each(addresses)("%s says what browsers may do with it, and that %s pages may read it", async (path, readableBy) => {
  const { headers } = await desk.ask(path.replace("<key>", talk.project.portal.key));
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(headers.get("Referrer-Policy")).toBe("no-referrer");
  expect(headers.get("Strict-Transport-Security")).toMatch(/^max-age=63072000/);
  expect(headers.get("Content-Security-Policy")).toMatch(/default-src 'none'/);
  expect(headers.get("Content-Security-Policy")).toMatch(/frame-ancestors /);
  expect(headers.get("Cross-Origin-Resource-Policy")).toBe(readableBy);
  if (path.startsWith("/api/")) expect(headers.get("Cache-Control")).toBe("no-store");
});
