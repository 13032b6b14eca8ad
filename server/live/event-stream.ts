/** One open `text/event-stream` answer. */

/** More than this is not read ahead for somebody who catches up: bytes. */
const enoughUnreadBytes = 64_000;

/** What a reader may leave unread before it is dropped; it resumes by Last-Event-ID when it is quicker. */
const maxBacklogBytes = 1_000_000;

export const eventStreamHeaders = { "Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no" };

const encoder = new TextEncoder();

export interface EventStream {
  /** For the answer, with {@link eventStreamHeaders}. */
  readonly body: ReadableStream<Uint8Array>;
  readonly closed: boolean;
  send(event: { id: number; type: string; data: object }): void;
  /** A sign of life, for proxies and readers: a stream that broke without a word looks open. */
  beat(): void;
  /** The reader has taken most of what was sent, or is gone. */
  readonly isTaken: boolean;
  /** Waits until that is so. */
  taken(): Promise<void>;
  end(): void;
}

interface EventStreamOptions {
  /** Where to resume from when nothing is sent before the connection breaks. */
  startId: number;
  /** Milliseconds the client should wait before it comes back; spread, so that a restart is no stampede. */
  retry: number;
  /** An `EventSource` tells its page of events alone. Others would take one that they do not know for news. */
  beatsAreEvents: boolean;
  onClose: () => void;
}

export function openEventStream({ startId, retry, beatsAreEvents, onClose }: EventStreamOptions): EventStream {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let closed = false;
  let onTaken = (): void => {};
  const isTaken = (): boolean => closed || maxBacklogBytes - (controller.desiredSize ?? 0) <= enoughUnreadBytes;
  const close = (): void => {
    if (closed) return;
    closed = true;
    onTaken();
    onClose();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(opened) {
        controller = opened;
      },
      pull() {
        if (isTaken()) onTaken();
      },
      cancel: close,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: maxBacklogBytes }),
  );
  const write = (text: string): void => {
    if (closed) return;
    const bytes = encoder.encode(text);
    if ((controller.desiredSize ?? 0) < bytes.length) {
      close();
      controller.error(new Error("The reader is too slow"));
      return;
    }
    controller.enqueue(bytes);
  };
  write(`retry: ${retry}\nid: ${startId}\n\n`);

  return {
    body,
    get closed() {
      return closed;
    },
    send: ({ id, type, data }) => write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => write(beatsAreEvents ? "event: beat\ndata: {}\n\n" : ":\n\n"),
    get isTaken() {
      return isTaken();
    },
    async taken() {
      if (!isTaken()) await new Promise<void>((resolve) => (onTaken = resolve));
    },
    end() {
      if (closed) return;
      close();
      controller.close();
    },
  };
}
