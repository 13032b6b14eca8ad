/** What stands in a mail, before anybody decides what becomes of it. Nothing in it is believed yet. */

export interface Mailbox {
  /** As its sender calls themselves, one line; "" without one. */
  name: string;
  /** One address as `readAddress` spells it. */
  address: string;
}

/** Why it looks as if no person wrote it. Which of them decide is filing's. */
export type AutomaticSign =
  /** `Auto-Submitted` says so (RFC 3834), or a header of its kind that mail systems set. */
  | "answered"
  /** A report on a mail that was not delivered, was delayed or was displayed. */
  | "report"
  /** A program of a mail system sent it. */
  | "daemon"
  /** It came by a list, or in bulk. */
  | "list";

export interface MailFile {
  /** As it was called, as `shownName` shows it; `file-2.png` by its number and declared type where it has no name. */
  name: string;
  /** Where its bytes lie until the store has them. */
  path: string;
  /** In bytes, decoded. */
  size: number;
  /** The whole text of the mail, where that is longer than is read of one. */
  isText?: true;
  /** Its text stands here in the mail: a picture by `cid:`. */
  isInline: boolean;
}

export interface ReadMail {
  /** Of From; none or several where it is malformed. */
  from: Mailbox[];
  replyTo: Mailbox[];
  /** `X-Original-From`. */
  originalFrom: Mailbox[];
  to: Mailbox[];
  cc: Mailbox[];
  /** Every address that it was sent to by what its headers say, those of relays (`Delivered-To` …) too, each once. */
  addressed: string[];
  /** One line, cut to what a ticket has room for; "" without one. */
  subject: string;
  /** Milliseconds; null where it has none that is a time. */
  date: number | null;
  /** As it was written, without brackets; "" without one. */
  messageId: string;
  /** Ids of the mails that it follows, or that a report is about, written like its own, the nearest first, each once. */
  references: string[];
  /** Tells it from any other mail: SHA-256 in hex of who wrote it, when, and everything below its header. */
  digest: string;
  /** Addresses of the lists that it came by (`List-Post`, and `List-Id` with its first dot as the @). */
  lists: string[];
  signs: AutomaticSign[];
  /** Our own mark: it is a mail of a desk's. */
  isOurs: boolean;
  /** Addresses that a report says were not reached, with the words of the mail server; only of a `report`. */
  bounces: { address: string; words: string; isFinal: boolean }[];
  /** Its own words, in the notation of messages, of at most 20,000 units; "" without any. */
  text: string;
  /** What it quotes, with what stands above the quote, of at most 200,000 units; "" without. */
  quoted: string;
  /** Text or quote went on beyond what is read of one: the whole lies among the files, as `mail.txt` or `mail.html`. */
  isCut: boolean;
  files: MailFile[];
}
