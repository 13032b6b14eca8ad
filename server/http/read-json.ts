import { channel } from "node:diagnostics_channel";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { z } from "zod";
import type { FieldProblem } from "../contract/errors.ts";
import { Refusal } from "../errors.ts";
import type { RequestVariables } from "./env.ts";

/** Bytes of JSON that a route takes. */
const maxJsonBytes = 100_000;

const tooLarge = (): never => {
  throw new Refusal(413, "too_large");
};

const countWhileReading = bodyLimit({ maxSize: maxJsonBytes, onError: tooLarge });

/** Uploads measure themselves while they stream; every other body is a little JSON, also where an id is so called. */
export const takesFile = (path: string): boolean =>
  /^\/api\/(portal\/[^/]+|staff)\/(attachments|imports|mail)\/?$/.test(path);

/**
 * Reads the whole body before anything is looked up. A client that holds the last byte back would otherwise go on for
 * minutes by a portal, session, key or role that has ended meanwhile. A fault of the body is told later, by
 * `sayRefusal`, in an answer that pages of other sites may read.
 */
export const wholeJson: MiddlewareHandler<{ Variables: RequestVariables }> = async function wholeJson(c, next) {
  if (c.req.method !== "GET" && c.req.method !== "HEAD" && !takesFile(c.req.path)) {
    try {
      await jsonLimit(c, async () => {
        if (isJson(c)) await bytesOf(c);
      });
    } catch (error) {
      c.set("refusal", error);
    }
  }
  await next();
};

/** Refuses once it is known who may read the answer. @throws Refusal */
export const sayRefusal: MiddlewareHandler<{ Variables: RequestVariables }> = async function sayRefusal(c, next) {
  const refusal = c.get("refusal");
  if (refusal !== undefined) throw refusal;
  await next();
};

/** Bounds a body. Where its length is announced, HTTP itself sees to it that no more comes. */
const jsonLimit: MiddlewareHandler = async function jsonLimit(c, next) {
  const length = c.req.header("Content-Length");
  if (length === undefined) {
    let arrived = false;
    try {
      return await countWhileReading(c, () => {
        arrived = true;
        return next();
      });
    } catch (cause) {
      if (arrived || cause instanceof Refusal) throw cause;
      // The sender is gone in the middle of the body. That is no fault of ours, though its code is the same as of a
      // database that is away.
      throw new Refusal(400, "json_invalid", { cause });
    }
  }
  if (Number(length) > maxJsonBytes) tooLarge();
  await next();
  return undefined;
};

const isJson = (c: Context): boolean => /^application\/json\s*(;|$)/i.test(c.req.header("Content-Type") ?? "");

/** Fails where the sender is gone in the middle of it, and then nobody hears the answer. */
const bytesOf = (c: Context): Promise<ArrayBuffer> =>
  c.req.arrayBuffer().catch((cause: unknown) => {
    throw new Refusal(400, "json_invalid", { cause });
  });

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** @throws Refusal 400, 413 or 415, naming every field that is wrong */
export async function readJson<Output>(c: Context, schema: z.ZodType<Output>): Promise<Output> {
  if (!isJson(c)) throw new Refusal(415, "json_required");
  const bytes = await bytesOf(c);
  let value: unknown;
  try {
    // Decoding that replaces what it cannot read would change somebody's words without a sign.
    value = JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    throw new Refusal(400, "json_invalid", { cause });
  }
  return check(schema, value);
}

/**
 * Says each schema when something is held against it: fuzzing hears there what a route takes. A list of schemas beside the
 * routes would grow wrong. While nobody listens, this costs nothing.
 */
export const schemasUsed = channel("deskbell:schema");

/** @throws Refusal 400 `fields_invalid` */
export function check<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  schemasUsed.publish(schema);
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const fields: Record<string, FieldProblem> = {};
  for (const issue of parsed.error.issues) {
    for (const [path, problem] of problems(issue)) fields[path] ??= problem;
  }
  throw new Refusal(400, "fields_invalid", { fields });
}

type Issue = z.core.$ZodIssue;

function problems(issue: Issue): [path: string, problem: FieldProblem][] {
  const path = issue.path.map(String).join(".");
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => [path ? `${path}.${key}` : key, "unknown_field"]);
    case "invalid_type":
      return [[path || "body", issue.input === undefined ? "required" : "wrong_type"]];
    case "too_big":
      if (issue.origin === "number") return [[path, "not_allowed"]];
      return [[path, issue.origin === "array" ? "too_many" : "too_long"]];
    case "too_small":
      if (issue.origin === "number") return [[path, "not_allowed"]];
      return [[path, Number(issue.minimum) <= 1 ? "required" : "too_short"]];
    case "custom":
      return [[path, (issue.params?.["problem"] as FieldProblem | undefined) ?? "not_allowed"]];
    case "invalid_value":
      return [[path, issue.input === undefined ? "required" : "not_allowed"]];
    default:
      return [[path || "body", "not_allowed"]];
  }
}
