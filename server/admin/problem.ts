/** What a request was not done for: the desk refused it, or no answer of the desk's came. */
import type { ErrorCode, FieldProblem } from "../contract/index.ts";

/** `unreachable`: no answer came. `unreadable`: an answer came that is not the desk's. */
export type ProblemCode = ErrorCode | "unreachable" | "unreadable" | "stopped";

export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly fields: Readonly<Record<string, FieldProblem>>;
  /** Seconds until it makes sense to try again. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ProblemCode,
    message: string,
    { status = 0, fields = {}, retryAfter, cause }: Partial<Omit<ApiProblem, "code" | "message">> = {},
  ) {
    super(message, { cause });
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }
}

/** What the desk would say of an empty field, where only the page knows that it is empty. */
export const missing = (field: string): ApiProblem =>
  new ApiProblem("fields_invalid", "", { fields: { [field]: "required" } });

/** For every `catch` around a request. A mistake of the page itself is nothing to show beside a field: it goes on. */
export function asProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown;
  throw thrown;
}
