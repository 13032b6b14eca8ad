/** The way of a message from where it is typed into the outbox; and back, where it is refused. */
import type { ApiError } from "../api.ts";
import { createOutbox, newKey, type Outbox } from "../outbox/outbox.ts";
import type { Destination, Entry, Store } from "../outbox/store.ts";
import type { Kept, Storage } from "../storage.ts";
import { attach, type KeptFile } from "./attaching.ts";
import type { Base } from "./base.ts";
import { type Draft, type Drafts, isEmpty, newTicket, written } from "./drafts.ts";

/** @param beside goes along without being part of the message */
export type Post = (draft: Draft, to: Destination, body: object, beside?: object) => void;

interface Returns {
  /** @param isHere it was still in sight where it was typed */
  arrived(place: string, answer: unknown, isHere: boolean): void;
  /** Its text is a draft again. */
  refused(place: string, error: ApiError): void;
}

/** @returns where it was typed */
export const placeOf = ({ to }: Entry): string => to.ticket ?? newTicket;

export function createPost(
  base: Base,
  storage: Storage<Kept>,
  store: Store,
  drafts: Drafts,
  returns: Returns,
): [Outbox, Post] {
  const outbox = createOutbox(base, storage, store, {
    kept({ entry }) {
      const place = placeOf(entry);
      // A reply leaves its box at once; a ticket stays in sight until it has arrived.
      if (place !== newTicket) drafts.of(place).sending = undefined;
      drafts.taken(place, entry);
      drafts.save();
    },
    arrived(sending, answer) {
      const place = placeOf(sending.entry);
      const draft = drafts.of(place);
      const isHere = draft.sending === sending;
      if (isHere) {
        draft.sending = undefined;
        // Where it was safe nowhere else, it is a draft until now.
        drafts.taken(place, sending.entry);
      }
      returns.arrived(place, answer, isHere);
    },
    refused(sending, error) {
      const { entry } = sending;
      const place = placeOf(entry);
      const draft = drafts.of(place);
      if (draft.sending === sending) draft.sending = undefined;
      else if (place === newTicket && (draft.sending || !isEmpty(draft))) return false;
      else {
        const { fields, files } = JSON.parse(entry.written) as { fields: Draft["fields"]; files: KeptFile[] };
        // Whatever was typed meanwhile stays, after the text that came back.
        const { body } = draft.fields;
        Object.assign(draft.fields, fields);
        if (body) draft.fields.body += `\n${body}`;
        attach(draft, files);
      }
      draft.problem = error;
      draft.tried = entry.tried ? entry : undefined;
      if (error?.code === "attachment_unknown") {
        draft.files?.lost();
        for (const file of (draft.left ?? []) as KeptFile[]) delete file.id;
      }
      drafts.save();
      if (error) returns.refused(place, error);
      return true;
    },
  });
  return [
    outbox,
    (draft, to, body, beside) => {
      const text = written(draft);
      const path = to.ticket ? `/tickets/${to.ticket}/messages` : "/tickets";
      const { tried } = draft;
      const known = tried?.written === text ? tried : { key: newKey(), body, written: text, at: Date.now() };
      const owner = base.session.person()?.id ?? "";
      const entry = (draft.tried = { ...known, to, path, owner, ...(beside && { beside }) });
      draft.problem = undefined;
      // With its key, or a tab that ends right now would leave it here and in the outbox too.
      drafts.save();
      draft.sending = outbox.send(entry);
    },
  ];
}
