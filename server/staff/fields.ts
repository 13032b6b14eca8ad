import { z } from "zod";
import { isCommonPassword } from "../access/common-passwords.ts";
import type { FieldProblem } from "../contract/errors.ts";
import { requiredText, text } from "../http/fields.ts";

const tooCommon: { params: { problem: FieldProblem } } = { params: { problem: "too_common" } };

/** A new one. Long and not guessable is all that is asked: rules on characters only make it harder to remember. */
export const newPassword = text(200)
  .min(12)
  .refine((password) => !isCommonPassword(password), tooCommon);

/** One that was chosen some time ago, under whatever rules there were. */
export const givenPassword = z.string().max(200);

/** Six digits of an app, or a recovery code. */
export const givenCode = z.string().max(40);

export const personName = requiredText(120);
export const role = z.enum(["admin", "agent", "viewer"]);
