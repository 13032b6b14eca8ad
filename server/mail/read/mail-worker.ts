/** A thread of its own that reads mails, one after the other: what a hostile one costs, nobody waits for. */
import { parentPort } from "node:worker_threads";
import { readMail } from "./read-bytes.ts";
import type { MailAnswer, MailPiece } from "./mail-thread.ts";

const port = parentPort!;
const tell = (answer: MailAnswer): void => port.postMessage(answer);
let take = (_piece: MailPiece): void => {};

port.on("message", (piece: MailPiece) => {
  if ("into" in piece) void read(piece.into);
  else take(piece);
});

const askForMore = (): Promise<MailPiece> =>
  new Promise((resolve) => {
    take = resolve;
    tell({ next: true });
  });

async function* content(): AsyncGenerator<Uint8Array> {
  for (let piece = await askForMore(); "bytes" in piece; piece = await askForMore()) yield piece.bytes;
}

async function read(into: string): Promise<void> {
  try {
    tell({ mail: await readMail(content(), into) });
  } catch (error) {
    // A disk that is full is not the mail's fault.
    const isOfDisk = error instanceof Error && "syscall" in error;
    tell({ failed: String(error), isOfDisk });
  }
}
