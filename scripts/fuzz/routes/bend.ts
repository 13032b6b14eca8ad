/** What a route takes, bent out of shape. */
import fc from "fast-check";
import type { Ask } from "../../../server/testing/desk.ts";
import type { Sent } from "../../../server/testing/rights/sent.ts";
import { json, text } from "../texts.ts";

export type Change =
  | { kind: "field"; at: number; value: unknown }
  | { kind: "drop"; at: number }
  | { kind: "add"; name: string; value: unknown }
  | { kind: "body"; body: unknown }
  | { kind: "raw"; body: string }
  | { kind: "id"; value: string }
  | { kind: "query"; name: string; value: string }
  | { kind: "header"; name: string; value: string }
  | { kind: "method"; method: string };

const names = ["q", "cursor", "limit", "before", "status", "scope", "sort", "project", "tag", "token", "kid", "x"];
const headers = [
  "Authorization",
  "Accept-Language",
  "Origin",
  "Idempotency-Key",
  "Content-Type",
  "If-None-Match",
  "Range",
  "Last-Event-ID",
  "X-Forwarded-For",
];
const ascii = text(200).map((value) => value.replace(/[^\t\u0020-\u007e]/g, ""));

export const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("field" as const), at: fc.nat(8), value: json }),
  fc.record({ kind: fc.constant("drop" as const), at: fc.nat(8) }),
  fc.record({ kind: fc.constant("add" as const), name: text(20), value: json }),
  fc.record({ kind: fc.constant("body" as const), body: json }),
  fc.record({ kind: fc.constant("raw" as const), body: text(3000) }),
  fc.record({
    kind: fc.constant("id" as const),
    value: fc.oneof(text(80), fc.constantFrom("%00", "..", "%2e%2e", "%ff")),
  }),
  fc.record({ kind: fc.constant("query" as const), name: fc.constantFrom(...names), value: text(200) }),
  fc.record({ kind: fc.constant("header" as const), name: fc.constantFrom(...headers), value: ascii }),
  fc.record({ kind: fc.constant("method" as const), method: fc.constantFrom("HEAD", "OPTIONS", "PUT", "DELETE") }),
);

/** Words that come from an address are percent signs by then, or the address could not be sent. */
const inPath = (value: string): string =>
  /^(%[0-9a-f]{2}|\.)+$/.test(value) ? value : encodeURIComponent(value.toWellFormed());

export interface Bent {
  ask: Ask;
  query: URLSearchParams;
  id: string | undefined;
  method: string | undefined;
}

export function bend(given: Sent, changes: Change[]): Bent {
  const query = new URLSearchParams(given.query);
  let body = given.body;
  let id: string | undefined;
  let method: string | undefined;
  const more: Record<string, string> = {};
  for (const one of changes) {
    const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
    const fields = isObject ? Object.keys(body as object) : [];
    const name = "at" in one ? fields[one.at % (fields.length || 1)] : undefined;
    if (one.kind === "field" && name !== undefined) body = { ...(body as object), [name]: one.value };
    if (one.kind === "drop" && name !== undefined) {
      body = Object.fromEntries(Object.entries(body as object).filter(([field]) => field !== name));
    }
    if (one.kind === "add" && isObject) body = { ...(body as object), [one.name]: one.value };
    if (one.kind === "body") ({ body } = one);
    if (one.kind === "raw") ({ body } = one);
    if (one.kind === "id") id = inPath(one.value);
    if (one.kind === "query") query.set(one.name, one.value.toWellFormed());
    if (one.kind === "header") more[one.name] = one.value;
    if (one.kind === "method") ({ method } = one);
  }
  const { form, key } = given;
  const ask: Ask = { ...(form ? { form } : { body }), ...(key && { key }), headers: more };
  return { ask, query, id, method };
}
