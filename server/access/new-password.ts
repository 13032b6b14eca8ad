import { z } from "zod";
import { isCommonPassword } from "./common-passwords.ts";

/** A password that somebody chooses. No rules on what has to be in it: they make passwords worse. */
export const newPassword = (min: number) =>
  z
    .string()
    .min(min)
    .max(200)
    .refine((value) => !isCommonPassword(value), { params: { problem: "too_common" } });
