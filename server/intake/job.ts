/** Reads a mail that a door has taken, and files it. A mail is filed once, however often its job runs. */
import { rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { Verdict } from "../contract/mail.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { JobContext, JobResult } from "../jobs/queue.ts";
import type { JobPayloads } from "../jobs/store.ts";
import { findReceived, type ReceivedMail } from "../mail/received.ts";
import { MailUnreadableError, readMailIn } from "../mail/read/read-in-thread.ts";
import type { ReadMail } from "../mail/read/read-mail.ts";
import { findSource } from "../mail/sources.ts";
import { findProject } from "../projects/store.ts";
import { authorOf } from "./author.ts";
import { isAutomatic } from "./automatic.ts";
import { digestOf } from "./digest.ts";
import type { Arrived } from "./facts.ts";
import { type Decision, fileMail, FilesNeeded, type FilingDeps } from "./file-mail.ts";
import { dropFiles, storeFiles } from "./mail-files.ts";
import { ownAddresses } from "./own-addresses.ts";
import type { Envelope } from "./receive.ts";
import { standInsFor } from "./stand-ins.ts";
import { unreadMail } from "./unreadable.ts";
import type { SenderVerdict } from "./verdict.ts";

export type MailInDeps = FilingDeps & Pick<Deps, "database" | "files" | "log" | "mailVerdict">;

/** After so many, what is in the mail is what fails, and it is filed as one that cannot be read. */
const maxAttempts = 6;

export const takeMailIn =
  (deps: MailInDeps) =>
  async ({ mailId, decision }: JobPayloads["mail-in"], { attempts, signal }: JobContext): Promise<JobResult> => {
    const row = await findReceived(deps.database.read, mailId);
    if (!row) return;
    try {
      await takeIn(deps, row, decision, { signal, isHopeless: false });
    } catch (error) {
      // A disk that is full says nothing of the mail.
      if (attempts <= maxAttempts || error instanceof Refusal) throw error;
      deps.log.error({ err: error, mail: mailId }, "a mail could not be filed as it is");
      await takeIn(deps, row, decision, { signal, isHopeless: true });
    }
  };

interface Reading {
  signal: AbortSignal;
  /** It is not read again. */
  isHopeless: boolean;
}

async function takeIn(
  deps: MailInDeps,
  row: ReceivedMail,
  decision: Decision | undefined,
  reading: Reading,
): Promise<void> {
  const into = await deps.files.openScratch();
  const stored: string[] = [];
  try {
    const arrived = await arrive(deps, row, into, reading);
    const file = (files?: string[]): Promise<void> =>
      deps.database.write((tx) => fileMail(tx, deps, arrived, files, decision));
    await file().catch(async (error: unknown) => {
      if (!(error instanceof FilesNeeded)) throw error;
      await storeFiles(deps, row.id, arrived.read.files, stored);
      await file(stored);
    });
  } finally {
    await rm(into, { recursive: true, force: true });
    await dropFiles(deps, stored);
  }
}

async function arrive(
  deps: MailInDeps,
  row: ReceivedMail,
  into: string,
  { signal, isHopeless }: Reading,
): Promise<Arrived> {
  const { database, files, mailDomain } = deps;
  const source = (await findSource(database.read, row.id))!;
  const open = (): Promise<Readable> => files.open(source.id, source.sha256);
  const envelope = JSON.parse(row.envelope!) as Envelope;
  const asUnread = async (): Promise<ReadMail> => {
    const { locale } = (await findProject(database.read, row.project_id!))!;
    return unreadMail(await open(), source, into, envelope.from, standInsFor(locale).unreadable);
  };
  const read = isHopeless
    ? await asUnread()
    : await readMailIn(open, { into, signal }).catch((error: unknown) => {
        if (!(error instanceof MailUnreadableError)) throw error;
        deps.log.warn({ err: error, mail: row.id }, "a mail could not be read");
        return asUnread();
      });
  const isOurs = await ownAddresses(database.read, row.project_id!, mailDomain);
  const found = verdictOn(read, await deps.mailVerdict(open, envelope));
  const author = authorOf(read, found, envelope.from, isOurs);
  const verdict = { ...found, isAligned: found.isAligned && !author.isBehindGroup };
  return {
    row,
    envelope,
    read,
    author,
    verdict,
    digest: digestOf(read),
    // A mail in our own name has been sent round.
    isAutomatic:
      envelope.bounceOf !== undefined ||
      (author.address !== undefined && isOurs(author.address)) ||
      isAutomatic(read, envelope, isOurs),
  };
}

/** Who reads the header in another way than we do has proven something of somebody else. */
function verdictOn({ from }: ReadMail, { fromDomain, isAligned, ...results }: SenderVerdict): Verdict {
  const isOfAuthor = from.length === 1 && fromDomain !== undefined && from[0]!.address.endsWith(`@${fromDomain}`);
  return { ...results, isAligned: isAligned && isOfAuthor };
}
