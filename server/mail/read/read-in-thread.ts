/** Reads mails beside the thread that answers, in a time and a heap that a hostile one cannot go beyond. */
import type { Readable } from "node:stream";
import { MailThread, ThreadDiedError } from "./mail-thread.ts";
import type { ReadMail } from "./read-mail.ts";
import { Turns } from "./turns.ts";

export { MailUnreadableError } from "./mail-thread.ts";

export interface ReadMailOptions {
  /** An existing folder for the files of the mail. Its owner removes it, also after an error. */
  into: string;
  timeoutMs?: number;
  heapMb?: number;
  signal?: AbortSignal;
}

/** Each holds a core and a heap; more mails than these wait. */
const maxThreads = 2;
const turns = new Turns(maxThreads);
/** To start one takes as long as to read ten mails. */
const idle: MailThread[] = [];

/**
 * @param open the mail from its first byte on; it may be read a second time
 * @throws MailUnreadableError where reading it again does not help; anything else is not the mail's fault
 */
export async function readMailIn(
  open: () => Promise<Readable>,
  { into, timeoutMs = 60_000, heapMb = 128, signal }: ReadMailOptions,
): Promise<ReadMail> {
  await turns.take(signal);
  try {
    for (;;) {
      const thread = await takeThread(heapMb);
      const { isUsed } = thread;
      try {
        return await readWith(thread, await open(), into, timeoutMs, signal);
      } catch (error) {
        await thread.end();
        // It may have died of what mails before this one had left behind: a fresh one knows.
        if (!(isUsed && error instanceof ThreadDiedError)) throw error;
      }
    }
  } finally {
    turns.give();
  }
}

async function takeThread(heapMb: number): Promise<MailThread> {
  for (let thread = idle.pop(); thread; thread = idle.pop()) {
    if (thread.isAlive && thread.heapMb === heapMb) return thread;
    await thread.end();
  }
  return new MailThread(heapMb);
}

async function readWith(
  thread: MailThread,
  source: Readable,
  into: string,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<ReadMail> {
  const leave = (): void => void source.destroy(signal!.reason as Error);
  signal?.addEventListener("abort", leave);
  // Whoever reads on hears of it; there may be nobody.
  source.on("error", () => {});
  try {
    const mail = await thread.read(source, into, timeoutMs, signal);
    idle.push(thread);
    return mail;
  } finally {
    signal?.removeEventListener("abort", leave);
    source.destroy();
  }
}
