/**
 * The way in that every door takes: the file is on disk, and its row and its job are in the database, before the door
 * says that it has the mail. What becomes of it is decided later, by the job.
 */
import type { Readable } from "node:stream";
import { newId } from "../access/tokens.ts";
import { abandonFile } from "../attachments/arriving.ts";
import { requireSpaceStill } from "../attachments/room.ts";
import { announceFile } from "../attachments/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { addJob } from "../jobs/store.ts";
import { withoutTokens } from "../mail/reply-tokens.ts";
import { insertReceived } from "../mail/received.ts";
import { keepSource } from "../mail/sources.ts";
import type { Arrival, Target } from "./targets.ts";

/** How a mail came; kept with it, without tokens. */
export interface Envelope {
  door: "http" | "smtp";
  /** Null: the empty path, as of mails that nobody shall answer. */
  from: string | null;
  /** One of ours, as it was written to. */
  to: string;
  /** Of the host that brought it, where it came by SMTP. */
  ip?: string;
  network?: string;
  helo?: string;
  /** Whose conversation it was written to. */
  token?: Target["token"];
  bounceOf?: Target["bounceOf"];
}

export type ReceiveDeps = Pick<Deps, "database" | "files" | "now" | "log">;

/**
 * @param arrivals where it goes, one of each project
 * @param by the rest of its envelope
 * @returns ids of its rows, in their order
 * @throws where it is not safe: the door has to say that it has not got it
 */
export async function receiveMail(
  { database, files, now, log }: ReceiveDeps,
  content: Readable,
  arrivals: readonly Arrival[],
  by: Omit<Envelope, "to" | "token" | "bounceOf">,
): Promise<string[]> {
  if (arrivals.length === 0) throw new Error("The mail leads nowhere.");
  const fileId = newId();
  const announce = async (): Promise<void> => {
    await requireSpaceStill(files);
    await database.write((tx) => announceFile(tx, fileId, now()));
  };
  try {
    const stored = await files.save(fileId, content, announce);
    return await database.write(async (tx) => {
      const ids: string[] = [];
      for (const { target, to } of arrivals) ids.push(await addReceived(tx, target, { ...by, to }, now()));
      await keepSource(tx, { fileId, stored, mailIds: ids }, now());
      return ids;
    });
  } catch (error) {
    await abandonFile({ database, files }, fileId).catch((err: unknown) => log.warn({ err }, "a mail was left behind"));
    throw error;
  }
}

async function addReceived(
  tx: Tx,
  { projectId, inboxId, token, bounceOf }: Target,
  envelope: Omit<Envelope, "token" | "bounceOf">,
  now: number,
): Promise<string> {
  const to = withoutTokens(envelope.to);
  const kept: Envelope = { ...envelope, to, ...(token && { token }), ...(bounceOf !== undefined && { bounceOf }) };
  const id = await insertReceived(tx, { projectId, inboxId, recipient: to, envelope: JSON.stringify(kept) }, now);
  // Of one sender the first is filed first: an answer to their own mail finds its ticket. Those of nobody wait for nobody.
  const lane = envelope.from === null ? null : `${projectId} ${envelope.from}`;
  await addJob(tx, "mail-in", { mailId: id }, now, lane);
  return id;
}
