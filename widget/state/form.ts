/** The new ticket that somebody is writing. It outlives every view and every failure; only sending empties it. */
import type { Permissions, Portal, TicketWithMessages } from "../../server/contract/index.ts";
import type { Prefill } from "../context.ts";
import type { Kept, Storage } from "../storage.ts";
import { fileIds } from "./attaching.ts";
import { type Draft, empty, type FieldName, fieldNames, isEmpty } from "./drafts.ts";
import type { Post } from "./post.ts";
import type { Session } from "./session.ts";
import { subjectOf } from "./subject.ts";

export interface Form extends Draft {
  /** What was sent last; shown until somebody moves on. */
  sent?: { ticket: TicketWithMessages; email: string } | undefined;
  /** What a field holds that people do not meet: typed by a program. */
  website: string;
  /** Something was typed that would be missed. */
  dirty(): boolean;
  prefill(values: Prefill): void;
  submit(locale: string, portal: Portal): void;
  /** It has arrived, from here. */
  arrived(ticket: TicketWithMessages): void;
}

/** Whether the form asks for a field; what it does not ask for is not sent. */
export const asks = (field: FieldName, session: Session, permissions: Permissions | undefined): boolean =>
  field === "priority" || field === "type"
    ? permissions?.[field] === "edit"
    : (field !== "name" && field !== "email") || !session.person();

export function createForm(draft: Draft, post: Post, session: Session, storage: Storage<Kept>): Form {
  const { fields } = draft;
  const { name = "", email = "" } = storage.read();
  fields.name ||= name;
  fields.email ||= email;
  const form: Form = Object.assign(draft, {
    website: "",
    dirty: () => !isEmpty(form),
    prefill(values: Prefill) {
      for (const field of fieldNames) fields[field] ||= values[field] ?? "";
    },
    submit(locale: string, { form: proof, permissions, inboxes }: Portal) {
      const attachments = fileIds(form);
      if (!attachments || form.sending) return;
      // With one there is no choice, and none in sight that could be mended where it is gone.
      if (!inboxes?.[1]) fields.inbox = "";
      const ticket: Record<string, unknown> = { locale };
      for (const field of fieldNames)
        if (fields[field] && asks(field, session, permissions)) ticket[field] = fields[field];
      // Nothing that somebody typed: it is another one where the message is.
      if (!/\S/.test(fields.subject)) ticket["subject"] = subjectOf(fields.body);
      if (attachments.length) ticket["attachments"] = attachments;
      post(form, {}, ticket, { form: proof, website: form.website || undefined });
    },
    arrived(ticket: TicketWithMessages) {
      const { name, email } = fields;
      storage.write({ name, email });
      form.sent = { ticket, email };
      empty(form);
    },
  });
  return form;
}
