/** What went wrong, in words. */
import type { FieldProblem } from "../../contract/index.ts";
import type { ProblemCode } from "../api.ts";

export const enProblems = {
  problems: {
    unreachable: "The desk cannot be reached.",
    unreadable: "The desk answered in a way this page does not understand.",
    internal: "Something went wrong on the desk's side.",
    unauthenticated: "Please sign in again.",
    credentials_wrong: "That address and password do not belong together.",
    too_many_tries: "Too many tries.",
    too_many_requests: "That was a lot in a short time.",
    forbidden: "That is for administrators.",
    fields_invalid: "Some fields need another look.",
    key_in_flight: "The same message is being saved right now.",
    not_found: "It is not here any more.",
    storage_full: "The desk has no room left.",
    too_many_keys: "Two keys at most. Delete the older one first.",
    too_large: "That is larger than what fits.",
    attachment_unknown: "One of the files is not here any more. Remove it and add it again.",
    attachment_empty: "This file is empty.",
    unavailable: "The desk is just starting.",
  } as Partial<Record<ProblemCode, string>>,
  fieldProblems: {
    required: "This is needed.",
    too_long: "This is too long.",
    too_short: "This is too short.",
    too_many: "These are too many.",
    invalid_email: "This is not a complete address, such as ada@example.com.",
    invalid_locale: "This language is not known.",
    invalid_origin: "Write each site as https://shop.example, without a path.",
    invalid_color: "Write the colour as # and six digits, such as #0b6e4f.",
    too_common: "This password is on every list of guesses. Please choose another one.",
    invalid_network: "This is not a network, such as 203.0.113.7 or 2001:db8::/64.",
    taken: "Somebody has this already.",
    wrong_type: "This does not fit here.",
    unknown_field: "This does not fit here.",
    not_allowed: "This is not one of the choices.",
    nul_character: "There is a character in it that cannot be saved.",
    not_well_formed: "There is a character in it that cannot be saved.",
  } satisfies Record<FieldProblem, string>,
};
