/** One throwable and one reply shape for everything the server refuses. */
import type { ErrorCode, ErrorReply, FieldProblem } from "./contract/errors.ts";

/** What a person is told, by code. Clients translate by code; these sentences are for logs, scripts and developers. */
const sentences: Record<ErrorCode, string> = {
  account_changed: "Somebody else is signed in in this browser by now, so nothing was done.",
  account_stopped:
    "This account was stopped by a link in a mail to its owner. The people of this desk can let it in again.",
  address_missing: "This customer has no mail address to write to.",
  already_registered: "This customer can sign in already.",
  attachment_empty: "That file is empty.",
  attachment_unknown: "One of the files is not here any more. Please choose it again.",
  attachments_too_many: "At most 10 files go with one message.",
  credentials_wrong: "That address and password do not belong together.",
  code_wrong: "That code is not right, or it is out of date.",
  company_not_empty: "This company still has customers. Move them first.",
  cursor_invalid: "This cursor did not come from this list.",
  draft_changed: "This draft was changed from somewhere else. Read it again before you replace it.",
  fields_invalid: "Some fields need another look.",
  file_unreadable: "This file could not be read as a table of customers.",
  forbidden: "That is for administrators.",
  host_unknown: "This desk does not answer at this host name. Whoever runs it can name it in the setting HOSTS.",
  identity_invalid: "This token does not prove who somebody is.",
  in_effect: "It cannot be undone any more: customers see it.",
  inbox_not_empty: "This inbox holds tickets. Name the inbox that they go to in `moveTo`.",
  internal: "Something went wrong on our side. Nothing that was acknowledged is lost.",
  json_invalid: "The body is not valid JSON.",
  json_required: "Send the body as application/json.",
  key_in_flight: "The same message is being saved right now. Try again in a moment.",
  key_invalid: "The Idempotency-Key has to be a UUID.",
  key_required: "Send an Idempotency-Key header with a UUID, so that a repeated request makes nothing twice.",
  key_reused: "This Idempotency-Key was used for something else.",
  last_admin: "This is the only administrator. Make somebody else one first.",
  last_inbox: "This is the only inbox of the project, and every ticket lies in one. Add another inbox first.",
  link_expired: "This link is not valid any more.",
  login_required: "Please sign in first.",
  merge_stopped: "One of the two accounts was stopped by its owner: whether it is let in again comes before a merge.",
  merge_unproven:
    "The address of the customer that stays has to be proven first: the site signs this person in without it.",
  method_not_allowed: "That cannot be done to this address.",
  multipart_invalid: "The upload is not valid multipart data with one file in the field “file”.",
  mail_required: "Send one email as it is, as message/rfc822.",
  multipart_required: "Send the file as multipart/form-data.",
  not_found: "There is nothing here.",
  not_permitted: "That is not permitted here.",
  nothing_to_send: "Only a mail that failed or was kept can be sent again, and only when a mail server is set.",
  origin_not_allowed: "This site is not on the portal's list of sites.",
  password_required: "Please give your current password too.",
  portal_unavailable: "This portal is closed at the moment.",
  proof_required:
    "Please show first that the account is yours, by a code mailed to its address. The account page of the portal asks for it.",
  registration_closed: "Accounts come by invitation here.",
  setup_done: "The first administrator has been set up already. Please sign in.",
  storage_full: "The desk has no room left to save this. Nothing was saved; please try again later.",
  tickets_closed: "New tickets cannot be sent here at the moment.",
  too_large: "That is larger than what fits here.",
  too_many_keys: "Two keys at most. Delete the older one first.",
  too_many_requests: "That was a lot in a short time. Please wait a little.",
  too_many_streams: "There are too many open connections for one person.",
  too_many_tries: "Too many tries. Please wait before the next one.",
  totp_required: "The code of your authenticator app is needed too.",
  unauthenticated: "This needs a valid session.",
  unavailable: "The desk is not ready yet. Please try again in a moment.",
  undo_impossible: "The merge cannot be undone: its address or id belongs to somebody else by now.",
};

export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 421 | 422 | 429 | 500 | 503 | 507;

interface RefusalOptions {
  fields?: Record<string, FieldProblem>;
  /** Seconds until it makes sense to try again. */
  retryAfter?: number;
  /** How many are in the way. */
  tickets?: number;
  cause?: unknown;
}

/** Thrown anywhere below a route; `http/refusals.ts` turns it into the reply. */
export class Refusal extends Error {
  readonly status: RefusalStatus;
  readonly code: ErrorCode;
  readonly fields: Record<string, FieldProblem> | undefined;
  readonly retryAfter: number | undefined;
  readonly tickets: number | undefined;

  constructor(status: RefusalStatus, code: ErrorCode, { fields, retryAfter, tickets, cause }: RefusalOptions = {}) {
    super(sentences[code], { cause });
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter;
    this.tickets = tickets;
  }

  get reply(): ErrorReply {
    const error: ErrorReply["error"] = { code: this.code, message: this.message };
    if (this.fields) error.fields = this.fields;
    if (this.tickets !== undefined) error.tickets = this.tickets;
    return { error };
  }
}

/** The answer to an unknown id and to somebody else's, so that nobody can tell the two apart. */
export const notFound = (): Refusal => new Refusal(404, "not_found");

/** One field of a request says what cannot be. @throws Refusal 400 */
export function refuseField(field: string, problem: FieldProblem): never {
  throw new Refusal(400, "fields_invalid", { fields: { [field]: problem } });
}
