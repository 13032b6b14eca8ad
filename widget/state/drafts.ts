/** Replies that are being written, by ticket: they outlive the view. */
import type { ApiError } from "../api.ts";
import type { Observed } from "../observed.ts";
import type { Attaching } from "./attaching.ts";

export interface Draft extends Attaching {
  body: string;
}

export interface Drafts {
  of(ticketId: string): Draft;
  /** Something was typed that would be missed. */
  any(): boolean;
}

export function createDrafts(observed: Observed): Drafts {
  const drafts = new Map<string, Draft>();
  return {
    of(ticketId) {
      let draft = drafts.get(ticketId);
      if (!draft) {
        draft = observed<Draft>({ body: "", files: undefined, problem: undefined as ApiError | undefined });
        drafts.set(ticketId, draft);
      }
      return draft;
    },
    any: () => [...drafts.values()].some(({ body }) => body),
  };
}
