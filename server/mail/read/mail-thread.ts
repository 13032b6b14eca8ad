/** One thread that reads mails, one at a time. It asks for each piece of a mail, so no more of it lies in memory. */
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { Worker } from "node:worker_threads";
import type { ReadMail } from "./read-mail.ts";

export type MailPiece = { into: string } | { bytes: Uint8Array<ArrayBuffer> } | { end: true };
export type MailAnswer = { next: true } | { mail: ReadMail } | { failed: string; isOfDisk: boolean };

/** Nobody can read it, and trying again does not help. Its source is all there is. */
export class MailUnreadableError extends Error {
  constructor(cause: unknown) {
    super("The mail cannot be read.", { cause });
  }
}

/** A machine that is busy with other things is not the mail's fault. */
const startTimeoutMs = 60_000;

/** Something beside the mail is wrong with the thread or its disk. */
class ThreadError extends Error {}

/** The thread has died on a mail. Who reused it may try a fresh one. */
export class ThreadDiedError extends MailUnreadableError {}

const program = new URL(`./mail-worker${extname(import.meta.filename)}`, import.meta.url);

export class MailThread {
  readonly heapMb: number;
  /** It has read a mail before. */
  isUsed = false;
  #death: { cause: unknown } | undefined;
  readonly #worker: Worker;
  #hear = (_answer: MailAnswer | { died: unknown }): void => {};

  constructor(heapMb: number) {
    this.heapMb = heapMb;
    const resourceLimits = { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 };
    this.#worker = new Worker(program, {
      // What the process loads before its program, such as a clock of its own, is not for a thread that only reads.
      execArgv: [],
      resourceLimits,
    });
    this.#worker.on("message", (answer: MailAnswer) => this.#hear(answer));
    const die = (cause: unknown): void => {
      this.#death ??= { cause };
      this.#hear({ died: cause });
    };
    this.#worker.on("error", die);
    this.#worker.on("messageerror", die);
    this.#worker.on("exit", (code) => die(new Error(`The thread ended with ${code}.`)));
    // The process may end while it waits for a mail.
    this.#worker.unref();
  }

  get isAlive(): boolean {
    return this.#death === undefined;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /**
   * After an error it has to be ended.
   * @param timeoutMs of its work on the mail: neither starting nor what the source takes counts
   * @throws MailUnreadableError, or what the source, the disk or the signal threw
   */
  async read(source: Readable, into: string, timeoutMs: number, signal?: AbortSignal): Promise<ReadMail> {
    const pieces = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
    let piece: MailPiece = { into };
    let leftMs = timeoutMs;
    let hasBegun = false;
    this.#worker.ref();
    try {
      for (;;) {
        const begunAt = performance.now();
        const answer = hasBegun
          ? await this.#answer(piece, leftMs, new MailUnreadableError("It takes too long."), signal)
          : await this.#answer(piece, startTimeoutMs, new ThreadError("The thread does not start."), signal);
        if (hasBegun) leftMs -= performance.now() - begunAt;
        if ("mail" in answer) return answer.mail;
        if ("died" in answer) throw hasBegun ? new ThreadDiedError(answer.died) : answer.died;
        if ("failed" in answer) {
          throw answer.isOfDisk ? new ThreadError(answer.failed) : new MailUnreadableError(answer.failed);
        }
        hasBegun = true;
        const { done, value } = await pieces.next();
        piece = done ? { end: true } : { bytes: new Uint8Array(value) };
      }
    } finally {
      this.isUsed = true;
      this.#worker.unref();
    }
  }

  async #answer(
    piece: MailPiece,
    timeoutMs: number,
    tooLate: Error,
    signal: AbortSignal | undefined,
  ): Promise<MailAnswer | { died: unknown }> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<MailAnswer | { died: unknown }>();
    const leave = (): void => reject(signal!.reason);
    const timer = setTimeout(() => reject(tooLate), Math.max(0, timeoutMs));
    signal?.addEventListener("abort", leave);
    this.#hear = resolve;
    if (this.#death) resolve({ died: this.#death.cause });
    else this.#worker.postMessage(piece, "bytes" in piece ? [piece.bytes.buffer] : []);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
    }
  }
}
