import { z } from "zod";
import { permissionChoices } from "../access/permission-choices.ts";
import type { CustomerMerge, CustomerPatch, Invitations, LettingIn, NewCustomer } from "../contract/people.ts";
import { email, id, ifKnown, locale, requiredText, text } from "../http/fields.ts";

export const customerName = requiredText(120);
export const externalId = requiredText(200);

export const newCustomer = z
  .strictObject({
    project: id,
    name: customerName,
    email: email.optional(),
    externalId: externalId.optional(),
    company: id.nullable().optional(),
    locale: locale.optional(),
    permissions: permissionChoices.optional(),
    sendWelcome: z.boolean().optional(),
    ifKnown: ifKnown.optional(),
  })
  .refine(({ email: address, externalId: other }) => address !== undefined || other !== undefined, {
    path: ["email"],
    params: { problem: "required" },
  }) satisfies z.ZodType<NewCustomer>;

export const customerPatch = z.strictObject({
  name: customerName.optional(),
  email: email.optional(),
  externalId: externalId.nullable().optional(),
  company: id.nullable().optional(),
  locale: locale.nullable().optional(),
  permissions: permissionChoices.optional(),
  sameAs: z.null().optional(),
}) satisfies z.ZodType<CustomerPatch>;

export const customerList = z.strictObject({
  project: id.optional(),
  company: id.optional(),
  invitation: z.enum(["none", "sent", "opened", "registered"]).optional(),
  same: z.literal("true").optional(),
  stopped: z.literal("true").optional(),
  q: text(200).optional(),
  begins: z.literal("true").optional(),
  sort: z.enum(["name", "newest", "invited"]).default("name"),
  cursor: text(1000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export const invitations = z.strictObject({ ids: z.array(id).min(1).max(200) }) satisfies z.ZodType<Invitations>;
export const lettingIn = z.strictObject({ email: email.optional() }) satisfies z.ZodType<LettingIn>;
export const merge = z.strictObject({ into: id }) satisfies z.ZodType<CustomerMerge>;
