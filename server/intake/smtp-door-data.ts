/** One mail on its way in: counted, bounded, and handed on as it arrives. */
import { PassThrough, type Readable } from "node:stream";
import type { SMTPServerDataStream } from "smtp-server";
import { SmtpRefusal } from "./smtp-door-refusal.ts";

export interface DataLimits {
  maxBytes: number;
  /** How long a sender may be below `minBytesPerSecond`, all in all. */
  slowMs: number;
  minBytesPerSecond: number;
  /** Ends the connection of who is too slow, or does not end. */
  cut(): void;
}

/** A sender hears that its mail is too large when it has ended. Who goes on and on does not. */
const maxTimesTheSize = 3;

/**
 * Resolves when `receive` has all of the mail and has resolved. Whatever becomes of it, the data are read to their end,
 * or the sender would take what is left of them for answers.
 * @param receive gets a stream that fails where the mail is too large or the sender went away
 */
export async function takeData(
  data: SMTPServerDataStream,
  limits: DataLimits,
  receive: (content: Readable) => Promise<void>,
): Promise<void> {
  const content = new PassThrough();
  // Whoever reads it hears of it too; without a reader it would end the process.
  content.on("error", () => {});
  const received = receive(content).finally(() => void content.destroy());
  // It may fail long before the last byte has come, and is asked about then.
  received.catch(() => {});
  const stopWatching = watchPace(data, limits);
  const refusal = await passOn(data, content, limits)
    .catch(() => new SmtpRefusal(451, "The mail did not arrive as a whole"))
    .finally(stopWatching);
  if (refusal) {
    content.destroy(refusal);
    await received.catch(() => {});
    throw refusal;
  }
  await received;
  // Acknowledged is what was read to the end.
  if (!content.readableEnded) throw new Error("a mail was received without being read");
}

/** Rejects where the sender went away. @returns why the mail cannot be taken, once all of it has come */
async function passOn(
  data: SMTPServerDataStream,
  content: PassThrough,
  { maxBytes, cut }: DataLimits,
): Promise<SmtpRefusal | undefined> {
  for await (const piece of data as AsyncIterable<Buffer>) {
    if (data.byteLength > maxBytes) {
      content.destroy(tooLarge(maxBytes));
      if (data.byteLength > maxBytes * maxTimesTheSize) cut();
    } else if (!content.destroyed && !content.write(piece)) await drained(content);
  }
  if (data.byteLength > maxBytes) return tooLarge(maxBytes);
  content.end();
  return undefined;
}

/** Also where it was destroyed, after which nobody writes to it. */
const drained = (content: PassThrough): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      content.off("drain", go).off("close", go);
      resolve();
    };
    content.on("drain", go).on("close", go);
  });

/** @returns what ends watching */
function watchPace(data: SMTPServerDataStream, limits: DataLimits): () => void {
  const tickMs = Math.min(1000, limits.slowMs / 4);
  let waitedMs = 0;
  const timer = setInterval(() => {
    // What lies here unread waits for our disk and not for the sender.
    if (data.readableLength > 0) return;
    waitedMs += tickMs;
    const dueBytes = ((waitedMs - limits.slowMs) / 1000) * limits.minBytesPerSecond;
    if (dueBytes > 0 && data.byteLength < dueBytes) limits.cut();
  }, tickMs);
  return () => clearInterval(timer);
}

const tooLarge = (maxBytes: number): SmtpRefusal =>
  new SmtpRefusal(552, `The mail is larger than ${maxBytes} bytes, which is all that is taken here`);
