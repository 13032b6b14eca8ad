/** The new ticket that somebody is writing. It outlives every view and every failure; only sending empties it. */
import { type Signal, signal } from "@preact/signals";
import type { NewTicket, TicketWithMessages } from "../../server/contract/index.ts";
import { ApiError } from "../api.ts";
import type { Prefill } from "../context.ts";
import type { Outbox, Sending } from "../outbox.ts";
import type { Storage } from "../storage.ts";
import type { Files } from "./files.ts";
import type { Session } from "./session.ts";

export const fieldNames = ["subject", "body", "type", "inbox", "priority", "name", "email"] as const;
export type FieldName = (typeof fieldNames)[number];

export interface Form {
  fields: Record<FieldName, Signal<string>>;
  files: Files;
  sending: Signal<Sending<{ ticket: TicketWithMessages }> | undefined>;
  problem: Signal<ApiError | undefined>;
  /** What was sent last; shown until somebody moves on. */
  sent: Signal<{ ticket: TicketWithMessages; email: string } | undefined>;
  /** Something was typed that would be missed. */
  readonly dirty: boolean;
  prefill(values: Prefill): void;
  submit(locale: string): Promise<void>;
}

export function createForm(outbox: Outbox, session: Session, storage: Storage, files: Files): Form {
  const kept = storage.read();
  const fields = Object.fromEntries(fieldNames.map((name) => [name, signal("")])) as Form["fields"];
  fields.name.value = kept.name ?? "";
  fields.email.value = kept.email ?? "";
  const sending: Form["sending"] = signal(undefined);
  const problem: Form["problem"] = signal(undefined);
  const sent: Form["sent"] = signal(undefined);

  return {
    fields,
    files,
    sending,
    problem,
    sent,
    get dirty() {
      return !!(fields.subject.value || fields.body.value || files.chosen.value.length);
    },
    prefill(values) {
      for (const name of fieldNames) fields[name].value ||= values[name] ?? "";
    },
    async submit(locale) {
      const attachments = files.ids();
      if (!attachments || sending.value) return;
      const ticket: Record<string, unknown> = { locale };
      for (const name of fieldNames) if (fields[name].value) ticket[name] = fields[name].value;
      if (attachments.length) ticket["attachments"] = attachments;
      problem.value = undefined;
      const started = outbox.send<{ ticket: TicketWithMessages }>(
        "/tickets",
        ticket as unknown as NewTicket,
        async () => ({
          token: await session.visitor(),
        }),
      );
      sending.value = started;
      try {
        const answer = await started.done;
        const { name, email } = fields;
        storage.write({ known: true, name: name.value, email: email.value });
        sent.value = { ticket: answer.ticket, email: email.value };
        fields.subject.value = fields.body.value = fields.type.value = fields.priority.value = "";
        files.clear();
      } catch (error) {
        problem.value = error as ApiError;
        throw error;
      } finally {
        sending.value = undefined;
      }
    },
  };
}
