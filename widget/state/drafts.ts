/**
 * What is being written: the new ticket, and a reply for each ticket. It outlives view, page and tab, and belongs to
 * whoever wrote it: somebody else on this device never sees it. The last tab to write wins, but takes nothing away
 * that was typed here: two tabs with two tickets keep both.
 */
import { asItIs } from "../as-it-is.ts";
import type { ApiError } from "../api.ts";
import type { Observed } from "../observed.ts";
import type { Sending } from "../outbox/outbox.ts";
import type { StoredEntry } from "../outbox/store.ts";
import type { Storage } from "../storage.ts";
import { attach, type Attaching, type KeptFile, keptFiles } from "./attaching.ts";

export const fieldNames = ["subject", "body", "type", "inbox", "priority", "name", "email"] as const;
export type FieldName = (typeof fieldNames)[number];

export interface Draft extends Attaching {
  /** A reply uses the body alone. */
  fields: Record<FieldName, string>;
  problem?: ApiError | undefined;
  /** What was sent of it and may have arrived: the same text goes under the same key. */
  tried?: StoredEntry | undefined;
  /** On its way, with the text still in its fields. */
  sending?: Sending | undefined;
}

/** As storage has them: by owner and place. */
export type KeptDrafts = Record<string, KeptDraft | undefined>;
interface KeptDraft {
  fields: Partial<Draft["fields"]>;
  files: readonly KeptFile[];
  tried?: StoredEntry | undefined;
}

/** The place of the new ticket. That of a reply is the id of its ticket. */
export const newTicket = "new";

export interface Drafts {
  of(place: string): Draft;
  /** Something was typed that would be missed. */
  any(): boolean;
  /** Saves a moment later, once for all changes of that moment. */
  saveSoon(): void;
  /** Also takes what another tab has saved. @param typing name of the field that somebody is in */
  save(typing?: unknown): void;
  /** This lies in the outbox now, and not here any more. */
  taken(place: string, entry: StoredEntry): void;
  /** @param owner whose they are from now on: what is being written, too */
  giveTo(owner: string): void;
  /** Nothing of anybody stays in storage. */
  forget(): void;
  /** Somebody else is here, or nobody: nothing of what is being written stays in sight. */
  hide(owner: string): void;
}

const pause = 300;

export const isEmpty = ({ fields, files, left }: Draft): boolean =>
  !(fields.subject || fields.body || files?.chosen.length || left);

/** All that makes two messages the same. */
export const written = (draft: Draft): string =>
  JSON.stringify({ fields: draft.fields, files: keptFiles(draft) }, asItIs);

/** Of this tab, whose bytes are nowhere else. */
const hasFiles = ({ files, left }: Draft): unknown => files ?? left?.some((file) => file instanceof File);

/** What stays is who it is from, and where it goes. */
const unwritten = { subject: "", body: "", type: "", priority: "" };

export const empty = (draft: Draft): void => {
  Object.assign(draft.fields, unwritten);
  draft.files = draft.left = draft.tried = draft.problem = undefined;
};

export function createDrafts(observed: Observed, storage: Storage<KeptDrafts>, owner: string): Drafts {
  const drafts = new Map<string, Draft>();
  /** As they lay in storage and as they were here when either was looked at last. */
  const seen = new Map<string, string | undefined>();
  const saved = new Map<string, string | undefined>();
  /** The fields typed into in this tab, after their place. */
  const own = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const nameOf = (place: string): string => `${owner}/${place}`;

  const kept = (draft: Draft): KeptDraft | undefined => {
    const { fields, tried, sending } = draft;
    return isEmpty(draft) || sending?.kept ? undefined : { fields, files: keptFiles(draft), tried };
  };

  /** Storage and this tab get what the other has new. */
  const settle = (place: string, draft: Draft, typing?: unknown): void => {
    const now = kept(draft);
    const before = saved.get(place);
    const changed = JSON.stringify(now) !== before;
    if (changed) {
      const known = before && (JSON.parse(before) as KeptDraft).fields;
      for (const field of fieldNames) {
        if (!now) own.delete(place + field);
        else if (now.fields[field] !== ((known && known[field]) || "")) own.add(place + field);
      }
    }
    const stored = storage.read()[nameOf(place)];
    const text = JSON.stringify(stored);
    // What was just sent here does not come back because another tab had it too.
    if (text !== seen.get(place) && !draft.sending && (now || !changed)) {
      seen.set(place, text);
      const fields = { ...unwritten, ...stored?.fields };
      const mine = fieldNames.filter((field) => field === typing || own.has(place + field));
      for (const field of mine) delete fields[field as keyof typeof fields];
      // With words or files of this tab the rest of it stays, too: the key of what may have arrived.
      if (!mine.length && !hasFiles(draft)) {
        empty(draft);
        draft.tried = stored?.tried;
        if (stored?.files.length) draft.left = stored.files;
      }
      Object.assign(draft.fields, fields);
    }
    const next = kept(draft);
    const after = JSON.stringify(next);
    saved.set(place, after);
    if (after === text) return;
    if (changed) {
      seen.set(place, after);
      storage.write({ [nameOf(place)]: next });
    } else if (!stored) {
      // Sent or emptied elsewhere: what is written here is not left without a copy. Not at once: where the whole device
      // was forgotten, the next event says so.
      saved.delete(place);
      self.saveSoon();
    }
  };

  const self: Drafts = {
    of(place) {
      let draft = drafts.get(place);
      if (!draft) {
        draft = observed<Draft>({
          fields: observed(Object.fromEntries(fieldNames.map((name) => [name, ""])) as Draft["fields"]),
        });
        drafts.set(place, draft);
        settle(place, draft);
      }
      return draft;
    },
    any: () => [...drafts.values()].some((draft) => !isEmpty(draft)),
    saveSoon: () => void (timer ??= setTimeout(() => self.save(), pause)),
    save(typing) {
      clearTimeout(timer);
      timer = undefined;
      for (const [place, draft] of drafts) settle(place, draft, typing);
    },
    taken(place, entry) {
      const draft = self.of(place);
      if (draft.tried?.key !== entry.key || draft.sending) return;
      const said = (JSON.parse(entry.written) as KeptDraft).fields;
      const { subject, body } = draft.fields;
      empty(draft);
      // What was typed since stays.
      if (subject !== said.subject) draft.fields.subject = subject;
      if (body !== said.body) draft.fields.body = body.startsWith(said.body!) ? body.slice(said.body!.length) : body;
    },
    giveTo(next) {
      self.save();
      const change: KeptDrafts = {};
      const all = storage.read();
      const before = nameOf("");
      owner = next;
      for (const [name, kept] of Object.entries(all)) {
        if (!name.startsWith(before)) continue;
        const place = name.slice(before.length);
        const older = all[nameOf(place)];
        // They had begun this before: what they typed since comes after it, and the tab takes it from storage.
        if (older) {
          kept!.fields.body = `${older.fields.subject}\n${older.fields.body}\n\n${kept!.fields.body}`.trim();
          kept!.files = [...older.files, ...kept!.files];
          const draft = drafts.get(place);
          if (draft && hasFiles(draft)) attach(draft, older.files);
          own.clear();
        }
        change[name] = undefined;
        change[nameOf(place)] = kept;
      }
      storage.write(change);
      for (const [place, draft] of drafts) {
        if (!isEmpty(draft) && own.size) continue;
        seen.delete(place);
        settle(place, draft);
      }
    },
    forget: storage.forget,
    hide(next) {
      clearTimeout(timer);
      timer = undefined;
      for (const draft of drafts.values()) {
        draft.sending = undefined;
        empty(draft);
        for (const name of fieldNames) draft.fields[name] = "";
      }
      // That of the form stays the form's.
      for (const place of drafts.keys()) if (place !== newTicket) drafts.delete(place);
      owner = next;
      seen.clear();
      saved.clear();
      own.clear();
      self.save();
    },
  };
  return self;
}
