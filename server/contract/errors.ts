/** Machine-readable names of everything that can be refused. The sentence for each lives in `server/errors.ts`. */
export type ErrorCode =
  | "account_changed"
  | "account_stopped"
  | "address_missing"
  | "already_registered"
  | "attachment_empty"
  | "attachment_unknown"
  | "attachments_too_many"
  | "credentials_wrong"
  | "code_wrong"
  | "company_not_empty"
  | "cursor_invalid"
  | "draft_changed"
  | "fields_invalid"
  | "file_unreadable"
  | "forbidden"
  | "host_unknown"
  | "identity_invalid"
  | "in_effect"
  | "inbox_not_empty"
  | "internal"
  | "json_invalid"
  | "json_required"
  | "key_in_flight"
  | "key_invalid"
  | "key_required"
  | "key_reused"
  | "link_expired"
  | "mail_required"
  | "login_required"
  | "merge_stopped"
  | "merge_unproven"
  | "method_not_allowed"
  | "multipart_invalid"
  | "multipart_required"
  | "not_found"
  | "not_permitted"
  | "nothing_to_send"
  | "last_admin"
  | "last_inbox"
  | "origin_not_allowed"
  | "password_required"
  | "portal_unavailable"
  | "proof_required"
  | "registration_closed"
  | "setup_done"
  | "storage_full"
  | "tickets_closed"
  | "too_large"
  | "too_many_requests"
  | "too_many_streams"
  | "too_many_keys"
  | "too_many_tries"
  | "totp_required"
  | "unauthenticated"
  | "unavailable"
  | "undo_impossible";

/** Why one field was refused. */
export type FieldProblem =
  | "required"
  | "too_long"
  | "too_short"
  | "too_many"
  | "wrong_type"
  | "unknown_field"
  | "not_allowed"
  | "nul_character"
  | "not_well_formed"
  | "invalid_email"
  | "invalid_locale"
  | "invalid_origin"
  | "invalid_color"
  | "too_common"
  | "invalid_network"
  | "taken";

/** The body of every answer that is not a success. */
export interface ErrorReply {
  error: {
    code: ErrorCode;
    /** A sentence for people, in English; clients translate by `code`. */
    message: string;
    /** Field path (dots between levels) to what is wrong with it. */
    fields?: Record<string, FieldProblem>;
    /** Of `inbox_not_empty`, where `?moveTo=<inbox>` is missing: how many it holds; 1000 stands for more than 999. */
    tickets?: number;
  };
}
