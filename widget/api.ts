/** The one way to the server: JSON with a bearer token, never a cookie. */
import type { ErrorCode, ErrorReply, FieldProblem } from "../server/contract/index.ts";
import { asItIs } from "./as-it-is.ts";

/** `offline`: no answer at all. */
export type ProblemCode = ErrorCode | "offline";

export class ApiError extends Error {
  declare readonly code: ProblemCode;
  declare readonly status: number;
  declare readonly fields: Record<string, FieldProblem>;
  /** Seconds. */
  declare readonly retryAfter: number;
  /** Who asked. */
  declare token: string | undefined;

  /** @param message a sentence for people, from the server; else there is only the code */
  constructor(
    status: number,
    code: ProblemCode,
    fields: Record<string, FieldProblem> = {},
    retryAfter = 0,
    message: string = code,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }

  /** The same request may succeed later, unchanged. */
  get passes(): boolean {
    return !this.status || this.status >= 500
      ? this.code !== "storage_full"
      : this.status === 429 || this.code === "key_in_flight";
  }
}

export interface Request {
  method?: string;
  body?: unknown;
  token?: string | undefined;
  key?: string;
}

export interface Api {
  readonly base: string;
  /** Number of the newest event at the first answer. Of what comes after it the live events have to tell. */
  newest?: string | null;
  ask<T>(path: string, request?: Request): Promise<T>;
}

export const createApi = (base: string): Api => ({
  base,
  async ask<T>(path: string, { method, body, token, key }: Request = {}): Promise<T> {
    const headers: Record<string, string> = {};
    if (body) headers["Content-Type"] = "application/json";
    if (token) headers["Authorization"] = `Bearer ${token}`;
    if (key) headers["Idempotency-Key"] = key;
    let answer: Response;
    try {
      answer = await fetch(base + path, {
        method: method ?? (body ? "POST" : "GET"),
        headers,
        credentials: "omit",
        ...(body ? { body: JSON.stringify(body, asItIs) } : {}),
      });
    } catch {
      throw new ApiError(0, "offline");
    }
    this.newest ??= answer.headers.get("Last-Event-ID");
    if (answer.status === 204) return undefined as T;
    const text = await answer.text().catch(() => "");
    if (answer.ok) {
      try {
        return JSON.parse(text) as T;
      } catch {
        throw new ApiError(502, "unavailable");
      }
    }
    const error = errorOf(answer.status, text, +answer.headers.get("Retry-After")! || 0);
    error.token = token;
    throw error;
  },
});

/** A proxy in between may answer with a page of its own. */
export function errorOf(status: number, text: string, retryAfter = 0): ApiError {
  try {
    const { error } = JSON.parse(text) as ErrorReply;
    return new ApiError(status, error.code, error.fields, retryAfter, error.message);
  } catch {
    return new ApiError(status < 500 ? 502 : status, "unavailable", {}, retryAfter);
  }
}
