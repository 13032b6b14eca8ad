/** The fields that several features read, each with its limits and its reason for refusing. */
import { z } from "zod";
import type { FieldProblem } from "../contract/errors.ts";
import type { IfKnown } from "../contract/people.ts";
import type { Reach } from "../contract/staff.ts";
import type { FilesOfMessage } from "../contract/tickets.ts";
import { readAddress } from "../mail-address.ts";

const refuse = (problem: FieldProblem) => ({ params: { problem } });

/**
 * Text kept exactly as typed: length in UTF-16 units, no trimming. NUL and half characters are refused, because
 * neither database gives them back as they came.
 */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes("\0"), refuse("nul_character"))
    .refine((value) => value.isWellFormed(), refuse("not_well_formed"));

/** Text that has to say something. */
export const requiredText = (max: number) => text(max).refine((value) => /\S/.test(value), refuse("required"));

/**
 * One mail address and nothing else: no list, no group, no comment, no line break. Whoever could put a second
 * recipient or a header in here would mail strangers in our name. Kept as typed, for what has to know that.
 */
export const typedEmail = z
  .string()
  .max(254)
  .refine((value) => readAddress(value) !== undefined, refuse("invalid_email"));

/** The same in the one spelling that addresses are compared in. */
export const email = typedEmail.transform((value) => readAddress(value)!);

/** A BCP 47 tag, as `Intl` understands it. */
export const locale = text(35).refine((tag) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}, refuse("invalid_locale"));

/** Scheme, host and port of a site; exactly as browsers send it. */
export const origin = text(300).refine((value) => {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === value;
}, refuse("invalid_origin"));

/** `#rrggbb` */
export const color = z.string().refine((value) => /^#[0-9a-f]{6}$/i.test(value), refuse("invalid_color"));

export const id = text(64);

/** Projects by their ids. That they are there is asked by `requireProjects` of `access/reach.ts`. */
export const reach = z.union([z.literal("all"), z.array(id).max(500)]) satisfies z.ZodType<Reach>;

export const ifKnown = z.enum(["keep", "change"]) satisfies z.ZodType<IfKnown>;

const maxFiles: FilesOfMessage = 10;
export const attachmentIds = z.array(id).max(maxFiles);
