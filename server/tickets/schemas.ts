import { z } from "zod";
import type { StaffDraftInput, StaffUndo } from "../contract/staff-drafts.ts";
import type { NewStaffMessage, NewStaffTicket, StaffTicketPatch } from "../contract/staff.ts";
import type { NewMessage, NewTicket, TicketPatch, BodyCharacters } from "../contract/tickets.ts";
import { attachmentIds, id, locale, requiredText, text, typedEmail } from "../http/fields.ts";
import { priorities, statuses } from "./status.ts";

const subject = requiredText(200);
const maxBodyCharacters: BodyCharacters = 20_000;
const body = requiredText(maxBodyCharacters);
const priority = z.enum(priorities);
const type = text(60);
const name = text(120);
const tags = z.array(requiredText(40)).max(20);

export const newTicket = z.strictObject({
  subject,
  body,
  inbox: id.optional(),
  type: type.optional(),
  priority: priority.optional(),
  attachments: attachmentIds.optional(),
  name: name.optional(),
  email: typedEmail.optional(),
  locale: locale.optional(),
  form: text(200).optional(),
  website: text(maxBodyCharacters).optional(),
}) satisfies z.ZodType<NewTicket>;

export const newMessage = z.strictObject({
  body,
  attachments: attachmentIds.optional(),
}) satisfies z.ZodType<NewMessage>;

export const ticketPatch = z.strictObject({
  priority: priority.optional(),
  type: type.optional(),
  tags: tags.optional(),
  status: z.literal("closed").optional(),
  read: z.literal(true).optional(),
}) satisfies z.ZodType<TicketPatch>;

export const ticketList = z.strictObject({
  status: text(60).optional(),
  scope: z.enum(["mine", "company"]).optional(),
  q: text(200).optional(),
  cursor: text(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export const threadPage = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).optional(),
  before: id.optional(),
});

export const newStaffTicket = z.strictObject({
  project: id,
  subject,
  body,
  inbox: id.optional(),
  type: type.optional(),
  priority: priority.optional(),
  customer: id.optional(),
  name: name.optional(),
  email: typedEmail.optional(),
  attachments: attachmentIds.optional(),
}) satisfies z.ZodType<NewStaffTicket>;

export const newStaffMessage = z.strictObject({
  body,
  internal: z.boolean().optional(),
  status: z.enum(statuses).optional(),
  attachments: attachmentIds.optional(),
  draft: id.optional(),
}) satisfies z.ZodType<NewStaffMessage>;

export const staffUndo = z.strictObject({ change: id }) satisfies z.ZodType<StaffUndo>;
export const staffDraft = z.strictObject({
  body: text(maxBodyCharacters),
  internal: z.boolean().optional(),
  attachments: attachmentIds.optional(),
  revision: requiredText(64),
  replaces: id.nullable(),
  staff: id.optional(),
  key: id.optional(),
}) satisfies z.ZodType<StaffDraftInput>;

export const staffTicketPatch = z.strictObject({
  status: z.enum(statuses).optional(),
  assignee: id.nullable().optional(),
  priority: priority.optional(),
  type: type.optional(),
  tags: tags.optional(),
  inbox: id.optional(),
  subject: subject.optional(),
  held: z.literal(false).optional(),
  company: id.nullable().optional(),
}) satisfies z.ZodType<StaffTicketPatch>;

/** Of all of them, or of one project. */
export const ofProject = z.strictObject({ project: id.optional() });

export const staffTicketList = z.strictObject({
  project: id.optional(),
  inbox: id.optional(),
  status: text(60).optional(),
  assignee: id.optional(),
  priority: priority.optional(),
  tag: text(40).optional(),
  customer: id.optional(),
  type: type.optional(),
  held: z.enum(["true", "false"]).optional(),
  q: text(200).optional(),
  sort: z.enum(["updated", "oldest", "newest", "priority"]).default("updated"),
  cursor: text(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
