/** Calls about what is being written; sent, as all are, by the one sender in `api.ts`. */
import type { StaffDraftInput, StaffDraftReply, StaffDrafts } from "../contract/index.ts";
import { request } from "./api.ts";

/** Of texts this short all goes out that a closing page may still send: 64 kB, with three bytes a character. */
const maxLengthAtClosing = 21_000;

/** A session that has ended is asked about when somebody does something, not while they type. */
const byItself = { atTheDoor: true };

export const draftsApi = {
  list: () => request<StaffDrafts>("GET", "/tickets/drafts"),
  read: (ticket: string, staff: string) =>
    request<StaffDraftReply>("GET", `/tickets/${ticket}/draft`, { ...byItself, query: { staff } }),
  /** Also as the page closes. */
  save: (ticket: string, body: StaffDraftInput) =>
    request<StaffDraftReply>("PUT", `/tickets/${ticket}/draft`, {
      ...byItself,
      body,
      keepalive: JSON.stringify(body).length < maxLengthAtClosing,
    }),
};
