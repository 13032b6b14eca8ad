/** What is chosen at one level - project, company or person - as it comes in, is kept and goes out. */
import { z } from "zod";
import type { PermissionOverrides } from "../contract/people.ts";
import { type PermissionChoices, permissionNames } from "./permissions.ts";

const level = z.enum(["none", "view", "edit"]).nullable();
const flag = z.boolean().nullable();

/** Null goes back to what the level above says; what is not named stays as it is. */
export const permissionChoices = z
  .strictObject({
    priority: level,
    type: level,
    tags: level,
    seeAgents: flag,
    closeTickets: flag,
    viewCompanyTickets: flag,
  })
  .partial() satisfies z.ZodType<Partial<PermissionOverrides>>;

/** Only what is set is kept, so that a level which inherits everything is an empty object. */
export const withChoices = (before: PermissionChoices, patch: PermissionChoices): PermissionChoices =>
  Object.fromEntries(
    permissionNames
      .map((name) => [name, patch[name] === undefined ? before[name] : patch[name]])
      .filter(([, value]) => (value ?? null) !== null),
  ) as PermissionChoices;

export const readChoices = (json: string): PermissionChoices => JSON.parse(json) as PermissionChoices;

/** With a word for every permission: null inherits. */
export const overridesView = (choices: PermissionChoices): PermissionOverrides =>
  Object.fromEntries(permissionNames.map((name) => [name, choices[name] ?? null])) as unknown as PermissionOverrides;
