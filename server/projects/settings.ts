/**
 * Settings of a portal, a line each: its name in the API, its column, what may be set, and what a new project has.
 * Making, changing, showing and reading a project all follow from this table.
 */
import { z } from "zod";
import { permissionChoices } from "../access/permission-choices.ts";
import type { PermissionChoices } from "../access/permissions.ts";
import type { Branding } from "../contract/portal.ts";
import type { ProjectPatch } from "../contract/staff.ts";
import type { ProjectsTable } from "../db/schema.ts";
import { color, locale, origin, requiredText, text } from "../http/fields.ts";

type Column = keyof ProjectsTable;

interface Setting<Name extends Column, Value, Kept> {
  column: Name;
  schema: z.ZodType<Value>;
  /** Of a new project. */
  standard: Value;
  write: (value: Value) => Kept;
  read: (kept: Kept) => Value;
}

/** For its types: what is read is what is set, and what is written is what is kept. */
const setting = <Name extends Column, Value, Kept>(one: Setting<Name, Value, Kept>) => one;

const flag = <Name extends Column>(column: Name, standard: boolean) =>
  setting({ column, schema: z.boolean(), standard, write: Number, read: (kept: number) => kept === 1 });

const json = <Name extends Column, Value>(column: Name, schema: z.ZodType<Value>, standard: Value) =>
  setting({ column, schema, standard, write: JSON.stringify, read: (kept: string) => JSON.parse(kept) as Value });

const plain = <Name extends Column, Value>(column: Name, schema: z.ZodType<Value>, standard: Value) =>
  setting({ column, schema, standard, write: (value: Value) => value, read: (kept: Value) => kept });

const branding: z.ZodType<Branding> = z.strictObject({
  color: color.optional(),
  greeting: text(200).optional(),
  label: text(40).optional(),
});

export const settings = {
  enabled: flag("enabled", false),
  loginRequired: flag("login_required", false),
  selfRegistration: flag("self_registration", true),
  passwordInWidget: flag("password_in_widget", false),
  notifications: flag("notifications", false),
  helpDocs: flag("help_docs", false),
  locale: plain("locale", locale.nullable(), null),
  origins: json("origins", z.array(origin).max(50), []),
  branding: json("branding", branding, {}),
  types: json("types", z.array(requiredText(60)).min(1).max(30), ["Question", "Problem", "Idea/Feedback"]),
  /** Levels that are set; the others inherit. */
  permissions: json<"permissions", PermissionChoices>("permissions", permissionChoices, {}),
} satisfies { [Name in keyof NonNullable<ProjectPatch["portal"]>]-?: unknown };

type Settings = typeof settings;
export type SettingName = keyof Settings;
/** What a project is set to, by the names of the API. */
export type SettingValues = { [Name in SettingName]: ReturnType<Settings[Name]["read"]> };
type Columns = { [Name in SettingName as Settings[Name]["column"]]: ReturnType<Settings[Name]["write"]> };

const names = Object.keys(settings) as SettingName[];

/** The same function for every line, though each has types of its own. */
const line = (name: SettingName) => settings[name] as Setting<Column, unknown, unknown>;

export function columnsOf(values: { [Name in SettingName]?: SettingValues[Name] | undefined }): Partial<Columns> {
  const given = names.filter((name) => values[name] !== undefined);
  return Object.fromEntries(given.map((name) => [line(name).column, line(name).write(values[name])]));
}

/** Of a new project. */
export const standardColumns = (): Columns =>
  columnsOf(Object.fromEntries(names.map((name) => [name, line(name).standard]))) as Columns;

export const readSettings = (row: Columns): SettingValues => {
  const columns: Record<string, unknown> = row;
  return Object.fromEntries(names.map((name) => [name, line(name).read(columns[line(name).column])])) as SettingValues;
};

/** Nothing else of a project. */
export const pickSettings = (project: SettingValues): SettingValues =>
  Object.fromEntries(names.map((name) => [name, project[name]])) as SettingValues;

/** What a change may hold: any of them. */
export const settingsPatch = z.strictObject(
  Object.fromEntries(names.map((name) => [name, line(name).schema.optional()])) as {
    [Name in SettingName]: z.ZodOptional<Settings[Name]["schema"]>;
  },
);
