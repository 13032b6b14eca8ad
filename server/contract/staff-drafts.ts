/** What staff have begun to write, and what they take back. */
import type { Attachment } from "./tickets.ts";

/** What one member of staff has begun to write at a ticket. Nobody else reads it. */
export interface StaffDraft {
  body: string;
  internal: boolean;
  attachments: Attachment[];
  revision: string;
  updatedAt: string;
}

/** Body of `PUT /api/staff/tickets/<id>/draft`. Without a word and a file there is no draft afterwards. */
export interface StaffDraftInput {
  body: string;
  internal?: boolean;
  /** Own uploads that were not sent. Those that are not there any more are left out, for the sake of the words. */
  attachments?: string[];
  /** Made by whoever writes, for each save another one: the same once more changes nothing. */
  revision: string;
  /** The revision that this was written from, null where there was none. 409 `draft_changed`: it is another by now. */
  replaces: string | null;
  /** Id of who wrote it. 403 `not_permitted` where somebody else asks: a page may be left open by one and sent by another. */
  staff?: string;
  /** Idempotency key under which these very words may be on their way. Where they have arrived there is no draft of them. */
  key?: string;
}

/** Answer of `GET /api/staff/tickets/drafts`: where whoever asks has begun to write, 200 at most, the newest first. */
export interface StaffDrafts {
  tickets: string[];
}

/** Answer of `GET` and `PUT /api/staff/tickets/<id>/draft`; `GET` takes `staff` as well, in its query. */
export interface StaffDraftReply {
  draft: StaffDraft | null;
}

/** Body of `POST /api/staff/tickets/<id>/undo`. */
export interface StaffUndo {
  /** Id of a message that has `effectiveAt`. */
  change: string;
}
