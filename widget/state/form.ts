/** The new ticket that somebody is writing. It outlives every view and every failure; only sending empties it. */
import type { Permissions, Portal, TicketWithMessages } from "../../server/contract/index.ts";
import type { ApiError } from "../api.ts";
import type { Prefill } from "../context.ts";
import type { Observed } from "../observed.ts";
import type { Outbox, Sending } from "../outbox.ts";
import type { Storage } from "../storage.ts";
import { type Attaching, fileIds } from "./attaching.ts";
import type { Session } from "./session.ts";

export const fieldNames = ["subject", "body", "type", "inbox", "priority", "name", "email"] as const;
export type FieldName = (typeof fieldNames)[number];

export interface Form extends Attaching {
  fields: Record<FieldName, string>;
  sending: Sending<{ ticket: TicketWithMessages }> | undefined;
  /** What was sent last; shown until somebody moves on. */
  sent: { ticket: TicketWithMessages; email: string } | undefined;
  /** What a field holds that people do not meet: typed by a program. */
  website: string;
  /** Something was typed that would be missed. */
  dirty(): boolean;
  prefill(values: Prefill): void;
  /** @throws ApiError where it was refused or stopped; the text is still there */
  submit(locale: string, portal: Portal): Promise<TicketWithMessages | undefined>;
  /** Nothing is left for who comes next. */
  clear(): void;
}

/** Whether the form asks for a field; what it does not ask for is not sent. */
export const asks = (field: FieldName, session: Session, permissions: Permissions | undefined): boolean =>
  // What it is about is for the one who writes to say; the permission is about what is seen and changed later.
  field === "priority"
    ? permissions?.priority === "edit"
    : (field !== "name" && field !== "email") || !session.person();

export function createForm(observed: Observed, outbox: Outbox, session: Session, storage: Storage): Form {
  const { name = "", email = "" } = storage.read();
  const fields = observed({ subject: "", body: "", type: "", inbox: "", priority: "", name, email });
  const form: Form = observed({
    fields,
    files: undefined as Form["files"],
    sending: undefined as Form["sending"],
    problem: undefined as ApiError | undefined,
    sent: undefined as Form["sent"],
    website: "",
    dirty: () => !!(fields.subject || fields.body || form.files?.chosen.length),
    prefill(values) {
      for (const field of fieldNames) fields[field] ||= values[field] ?? "";
    },
    async submit(locale, { form: proof, permissions }) {
      const attachments = fileIds(form);
      if (!attachments || form.sending) return undefined;
      const ticket: Record<string, unknown> = { locale };
      for (const field of fieldNames)
        if (fields[field] && asks(field, session, permissions)) ticket[field] = fields[field];
      if (attachments.length) ticket["attachments"] = attachments;
      form.problem = undefined;
      const beside = { form: proof, website: form.website || undefined };
      const request = async () => ({ token: await session.sender(), body: beside });
      form.sending = outbox.send("/tickets", ticket, request, { ...fields, attachments });
      try {
        const answer = await form.sending.done;
        const { name, email } = fields;
        storage.write({ known: true, name, email });
        form.sent = { ticket: answer.ticket, email };
        fields.subject = fields.body = fields.type = fields.priority = "";
        form.files = undefined;
        return answer.ticket;
      } catch (error) {
        form.problem = error as ApiError;
        throw error;
      } finally {
        form.sending = undefined;
      }
    },
    clear() {
      form.sending?.stop();
      for (const field of fieldNames) fields[field] = "";
      form.files = form.problem = form.sent = undefined;
    },
  });
  return form;
}
